"""Opening hours: read from a setting, asked for a moment, said in every language."""

from datetime import UTC, datetime

import pytest

from web.hours import Hours
from web.texts import LANGUAGES

BERLIN = Hours.parse("Mo-Th 9:00-16:00, Fr 9:00-12:00 Europe/Berlin")


@pytest.mark.parametrize("moment, there", [
    ("2026-11-30 08:00", True),  # Monday, 9:00 in Berlin
    ("2026-11-30 07:59", False), ("2026-11-30 14:59", True), ("2026-11-30 15:00", False),
    ("2026-12-04 10:59", True), ("2026-12-04 11:00", False),  # Friday ends earlier
    ("2026-12-05 10:00", False), ("2026-12-06 10:00", False),
    ("2026-07-06 07:00", True), ("2026-07-06 14:00", False),  # in summer the clock is an hour ahead
])
def test_when_people_are_there(moment: str, there: bool) -> None:
    assert BERLIN.open_at(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is there


def test_the_whole_week() -> None:
    always = Hours.parse("Mo-Su 0:00-24:00 UTC")
    assert all(always.open_at(datetime(2026, 11, day, hour, 59, tzinfo=UTC)) for day in range(1, 8) for hour in range(24))


def test_german_and_english_days_are_understood() -> None:
    assert Hours.parse("mo-do 9:00-16:00, FR 9:00-12:00 Europe/Berlin") == BERLIN


def test_nobody_is_ever_there() -> None:
    hours = Hours.parse(" ")
    assert not hours and not hours.open_now() and hours.text("de") == ""


@pytest.mark.parametrize("raw", [
    "always", "Mo-Fr 9-16 Europe/Berlin", "Mo-Fr 9:00-16:00", "Mo-Fr 9:00-16:00 Europe/Nowhere", "Mo-Fr 9:00-16:00 ../x",
    "Mo-Fr 9:00-16:00 /etc/passwd", "Fr-Mo 9:00-16:00 UTC", "Mo 16:00-9:00 UTC", "Mo 9:00-9:00 UTC", "Mo 9:00-9:60 UTC",
    "Mo 9:00-24:01 UTC", "Xx 9:00-10:00 UTC", "Mo 9:00-10:00; Di 9:00-10:00 UTC", "Mo 9:00-10:00, UTC", ",", "UTC",
])
def test_anything_else_is_said_to_be_wrong(raw: str) -> None:
    with pytest.raises(ValueError, match="days, times and a time zone, such as"):
        Hours.parse(raw)


def test_in_words() -> None:
    assert BERLIN.text("de") == "Mo–Do 9:00–16:00, Fr 9:00–12:00 (Mitteleuropäische Zeit)"
    assert BERLIN.text("en") == "Mon–Thu 9:00–16:00, Fri 9:00–12:00 (Central European Time)"
    assert Hours.parse("Sa 0:00-24:00 UTC").text("de") == "Sa 0:00–24:00 (UTC)"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words(language: str) -> None:
    assert "9:00–16:00" in BERLIN.text(language)
