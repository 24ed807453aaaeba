"""What the knowledge base has to say on a visitor's questions, for a person to choose from."""

import logging
from dataclasses import dataclass
from typing import Any

from flask import current_app

from ..page.render import day
from ..texts import spoken, texts

_log = logging.getLogger("web.helpdesk")
_MOST, _QUESTIONS = 3, 2
_LEAST = 0.01
"""What is less sure has nothing to do with the question."""


@dataclass(frozen=True)
class Offer:
    """A text with its source; `insert` is both as they go into the reply, in the visitor's language."""

    item: str
    title: str
    text: str
    confidence: float
    sources: list[dict[str, str | None]]
    insert: str


def suggestions(questions: list[str], language: str | None) -> list[Offer]:
    """The best offers for the latest of the questions (newest first), best first; each item once."""
    spoken_language = spoken(language, current_app.extensions["settings"].language)
    best: dict[str, Any] = {}
    for question in questions[:_QUESTIONS]:
        for found in _suggest(question, spoken_language):
            if found.confidence >= max(_LEAST, best[found.item].confidence if found.item in best else 0):
                best[found.item] = found
    ordered = sorted(best.values(), key=lambda found: found.confidence, reverse=True)
    return [_offer(found, spoken_language) for found in ordered[:_MOST]]


def _suggest(question: str, language: str) -> list[Any]:
    try:
        return current_app.extensions["knowledge"].current().suggest(question, language, _MOST)
    except Exception as error:  # whatever is wrong in there, people can go on writing
        _log.warning("no suggestions", extra={"error": type(error).__name__})
        return []


def _offer(found: Any, language: str) -> Offer:
    sources = [{"title": source.title, "url": source.url, "as_of": source.as_of} for source in found.sources]
    words = texts(language)["widget"]
    label = words["sources_one"] if len(sources) == 1 else words["sources_many"]
    lines = [_line(source, words["as_of"], language) for source in sources]
    insert = "\n".join([found.text, "", f"{label}: {lines[0]}", *lines[1:]]) if lines else found.text
    return Offer(found.item, found.title, found.text, found.confidence, sources, insert)


def _line(source: dict[str, str | None], as_of: str, language: str) -> str:
    """'Title, https://… (Stand: 27. April 2023)'"""
    when = f" ({as_of}: {day(source['as_of'], language)})" if source["as_of"] else ""
    return f"{source['title']}, {source['url']}{when}"
