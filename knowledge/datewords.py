"""Dates as the reader's language writes them."""

from __future__ import annotations

import datetime

from babel import Locale
from babel.dates import format_date, format_skeleton

LOCALES = {"en": "en_GB"}


def say(value: str, language: str) -> str:
    """An ISO date, month (2022-11, --11) or year in words: '4. November 2022', 'November 2022', '2022'."""
    locale = LOCALES.get(language, language)
    if value.startswith("--"):
        if len(value) == len("--11"):
            return Locale.parse(locale).months["stand-alone"]["wide"][int(value[2:])]
        return format_skeleton("MMMMd", datetime.date(2000, int(value[2:4]), int(value[5:7])), locale=locale)
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return value
    if len(parts) == 2:
        return format_skeleton("yMMMM", datetime.date(parts[0], parts[1], 1), locale=locale)
    return format_date(datetime.date(*parts), format="long", locale=locale)
