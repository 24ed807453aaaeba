"""What the service says, and what it is based on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from knowledge.content import Item, pick
from knowledge.context import Context


@dataclass(frozen=True)
class Source:
    """Dates are ISO 8601; ``date`` is None where the source bears none; ``as_of`` is the state of our research."""

    title: str
    url: str
    date: str | None
    as_of: str


@dataclass(frozen=True)
class Choice:
    """A quick reply: what is shown and the text that is sent back."""

    title: str
    payload: str


@dataclass(frozen=True)
class Answer:
    """``status``: answered, clarify, refused, handoff, emergency, smalltalk or error; ``text`` in ``language``."""

    status: str
    text: str
    language: str
    reason: str | None = None
    item: str | None = None
    scope: str | None = None
    confidence: float = 1.0
    sources: tuple[Source, ...] = ()
    choices: tuple[Choice, ...] = ()
    context: Context = field(default_factory=Context)

    def custom(self) -> dict:
        """The element `custom` of the message contract."""
        return {
            "status": self.status, "reason": self.reason, "language": self.language, "item": self.item,
            "scope": self.scope, "confidence": round(self.confidence, 3),
            "sources": [asdict(source) for source in self.sources],
        }  # fmt: skip


def source_of(item: Item, language: str) -> Source:
    """Where the item's text comes from; an item's own date goes before the page's."""
    source = item.source
    date = item.facts.get("date") or source.get("date")
    return Source(pick(source["title"], language), pick(source["url"], language), date, source["as_of"])


def sources_of(items: list[Item], language: str) -> tuple[Source, ...]:
    """The items' sources, each once."""
    return tuple(dict.fromkeys(source_of(item, language) for item in items))
