"""Full dates in a text, in all languages that the service answers in."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from babel.dates import get_month_names

_LANGUAGES = "ar bg cs da de el en es et fa fi fr ga hr hu it lt lv mt nl pl pt ro ru sk sl sv tr uk".split()
_FORMS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<![\d./])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})(?![\d/])"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s(?:de |of )?(?P<month>[^\W\d_]{3,15})\.?,?\s(?:de |del )?"
               r"(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<month>[^\W\d_]{3,15})\s(?P<day>\d{1,2})(?:st|nd|rd|th)?,\s(?P<year>\d{4})(?!\d)"),
)


@cache
def _months() -> dict[str, int]:
    """The number of a month by its name, in small letters."""
    return {name.casefold(): number for language in _LANGUAGES
            for width in ("wide", "abbreviated") for context in ("format", "stand-alone")
            for number, name in get_month_names(width, context, language).items() if not name[:1].isdigit()}


def find(text: str) -> Iterator[tuple[date, re.Match[str]]]:
    """All dates with where they stand; what looks like one and is none is passed over."""
    for form in _FORMS:
        for match in form.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _months().get(month.casefold())
            try:
                yield date(int(match["year"]), number or 0, int(match["day"])), match
            except ValueError:
                continue


def only(line: str) -> date | None:
    """The date that the line consists of, if it does."""
    return next((day for day, match in find(line) if match[0].strip() == line.strip()), None) if len(line) < 40 else None


def latest(text: str, until: date | None = None) -> date | None:
    """The last date in the text that is not in the future: the text cannot be older than that."""
    until = until or date.today()
    return max((day for day, _ in find(text) if day <= until), default=None)
