"""What the page of a draft shows: the fields with what is wrong in them, the differences, and where the gate stands."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from flask import Response, request

from knowledge.published import REFUSE
from knowledge.schema import is_day

from ..learning.bodies import Body, languages, outdated
from ..learning.compare import Difference, differences
from ..learning.draft import Draft
from ..learning.findings import Finding, findings
from ..learning.form import KINDS, SCOPES, fields
from ..learning.gate import PAST, Standing
from ..texts import LANGUAGES
from .items import by_topic, content, titles
from .labels import language_name, learning
from .render import html, reading
from .words import words

_DAYS = ("source.date", "source.as_of", "review_on")


def page(draft: Draft, status: int = 200, problem: str | None = None, standing: Standing | None = None,
         typed: Body | None = None, note: str = "") -> Response:
    """The page of a draft. `typed` is a body that could not be saved: it stands in the form, and beside it what differs
    from the stored one."""
    body = draft.body if typed is None else typed
    loop = learning()
    sentences = _sentences(findings(draft.item, body, content()))
    return html(
        "draft.html", status, draft=draft, problem=problem, here="drafts", note=note, form=fields(body), body=body,
        wrong=sentences, corrections=_corrections(sentences), refusing=(draft.item or "").startswith(REFUSE),
        shown=_shown(body), others=[language for language in LANGUAGES if language not in _shown(body)],
        outdated=outdated(body, draft.origin.get("base"), draft.origin.get("confirmed", {})), days=_usable_days(body),
        kinds=KINDS, kind_fixed=(body.get("facts") or {}).get("kind", "info") not in KINDS, scopes=SCOPES, topics=list(by_topic()),
        titles=titles() | _own_title(body), changes=_changes(draft, body),
        conflict=differences(draft.body, typed) if typed is not None else None,
        standing=standing or (loop.gate.standing(draft) if draft.state == "open" else Standing()),
        progress=loop.gate.progress(draft), report=_report(draft),
        accepted=(draft.report or {}).get("accepted", {}),
        checked_at=datetime.fromisoformat(draft.report["at"]) if draft.report else None)


def _shown(body: Body) -> list[str]:
    """The languages that the form has fields for: German and English, those of the body, those asked for."""
    asked = set(request.values.getlist("also")) & set(LANGUAGES)
    there = set(languages(body)) | asked
    return [language for language in LANGUAGES if language in ("de", "en") or language in there]


def _changes(draft: Draft, body: Body) -> list[Difference]:
    """What an item would say differently; nothing for a new one, which is all new."""
    return differences(draft.origin.get("base"), body) if draft.item else []


def _sentences(found: list[Finding]) -> dict[str, list[str]]:
    """What is wrong, by field."""
    told, sentences = words(reading())["drafts"]["findings"], defaultdict(list)
    for finding in found:
        sentence = told[finding.code].format(about=finding.about)
        if sentence not in sentences[finding.field]:
            sentences[finding.field].append(sentence)
    return dict(sentences)


def _report(draft: Draft) -> dict[str, Any] | None:
    """What the gate found, with the questions of real people that are still stored."""
    if draft.report is None:
        return None
    report = draft.report["report"]
    turns = [case["turn"] for name in PAST for case in report[name]]
    texts = {question.turn: question.text for question in learning().unanswered.by_id(turns)} if turns else {}
    gone = words(reading())["drafts"]["gone_question"]
    past = {name: [case | {"question": texts.get(case["turn"], gone)} for case in report[name]] for name in PAST}
    return report | past


def _corrections(sentences: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """What is wrong, each with its field and what the field is called: 'Titel (Englisch)'."""
    called = words(reading())["drafts"]["part"]
    found = []
    for field, several in sentences.items():
        name, _, language = field.rpartition(".")
        label = f"{called[name]} ({language_name(language)})" if language in LANGUAGES else called.get(field, field)
        found += [(field, label, sentence) for sentence in several]
    return found


def _own_title(body: Body) -> dict[str, str]:
    """What the item is called that the draft is about, for cases that it answers."""
    title = body.get("title") or {}
    return {body.get("id", ""): title.get(reading()) or title.get("de") or body.get("id", "")}


def _usable_days(body: Body) -> dict[str, bool]:
    """Which days a date field can hold; others stand in a text field, so that nobody loses what was typed."""
    typed = fields(body)
    return {name: is_day(typed[name] or None) for name in _DAYS}
