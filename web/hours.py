"""When people are there to answer: read from a setting, asked for a moment, written in any language."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import get_day_names, get_timezone_name

_DAYS = {"mo": 0, "di": 1, "tu": 1, "mi": 2, "we": 2, "do": 3, "th": 3, "fr": 4, "sa": 5, "so": 6, "su": 6}
_SPAN = re.compile(r"(?:([a-z]{2})(?:-([a-z]{2}))? +)(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)", re.I)
_WANTED = "days, times and a time zone, such as Mo-Th 9:00-16:00, Fr 9:00-12:00 Europe/Berlin"


@dataclass(frozen=True)
class Span:
    """From weekday `first` to `last` (0 is Monday), from minute `begin` of the day until before minute `end`."""

    first: int
    last: int
    begin: int
    end: int

    def holds(self, moment: datetime) -> bool:
        return self.first <= moment.weekday() <= self.last and self.begin <= moment.hour * 60 + moment.minute < self.end


@dataclass(frozen=True)
class Hours:
    """Opening hours; without any span nobody is ever there."""

    spans: tuple[Span, ...] = ()
    zone: ZoneInfo | None = None

    @classmethod
    def parse(cls, raw: str) -> "Hours":
        """The hours of a setting; an empty one means that nobody is ever there. Raises ValueError: what it must be."""
        if not raw.strip():
            return cls()
        *spans, last = [part.strip() for part in raw.split(",")]
        last, _, zone = last.rpartition(" ")
        try:
            return cls(tuple(_span(part) for part in (*spans, last.strip())), ZoneInfo(zone))
        except (ValueError, ZoneInfoNotFoundError, OSError):
            raise ValueError(_WANTED) from None

    def __bool__(self) -> bool:
        return bool(self.spans)

    def open_at(self, moment: datetime) -> bool:
        """Whether people are there at a moment, which knows its time zone."""
        return any(span.holds(moment.astimezone(self.zone)) for span in self.spans)

    def open_now(self) -> bool:
        return self.open_at(datetime.now(UTC))

    def text(self, language: str) -> str:
        """The hours in words of a language, "" if there are none.

        >>> Hours.parse("Mo-Fr 9:00-16:00 Europe/Berlin").text("en")
        'Mon–Fri 9:00–16:00 (Central European Time)'
        """
        if not self.spans:
            return ""
        days = get_day_names("abbreviated", "stand-alone", language)
        zone = "UTC" if self.zone.key == "UTC" else get_timezone_name(self.zone, locale=language)
        return f"{', '.join(_words(span, days) for span in self.spans)} ({zone})"


def _span(raw: str) -> Span:
    found = _SPAN.fullmatch(raw)
    if found is None:
        raise ValueError
    first, last = _DAYS.get(found[1].lower()), _DAYS.get((found[2] or found[1]).lower())
    begin, end = (60 * int(hour) + int(minute) for hour, minute in ((found[3], found[4]), (found[5], found[6])))
    if first is None or last is None or first > last or not begin < end <= 24 * 60 or max(int(found[4]), int(found[6])) > 59:
        raise ValueError
    return Span(first, last, begin, end)


def _words(span: Span, days: dict[int, str]) -> str:
    names = days[span.first] if span.first == span.last else f"{days[span.first]}–{days[span.last]}"
    begin, end = (f"{minute // 60}:{minute % 60:02}" for minute in (span.begin, span.end))
    return f"{names} {begin}–{end}"
