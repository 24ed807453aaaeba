"""The gate: what a draft would change is found out before it is published, and nothing that it breaks goes out unseen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from psycopg.types.json import Jsonb

from knowledge.content import Content
from knowledge.questions import Labelled

from ..errors import Conflict
from ..store import Account, Database
from ..store.staff import audit
from . import publications
from .background import Background, Progress, Say
from .bases import Bases
from .bodies import outdated, split
from .draft import Draft
from .drafts import Drafts, locked
from .findings import Finding, day, findings

_PAST = """
SELECT id, user_text, coalesce(language, 'de') FROM (
    SELECT DISTINCT ON (user_text) user_text, language, id FROM (
        SELECT id, user_text, language FROM turn WHERE status IN ('answered', 'clarify', 'refused') ORDER BY id DESC LIMIT %(newest)s
    ) newest ORDER BY user_text, id DESC
) once ORDER BY id DESC LIMIT %(most)s
"""
_NEWEST, _MOST_PAST = 5000, 1000
PAST = ("now_answered", "now_refused", "flipped")
"""The lists of a report with questions of real people."""
_ACCEPT = "UPDATE draft SET report = %(report)s WHERE id = %(id)s"
_DONE = "UPDATE draft SET state = 'published', account_id = %(account)s, updated_at = now() WHERE id = %(id)s"
_LEARNT = "UPDATE learnt SET state = 'done', at = now() WHERE draft_id = %(id)s"


@dataclass(frozen=True)
class Standing:
    """Whether a draft may be published. `reasons` say why not: unchecked, changed, newer, moved, incomplete, outdated,
    broken; in that order. `broken` are the cases that nobody has marked as right."""

    reasons: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    broken: list[dict[str, Any]] = field(default_factory=list)


class Blocked(Conflict):
    """The draft may not be published; `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        super().__init__("The gate does not let this draft through.", code="gate")
        self.standing = standing


class NoCase(Conflict):
    """The case that shall be right is none of those that the gate has found for the draft as it is."""

    def __init__(self) -> None:
        super().__init__("The check has found no such case for this state of the draft.", code="no_case")


class Gate:
    """`knowledge` gives the Knowledge of this moment, `labelled` the questions with known right answers; both may take
    seconds at first. Raises NoDraft, NotOpen, Blocked, NoCase, StoreDown."""

    def __init__(self, database: Database, knowledge: Callable[[], Any], labelled: Callable[[Content], list[Labelled]],
                 bases: Bases, background: Background) -> None:
        self._database, self._knowledge, self._labelled = database, knowledge, labelled
        self._bases, self._background = bases, background
        self._drafts, self._publications = Drafts(database), publications.Publications(database)
        self._known: tuple[Content, list[Labelled]] | None = None

    def check(self, draft: Draft) -> None:
        """Begins to check the draft as it is; the report is stored with it. Raises Blocked if it is incomplete."""
        wrong = findings(draft.item, draft.body, self._knowledge().content)
        if wrong:
            raise Blocked(Standing(["incomplete"], wrong))
        self._background.start(_work(draft), lambda say: self._check(draft, say))

    def progress(self, draft: Draft) -> Progress | None:
        """How far the check of this state of the draft is; None: none runs."""
        return self._background.progress(_work(draft))

    def standing(self, draft: Draft) -> Standing:
        """Whether the draft may be published as it is."""
        return self._standing(draft, self._publications.versions(draft.item))

    def accept(self, number: int, key: str, account: Account) -> None:
        """Somebody says that the new answer of a broken case is the right one."""
        with self._database.transaction() as connection:
            draft = locked(connection, number)
            if not draft.checked or key not in {case["key"] for case in draft.report["report"]["broken"]}:
                raise NoCase()
            mark = {key: {"by": account.name, "display": account.display, "at": datetime.now(UTC).isoformat(timespec="seconds")}}
            report = draft.report | {"accepted": draft.report.get("accepted", {}) | mark}
            connection.execute(_ACCEPT, {"id": number, "report": Jsonb(report)})
            audit(connection, account, "draft.accepted", str(number), case=key)

    def publish(self, number: int, revision: int, note: str, account: Account) -> int:
        """Makes the draft public, in every process within two seconds; the new version's number."""
        with self._database.transaction() as connection:
            publications.lock(connection)
            draft = locked(connection, number)
            standing = self._standing(draft, publications.versions(connection, draft.item))
            if draft.revision != revision:
                standing.reasons.insert(0, "changed")
            if standing.reasons:
                raise Blocked(standing)
            body, review = split(draft.body)
            item = draft.item or body["id"]
            changed = None if body == self._bases.of_files(item) else body
            version = publications.add(connection, publications.New(item, changed, day(review), number, account.id, note))
            connection.execute(_DONE, {"id": number, "account": account.id})
            connection.execute(_LEARNT, {"id": number})
            audit(connection, account, "item.published", item, version=version, draft=number)
        return version

    def _standing(self, draft: Draft, versions: tuple[int, int]) -> Standing:
        newest, of_item = versions
        wrong = findings(draft.item, draft.body, self._knowledge().content)
        old = outdated(draft.body, draft.origin.get("base"), draft.origin.get("confirmed", {}))
        broken = _broken(draft)
        reasons = {
            "unchecked": draft.report is None, "changed": draft.report is not None and not draft.checked,
            "newer": draft.checked and draft.report["version"] != newest,
            "moved": draft.item is not None and draft.origin.get("base_version", 0) != of_item,
            "incomplete": bool(wrong), "outdated": bool(old), "broken": bool(broken),
        }
        return Standing([name for name, holds in reasons.items() if holds], wrong, old, broken)

    def _check(self, draft: Draft, say: Say) -> None:
        from knowledge.preview import Past, preview  # loads what answers; the web tier starts without it
        version, _ = self._publications.versions(None)
        base, published = self._knowledge(), self._publications.published()
        body, review = split(draft.body)
        item = draft.item or body["id"]
        before = base.with_published(published)
        after = base.with_published(published.plus(item, body, day(review)))
        rows = self._database.run(_PAST, {"newest": _NEWEST, "most": _MOST_PAST}).fetchall()
        past = [Past(text, language) for _, text, language in rows]
        report = preview(before, after, self._known_answers(base.files.content), past, say).to_dict()
        _by_number(report, {(text, language): turn for turn, text, language in rows})
        self._drafts.store_report(draft.id, draft.revision, {
            "version": version, "report": report, "accepted": _kept(draft, report), "asked": len(rows),
            "at": datetime.now(UTC).isoformat(timespec="seconds")})


    def _known_answers(self, files: Content) -> list[Labelled]:
        """Read once: it takes a second."""
        if self._known is None or self._known[0] is not files:
            self._known = files, self._labelled(files)
        return self._known[1]


def _work(draft: Draft) -> str:
    return f"draft {draft.id}, revision {draft.revision}"


def _by_number(report: dict[str, Any], turns: dict[tuple[str, str], int]) -> None:
    """Names past questions by their turns alone: when a conversation is deleted, no report keeps its words."""
    for name in PAST:
        for case in report[name]:
            case["turn"] = turns[case.pop("question"), case["language"]]


def _broken(draft: Draft) -> list[dict[str, Any]]:
    if not draft.checked:
        return []
    accepted = draft.report.get("accepted", {})
    return [case for case in draft.report["report"]["broken"] if case["key"] not in accepted]


def _kept(draft: Draft, report: dict[str, Any]) -> dict[str, Any]:
    """Marks of an earlier report, where the new answer is still the same to the letter."""
    if not draft.report:
        return {}
    then = {case["key"]: case["after"] for case in draft.report["report"]["broken"]}
    now = {case["key"]: case["after"] for case in report["broken"]}
    return {key: mark for key, mark in draft.report.get("accepted", {}).items() if key in now and now[key] == then.get(key)}
