"""Check an item that is to be published: every finding names the field, and a code that a page can put into words."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge import addresses, shape
from knowledge.content import Content
from knowledge.normalise import words
from knowledge.published import REFUSE, Body
from knowledge.questions import REASONS
from knowledge.schema import DAYS, ContentError, is_day
from knowledge.shape import Finding
from knowledge.translations import numbers

NEW_KINDS = {"info", "term", "contact"}  # the others are members of lists that the page closes


class NotInOrder(ContentError):
    """Raised by check(); ``findings`` are in the order of the fields, one a field."""

    def __init__(self, item: str, findings: list[Finding]):
        super().__init__("\n".join(f"item '{item}':{finding}" for finding in findings))
        self.item, self.findings = item, findings


def check(body: Body, content: Content, item: str | None = None) -> None:
    """Raises ContentError (NotInOrder) with every finding about a body that is to become `item` of `content`.

    `item` is the id, by default that of the body, or ``refuse:`` and a reason, whose body has questions alone.
    """
    name = item or str(body.get("id", ""))
    found = _refused(body, content, name) if name.startswith(REFUSE) else _item(body, content, name)
    by_field: dict[str, Finding] = {}
    for finding in found:
        by_field.setdefault(finding.field, finding)
    if by_field:
        raise NotInOrder(name, [by_field[field] for field in sorted(by_field)])


def _item(body: Body, content: Content, name: str) -> Iterator[Finding]:
    yield from shape.of_item(body)
    if body.get("id", name) != name:
        yield Finding("id", "malformed", f"is '{body['id']}', expected '{name}'", name)
    topic = body.get("topic")
    if topic not in {one.topic for one in content.items.values()}:
        yield Finding("topic", "unknown", f"unknown topic '{topic}'", str(topic))
    yield from _kind(body, content, name)
    yield from _days(body)
    yield from _addresses(body)
    yield from _languages(body, content)
    yield from _questions(body, content, name)


def _refused(body: Body, content: Content, name: str) -> Iterator[Finding]:
    if name.removeprefix(REFUSE) not in REASONS:
        yield Finding("id", "unknown", f"unknown reason '{name}'; known are {', '.join(REASONS)}", name)
    yield from shape.of_refused(body)
    yield from _questions(body, content, name)


def _part(body: Body, name: str) -> dict:
    """A field that should be a mapping; empty where it is none, which the shape tells."""
    return body[name] if isinstance(body.get(name), dict) else {}


def _kind(body: Body, content: Content, name: str) -> Iterator[Finding]:
    """A new item is no member of a closed list; a changed one keeps its kind and every fact that it has.

    ``points`` may go: they lead on to other items, and the form does not know them.
    """
    facts, before = _part(body, "facts"), content.items.get(name)
    kind = facts.get("kind")
    if before is None or before.kind in NEW_KINDS:
        if kind not in NEW_KINDS:
            possible = ", ".join(sorted(NEW_KINDS))
            yield Finding("facts.kind", "kind_not_free", f"'{kind}' cannot be added; possible are {possible}", str(kind))
        if kind == "contact" and not facts.get("contact_for"):
            yield Finding("facts.contact_for", "missing", "a contact says what it is for", "contact_for")
        return
    if kind != before.kind:
        yield Finding("facts.kind", "kind_changed", f"is '{kind}', and was '{before.kind}'", before.kind)
    for lost in sorted(before.facts.keys() - facts.keys() - {"points"}):
        yield Finding(f"facts.{lost}", "missing", f"'{lost}' was there and is needed", lost)


def _days(body: Body) -> Iterator[Finding]:
    for place in ("facts", "source"):
        for name in DAYS:
            value = _part(body, place).get(name)
            if isinstance(value, str) and not is_day(value):
                yield Finding(f"{place}.{name}", "no_such_day", f"'{value}' is no day", value)


def _addresses(body: Body) -> Iterator[Finding]:
    for where, address in addresses.of_body(body):
        if not addresses.is_address(address):
            yield Finding(where, "no_address", f"'{address}' is no address of a page", address)


def _languages(body: Body, content: Content) -> Iterator[Finding]:
    """Title, text and questions are there in the same languages, and no translation has other numbers."""
    fields = {name: _part(body, name) for name in ("title", "text", "questions")}
    for language in sorted({language for texts in fields.values() for language in texts}):
        if language not in content.languages():
            yield Finding(f"text.{language}", "unknown", f"unknown language '{language}'", language)
        for name, texts in fields.items():
            if language not in texts:
                yield Finding(f"{name}.{language}", "missing", f"'{language}' is missing", language)
    yield from _numbers(fields["text"])


def _numbers(texts: dict) -> Iterator[Finding]:
    german = numbers(str(texts.get("de", "")))
    for language, text in texts.items():
        differing = ", ".join(sorted(numbers(str(text)) ^ german))
        if differing and "de" in texts:
            yield Finding(f"text.{language}", "other_numbers", f"has other numbers than the German text: {differing}", differing)


def _questions(body: Body, content: Content, name: str) -> Iterator[Finding]:
    """A question belongs to one item only, and stands there once."""
    owners = {
        _said(text): other.id
        for other in content.items.values() if other.id != name
        for texts in other.questions.values() for text in texts
    }  # fmt: skip
    for language, texts in _part(body, "questions").items():
        own: dict[str, str] = {}
        for number, text in enumerate(texts if isinstance(texts, list) else []):
            owner = (owners | own).get(_said(text))
            if owner:
                yield Finding(f"questions.{language}.{number}", "duplicate", f"'{text}' belongs to item '{owner}' already", owner)
            own[_said(text)] = name


def _said(text: object) -> str:
    return " ".join(words(str(text)))
