"""Countries, dates, documents and ordinals in a text. Shared by the Rasa side and by `knowledge`.

Light on purpose (Babel and rapidfuzz only): the Rasa server imports it in its own environment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import countries, dates
from knowledge.normalise import compose, fold

LONGEST_NAME = 4  # words
NAME_WORD = re.compile(r"[^\W_]+")  # parts at an apostrophe: l'Italie, Fas'ın
# A document of the page by a word that only fits it. Order matters: the first hit at a place counts.
DOCUMENTS = {
    "doc-recommendation": r"empfehlung\w*|recommendation\w*|2023/682",
    "doc-strategy": r"operational strategy|operative\w* strategie\w*|strategiepapier\w*|com\(2023\) ?45",
    "doc-plan": r"aktionspl\w*|action ?plan\w*|com\(2021\) ?591",
    "doc-factsheet": r"factsheet\w*|fact sheet\w*|faktenblatt\w*|merkblatt|infoblatt|informationsblatt",
}
ORDINALS = {
    "first": r"(?:aller)?erste[nrsm]?|zuerst|als erstes|fr[ue]+heste[nrsm]?|a[e]?lteste[nrsm]?|anfang\w* machte|first|earliest|oldest"
    r"|den anfang|zu beginn|1st",
    "second": r"zweite[nrsm]?|zweitens|second|2nd",
    "third": r"dritte[nrsm]?|drittens|third|3rd",
    "fourth": r"vierte[nrsm]?|viertens|fourth|4th",
    "fifth": r"f[ue]+nfte[nrsm]?|f[ue]+nftens|fifth|5th",
    "sixth": r"sechste[nrsm]?|sixth|6th",
    "last": r"(?:aller)?letzte[nrsm]?|zuletzt|neu[e]?ste[nrsm]?|j[ue]+ngste[nrsm]?|aktuel+ste[nrsm]?|am schluss|zum schluss"
    r"|last|latest|newest|most recent|j[ue]+ngst",
}
NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1}
# 'Beispiel 2', 'area three', 'Nummer vier'
NAMED = r"(?:nummer|nr\.?|number|beispiel|example|bereich|area|punkt) (?:"
CARDINALS = {"first": "1|eins|one", "second": "2|zwei|two", "third": "3|drei|three", "fourth": "4|vier|four",
             "fifth": "5|funf|fuenf|five", "sixth": "6|sechs|six"}  # fmt: skip
_DOCUMENTS = {value: re.compile(rf"\b(?:{pattern})\b") for value, pattern in DOCUMENTS.items()}
_ORDINALS = {
    value: re.compile(rf"\b(?:{pattern}{f'|{NAMED}{CARDINALS[value]})' if value in CARDINALS else ''})(?!\w)")
    for value, pattern in ORDINALS.items()
}


@dataclass(frozen=True)
class Entity:
    """``kind`` is country, date, document or ordinal; ``start`` and ``end`` are characters in the text."""

    kind: str
    value: str
    start: int
    end: int
    text: str


def extract(text: str) -> list[Entity]:
    """Every entity of `text`, in the order of the text. Letters may have combining marks of their own."""
    composed, starts = compose(text)
    found = [
        Entity(kind, value, starts[start], starts[end], text[starts[start] : starts[end]])
        for kind, value, start, end in _spans(composed)
    ]
    return sorted(found, key=lambda entity: (entity.start, entity.end))


def _spans(text: str) -> list[tuple[str, str, int, int]]:
    folded = fold(text)
    found = [("country", *span) for span in _countries(text, folded)]
    found += _by_pattern("document", _DOCUMENTS, folded) + _by_pattern("ordinal", _ORDINALS, folded)
    return found + [("date", *span) for span in dates.find(text)]


def _by_pattern(kind: str, patterns: dict[str, re.Pattern], folded: str) -> list[tuple[str, str, int, int]]:
    return [(kind, value, *match.span()) for value, pattern in patterns.items() for match in pattern.finditer(folded)]


def _countries(text: str, folded: str) -> list[tuple[str, int, int]]:
    found = countries.phrases(folded)
    spans = [match.span() for match in NAME_WORD.finditer(folded)]
    shouted = text.isupper() and len(spans) > 1
    at = 0
    while at < len(spans):
        length, entry = _longest_name(text, folded, spans, at)
        if entry and shouted and folded[entry[1] : entry[2]] in countries.SHOUTED:
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
        if phrase in countries.REGIONS:
            return length, None
        if value := countries.lookup(phrase, text[start:end]):
            return length, (value, start, end)
    return 1, None
