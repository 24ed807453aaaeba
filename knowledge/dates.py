"""Days, months and years in a text, as ISO 8601 prefixes: 2023-04-27, 2023-04, 2023, --11 (a month alone).

A day that never was (31.02.2023) gives no value, and no part of it does.
"""

from __future__ import annotations

import datetime
import re
from functools import cache

from babel import Locale

from knowledge.countries import LANGUAGES
from knowledge.normalise import fold

YEAR = r"(?:19|20)\d\d"
NUMERIC = re.compile(rf"(?<!\d[.,])\b(\d{{1,2}})\s*[./]\s*(\d{{1,2}})\s*[./]\s*({YEAR}|\d\d)\b(?!\.?\d)")
ISO = re.compile(rf"\b({YEAR})-(\d\d)-(\d\d)\b")
PERIOD = re.compile(rf"(?<![\d.,-])({YEAR})\s*[-–—]\s*({YEAR})(?![\d.,]*\d)(?!-\d)")
YEAR_ALONE = re.compile(rf"(?<![\d.,-])({YEAR})(?![\d.,]*\d)")
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
VARIANTS = {"janner": 1, "feber": 2, "maerz": 3, "mrz": 3}
# Month names that are words of another language too; only taken beside a number.
AMBIGUOUS = set("mai may mars marta mart ocak mei maj maja май мая مه".split())
# Months of two languages under one name. Poland and Czechia count for most of them; Croatian is told by
# its dot after the day ('17. listopada', Polish '17 listopada').
DOTTED = {"listopada": 10}
LISTOPAD = {"listopad": 11, "listopada": 11}

# What stands between the parts of a date: '27th of April', '27 de abril de 2023', '17 ta’ April', '2023. gada'.
AFTER_DAY = r"(?:\.|st|nd|rd|th|er|º|ª)?\s*(?:of\s+|de\s+|d['’]\s*|ta['’]\s*)?"
AFTER_YEAR = r"(?:\.|\s*m\.|\.?\s*gada|\.?\s*g\.)?"


@cache
def months() -> dict[str, int]:
    """Folded full month name of all languages -> 1..12."""
    table: dict[str, int] = {}
    for language in reversed(LANGUAGES):
        for context in ("stand-alone", "format"):
            table.update(_names(language, context, "wide"))
    return table | VARIANTS | LISTOPAD


@cache
def abbreviations() -> dict[str, int]:
    """Folded short month name -> 1..12. They need a number beside them, and 'sie 2022' no year alone."""
    table: dict[str, int] = {}
    for language in reversed(LANGUAGES):
        for context in ("stand-alone", "format"):
            table.update(_names(language, context, "abbreviated"))
    return {name: number for name, number in table.items() if len(name) >= 3 and name not in months()}


@cache
def _certain_abbreviations() -> set[str]:
    """German and English ones, which a year alone makes a date."""
    contexts = [("de", "stand-alone"), ("de", "format"), ("en", "format")]
    return {name for context in contexts for name in _names(*context, "abbreviated")} - {"mar"}


def _names(language: str, context: str, width: str) -> dict[str, int]:
    return {fold(name).strip("."): number for number, name in Locale(language).months[context][width].items()}


@cache
def _named() -> list[re.Pattern[str]]:
    """Patterns with the groups day, month, other (a day after the month) and year."""
    known = sorted({**months(), **abbreviations()}, key=len, reverse=True)
    month = rf"(?<!\w)(?P<month>{'|'.join(re.escape(name) for name in known)})(?!\w)"
    day = rf"(?:(?<![\d.,])(?P<day>\d{{1,2}})(?P<mark>{AFTER_DAY}))?"
    other = r"(?:\.?\s+(?P<other>\d{1,2})(?:st\b|nd\b|rd\b|th\b)?(?![\d.]*\d))?"
    return [
        re.compile(rf"{day}{month}{other}(?:[.,]?,?\s*(?:de\s+|del\s+)?(?P<year>{YEAR})(?!\d))?"),
        # Hungarian, Latvian and Lithuanian begin with the year.
        re.compile(rf"(?<![\d.,])(?P<year>{YEAR}){AFTER_YEAR}\s+{day}{month}{other}(?!\.?,?\s*(?:de\s+)?{YEAR})"),
    ]


def find(text: str) -> list[tuple[str, int, int]]:
    """(value, start, end) of every date in `text`, in order, none inside another."""
    folded = fold(text).translate(ASCII_DIGITS)
    if not any(character.isdigit() for character in folded):
        return _kept(_by_name(folded))
    found = [(_day(*map(int, match.groups())), *match.span()) for match in ISO.finditer(folded)]
    found += [_numeric(match) for match in NUMERIC.finditer(folded)]
    found += _by_name(folded)
    found += [(match[n], *match.span(n)) for match in PERIOD.finditer(folded) for n in (1, 2)]
    found += [(match[1], *match.span(1)) for match in YEAR_ALONE.finditer(folded)]
    return _kept(found)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _numeric(match: re.Match) -> tuple[str | None, int, int]:
    day, month, year = (int(part) for part in match.groups())
    return (_day(year if year > 99 else 2000 + year, month, day), *match.span())


def _by_name(folded: str) -> list[tuple[str | None, int, int]]:
    if not any(word in _known() for word in re.findall(r"[^\W\d_]+", folded)):
        return []  # the patterns are long and most questions name no month
    matches = (match for pattern in _named() for match in pattern.finditer(folded))
    return [entry for match in matches if (entry := _month(match))]


@cache
def _known() -> set[str]:
    return {name.split()[-1] for name in (*months(), *abbreviations())}


def _month(match: re.Match) -> tuple[str | None, int, int] | None:
    name, year, day = match["month"], match["year"], match["day"] or match["other"]
    if name not in months():
        certain = name in _certain_abbreviations()
        if not (day or year if certain else day and year):
            return None
    elif name in AMBIGUOUS and not (day or year):
        return None
    dotted = DOTTED.get(name) if (match["mark"] or "").startswith(".") else None
    month = dotted or months().get(name) or abbreviations()[name]
    if not day:
        return (f"{year or '-'}-{month:02}", *match.span())
    # A leap year where none is named: 29 February may be meant.
    value = _day(int(year or 2000), month, int(day))
    return (value if year or not value else f"-{value[4:]}", *match.span())


def _kept(found: list[tuple[str | None, int, int]]) -> list[tuple[str, int, int]]:
    """Entries that overlap none before them; impossible days hide what they overlap and go."""
    kept: list[tuple[str | None, int, int]] = []
    for entry in sorted(found, key=lambda item: (item[1], item[1] - item[2])):
        if not kept or entry[1] >= kept[-1][2]:
            kept.append(entry)
    return [entry for entry in kept if entry[0]]


def matches(value: str, day: str) -> bool:
    """Whether the full ISO `day` lies in the (partial) date `value`."""
    if value.startswith("--"):
        return day[5:].startswith(value[2:])
    return day.startswith(value)
