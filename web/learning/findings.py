"""What a draft still lacks, and where: each finding belongs to a field of the form."""

from dataclasses import dataclass
from datetime import date

from knowledge.content import Content
from knowledge.findings import NotInOrder, check
from knowledge.published import REFUSE
from knowledge.schema import is_day

from .bodies import BILINGUAL, BY_LANGUAGE, Body, split


@dataclass(frozen=True)
class Finding:
    """`code` names a sentence, in which `about` may stand: one of knowledge.shape.Finding, or `taken` for an id that
    exists. `field` is one of the form, such as `text.de`."""

    field: str
    code: str
    about: str = ""


def findings(item: str | None, body: Body, content: Content) -> list[Finding]:
    """Everything that must be put right before the body can be published as `item` (None: as a new one)."""
    whole, review = split(body)
    found = [] if is_day(review or None) else [Finding("review_on", "no_such_day", review or "")]
    if item is None and body.get("id") in content.items:
        found.append(Finding("id", "taken", body["id"]))
    try:
        check(whole if (item or "").startswith(REFUSE) else _with_all_fields(whole), content, item)
    except NotInOrder as error:
        found += [Finding(in_form(one.field), one.code, one.about) for one in error.findings]
    return found


def day(value: str | None) -> date | None:
    """The day of an ISO date. Raises ValueError if there is no such day."""
    return date.fromisoformat(value) if value else None


def in_form(name: str) -> str:
    """The field of the form for one of a body: 'questions.de.3' is in 'questions.de', 'source.url' is its German field."""
    parts = name.split(".")
    if parts[0] in BY_LANGUAGE:
        return ".".join(parts[:2])
    if name in BILINGUAL:
        return f"{name}.de"
    return "facts.kind" if parts[0] == "facts" else name


def _with_all_fields(body: Body) -> Body:
    """With empty ones where fields lack: what is missing is then told by language."""
    source = {name: value for name, value in (body.get("source") or {}).items() if value not in ("", None)}
    filled = {name: value for name, value in body.items() if value not in ("", None)}
    return {**{name: {} for name in BY_LANGUAGE}, **filled, "source": source}
