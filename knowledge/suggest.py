"""The items that may answer a question, for a person to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answer import Source, sources_of
from knowledge.compose import plain_text
from knowledge.content import Content, Item, pick
from knowledge.question import Question
from knowledge.questions import REFUSE
from knowledge.scoring import Scored


@dataclass(frozen=True)
class Suggestion:
    """An item's text in the question's language with its sources; ``confidence`` is its share among all items, 0 to 1."""

    item: str
    title: str
    text: str
    confidence: float
    sources: tuple[Source, ...]


def suggestions(content: Content, question: Question, scored: Scored, number: int) -> list[Suggestion]:
    """The `number` best items for `question`, whatever would be decided."""
    published = {one.label: one.probability for one in scored.near if not one.label.startswith(REFUSE)}
    rest = 1 - max(published.values(), default=0.0)
    shares = {one.item: one.probability * rest for one in scored.candidates} | published
    best = sorted(shares, key=lambda name: -shares[name])[:number]
    return [_suggestion(content, content.items[name], shares[name], question.language) for name in best if name in content.items]


def _suggestion(content: Content, item: Item, share: float, language: str) -> Suggestion:
    text = plain_text(content, item, language)
    return Suggestion(item.id, pick(item.title, language), text, share, sources_of([item], language))
