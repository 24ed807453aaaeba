"""Texts of answers: the item's own text, or a list or order computed from the items' facts."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.compose import numbered, timeline
from knowledge.content import BACKGROUND, Content, Item, pick
from knowledge.question import Question

COMPOSERS = {"agreement": timeline.compose, "document": timeline.compose,
             "area": numbered.compose, "example": numbered.compose, "agency": numbered.compose}  # fmt: skip


AGAIN = {"list", "count", "order", "after", "before", "between"}


@dataclass(frozen=True)
class Composed:
    """``items`` are what the text is based on; ``listed`` those it lists, in the order shown."""

    text: str
    items: list[Item]
    listed: list[Item]


def compose(content: Content, question: Question, item: Item, chosen: tuple[Item, ...] = ()) -> Composed:
    """The text that answers `question` from `item`.

    Where the conversation has `chosen` it, maybe with others, nothing else is looked for but what is beside them.
    """
    kind = item.subject
    composer = COMPOSERS.get(kind) if item.scope != BACKGROUND else None
    single = chosen and _as_it_is(question, item, kind)
    made = composer(content, question, item, kind, chosen) if composer and not single else None
    if made:
        text, items, listed = made
        return Composed(text, items, listed)
    points = [content.items[name] for name in item.points if name in content.items]
    return Composed(plain_text(content, item, question.language), [item], points)


def _as_it_is(question: Question, item: Item, kind: str) -> bool:
    """Whether a chosen item's own text is the answer; what has just been listed is not listed again."""
    if "topics" not in item.facts:
        return not timeline.points_beside(question, kind)
    return not question.operations & AGAIN and not question.values("ordinal") and not question.values("date")


def plain_text(content: Content, item: Item, language: str) -> str:
    """The item's text, marked where it is not from the page."""
    text = pick(item.text, language)
    if language not in item.text:
        text = f"{content.message('only_in', language)}\n{text}"
    if item.scope != BACKGROUND:
        return text
    if item.kind == "agency":
        return f"{text} {content.message('background_mixed', language)}"
    return f"{content.message('background_mark', language)} {text}"
