"""Countries, dates, documents and ordinals in a text. Shared by the Rasa side and by `knowledge`.

Light on purpose (Babel and rapidfuzz only): the Rasa server imports it in its own environment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import countries, dates
from knowledge.normalise import WORD, fold

LONGEST_NAME = 4  # words
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
    """Every entity of `text`, in the order of the text."""
    found = _countries(text) + _by_pattern("document", _DOCUMENTS, text) + _by_pattern("ordinal", _ORDINALS, text)
    found += [Entity("date", value, start, end, text[start:end]) for value, start, end in dates.find(text)]
    return sorted(found, key=lambda entity: (entity.start, entity.end))


def _by_pattern(kind: str, patterns: dict[str, re.Pattern], text: str) -> list[Entity]:
    folded = fold(text)
    return [
        Entity(kind, value, match.start(), match.end(), text[match.start() : match.end()])
        for value, pattern in patterns.items()
        for match in pattern.finditer(folded)
    ]


def _countries(text: str) -> list[Entity]:
    folded = fold(text)
    found = [
        Entity("country", countries.BALKANS, *match.span(), text[match.start() : match.end()])
        for match in countries.BALKAN.finditer(folded)
    ]
    spans = [match.span() for match in WORD.finditer(folded)]
    at = 0
    while at < len(spans):
        length, entity = _longest_name(text, folded, spans, at)
        if entity and not any(entity.start < other.end and other.start < entity.end for other in found):
            found.append(entity)
        at += length
    return found


def _longest_name(text: str, folded: str, spans: list, at: int) -> tuple[int, Entity | None]:
    """The longest country name that starts with word `at`: how many words it has, and the entity."""
    for length in range(min(LONGEST_NAME, len(spans) - at), 0, -1):
        start, end = spans[at][0], spans[at + length - 1][1]
        phrase = " ".join(folded[a:b] for a, b in spans[at : at + length])
        value = _value(phrase, text[start:end])
        if value:
            return length, Entity("country", value, start, end, text[start:end])
    return 1, None


# Words that are a country's name in one language and an everyday word in another.
EVERYDAY = set("man mali can oman china-restaurant indes fas iran-deal irak-krieg ile sao tome os la de men den".split())
CAPITALISED = {"oman", "mali", "fas", "iran", "irak", "china", "kuba", "peru", "togo", "chad", "jordan", "georgia"}


def _value(phrase: str, original: str) -> str | None:
    if len(phrase) <= 2 and not original.isupper():
        return None
    if phrase in EVERYDAY and not (phrase in CAPITALISED and original[:1].isupper()):
        return None
    if len(phrase) <= 3 and phrase.isascii() and not original[:1].isupper():
        return None
    return countries.lookup(phrase)
