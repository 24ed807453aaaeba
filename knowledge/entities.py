"""Countries, dates, documents and ordinals in a text. Shared by the Rasa side and by `knowledge`.

Light on purpose (Babel, rapidfuzz and PyYAML only): the Rasa server imports it in its own environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge import countries, country_words, dates, wording
from knowledge.normalise import compose, fold

LONGEST_NAME = 4  # words
NAME_WORD = re.compile(r"[^\W_]+")  # parts at an apostrophe: l'Italie, Fas'ın
# Places in a list that an ordinal stands for; -1 is the last.
PLACES = {"first": (1,), "second": (2,), "third": (3,), "fourth": (4,), "fifth": (5,), "sixth": (6,), "last": (-1,),
          "first_two": (1, 2), "last_two": (-2, -1)}  # fmt: skip
NUMBERS = {name: places[0] for name, places in PLACES.items()}


@dataclass(frozen=True)
class Entity:
    """``kind`` is country, date, document or ordinal; ``start`` and ``end`` are characters in the text."""

    kind: str
    value: str
    start: int
    end: int
    text: str


def extract(text: str, language: str = "de") -> list[Entity]:
    """Every entity of `text`, in the order of the text; `language` counts for ordinals and documents. Letters may have combining marks of their own."""
    composed, starts = compose(text)
    found = [
        Entity(kind, value, starts[start], starts[end], text[starts[start] : starts[end]])
        for kind, value, start, end in _spans(composed, language)
    ]
    return sorted(found, key=lambda entity: (entity.start, entity.end))


def _spans(text: str, language: str) -> list[tuple[str, str, int, int]]:
    folded = fold(text)
    found = [("country", *span) for span in _countries(text, folded)]
    found += [("document", *span) for span in wording.spans("documents", folded, language)]
    found += [("ordinal", *span) for span in _longest(wording.spans("ordinals", folded, language))]
    return found + [("date", *span) for span in dates.find(text)]


def _longest(found: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """`found` without what lies inside another: 'die ersten beiden' is no 'ersten'."""
    kept: list[tuple[str, int, int]] = []
    for entry in sorted(found, key=lambda entry: entry[1] - entry[2]):
        if not any(start < entry[2] and entry[1] < end for _, start, end in kept):
            kept.append(entry)
    return kept


def _countries(text: str, folded: str) -> list[tuple[str, int, int]]:
    found = countries.phrases(folded)
    spans = [match.span() for match in NAME_WORD.finditer(folded)]
    shouted = text.isupper() and len(spans) > 1
    at = 0
    while at < len(spans):
        length, entry = _longest_name(text, folded, spans, at)
        if entry and shouted and folded[entry[1] : entry[2]] in country_words.SHOUTED:
            entry = None
        if entry and not any(entry[1] < end and start < entry[2] for _, start, end in found):
            found.append(entry)
        at += length
    return found


def _longest_name(text: str, folded: str, spans: list, at: int) -> tuple[int, tuple[str, int, int] | None]:
    """The longest country name that starts with word `at`: how many words it has, value and span."""
    longest = LONGEST_NAME if countries.begins_name(folded[slice(*spans[at])]) else 1
    for length in range(min(longest, len(spans) - at), 0, -1):
        start, end = spans[at][0], spans[at + length - 1][1]
        phrase = " ".join(folded[a:b] for a, b in spans[at : at + length])
        if phrase in country_words.REGIONS:
            return length, None
        if value := countries.lookup(phrase, text[start:end]):
            return length, (value, start, end)
    return 1, None
