"""What a question wants done: a date, a count, an order, a confirmation … The words stand in knowledge/wording."""

from __future__ import annotations

import re

from knowledge import wording
from knowledge.normalise import fold


def find(text: str, language: str = "de") -> frozenset[str]:
    """Names of the operations that `text` asks for."""
    return frozenset(wording.present("operations", fold(text).strip(), language))


def names_kind(text: str, kind: str, language: str = "de") -> bool:
    """Whether `text` says what things of the kind (agreement, document, area, example, agency) are called."""
    return bool(wording.pattern("nouns", kind, language).search(fold(text)))


def claimed_count(text: str, kind: str, language: str = "de") -> int | None:
    """The number that stands with things of the kind in `text`: 'doch fünf operative Partnerschaften' -> 5."""
    folded, numbers = fold(text), wording.numbers(language)
    number = rf"\d{{1,2}}|{'|'.join(map(re.escape, numbers))}"
    noun = wording.pattern("nouns", kind, language).pattern
    only = wording.pattern("only", None, language).pattern
    match = re.search(rf"\b({number})\b(?:\s+\w+){{0,3}}?\s+(?:{noun})", folded)
    match = match or re.search(rf"{noun}.{{0,60}}{only}\s+({number})\b", folded)
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else numbers[match[1]]
