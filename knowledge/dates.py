"""Days, months and years in a text, as ISO 8601 prefixes: 2023-04-27, 2023-04, 2023, --11 (a month alone)."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from knowledge.countries import LANGUAGES
from knowledge.normalise import fold

YEAR = r"(?:19|20)\d\d"
NUMERIC = re.compile(rf"\b(\d{{1,2}})\s*[./]\s*(\d{{1,2}})\s*[./]\s*({YEAR}|\d\d)\b")
ISO = re.compile(rf"\b({YEAR})-(\d\d)-(\d\d)\b")
YEAR_ALONE = re.compile(rf"(?<![\d.,-])({YEAR})(?![\d.,]*\d)")
ASCII_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
GERMAN_VARIANTS = {"janner": 1, "feber": 2, "marz": 3, "maerz": 3, "mrz": 3}
# Month names that are words of another language too; only taken beside a number.
AMBIGUOUS = {"mai", "may", "mars", "marta", "mar", "mart", "ocak", "set", "sen", "kas", "eki", "kov", "led", "dec"}


@cache
def months() -> dict[str, int]:
    """Folded month name, full or abbreviated, of all languages -> 1..12."""
    table: dict[str, int] = {}
    for language in reversed(LANGUAGES):
        for context in ("stand-alone", "format"):
            for number, name in Locale(language).months[context]["wide"].items():
                table[fold(name)] = number
    return table | GERMAN_VARIANTS


@cache
def _named() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(months(), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(\d{{1,2}})\s*(?:\.|st|nd|rd|th|er|º|de|d')?\s*(?:of\s+|de\s+)?)?(?<!\w)({names})(?!\w)"
        rf"(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?,?\s*(?:de\s+)?({YEAR})?"
    )


def find(text: str) -> list[tuple[str, int, int]]:
    """(value, start, end) of every date in `text`, in order, none inside another."""
    folded = fold(text).translate(ASCII_DIGITS)
    found = [(f"{y}-{m}-{d}", *match.span()) for match in ISO.finditer(folded) for y, m, d in [match.groups()]]
    found += [entry for match in NUMERIC.finditer(folded) if (entry := _numeric(match))]
    found += [entry for match in _named().finditer(folded) if (entry := _by_name(match))]
    found += [(match.group(1), *match.span(1)) for match in YEAR_ALONE.finditer(folded)]
    return _without_overlaps(found)


def _numeric(match: re.Match) -> tuple[str, int, int] | None:
    day, month, year = (int(part) for part in match.groups())
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return (f"{year if year > 99 else 2000 + year}-{month:02}-{day:02}", *match.span())


def _by_name(match: re.Match) -> tuple[str, int, int] | None:
    before, name, after, year = match.groups()
    day, month = before or after, months()[name]
    if name in AMBIGUOUS and not (day or year):
        return None
    if day and not 1 <= int(day) <= 31:
        day = None
    start = match.start() if before else match.start(2)
    value = f"{year or '-'}-{month:02}" + (f"-{int(day):02}" if day else "")
    return value, start, match.end()


def _without_overlaps(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for entry in sorted(found, key=lambda item: (item[1], item[1] - item[2])):
        if not kept or entry[1] >= kept[-1][2]:
            kept.append(entry)
    return kept


def matches(value: str, day: str) -> bool:
    """Whether the full ISO `day` lies in the (partial) date `value`."""
    if value.startswith("--"):
        return day[5:].startswith(value[2:])
    return day.startswith(value)
