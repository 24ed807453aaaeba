"""Dates as people write them, and as the service writes them."""

import datetime
from itertools import pairwise

import pytest

from knowledge import dates, datewords
from knowledge.countries import LANGUAGES


def values(text: str) -> list[str]:
    return [value for value, _, _ in dates.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "27. April 2023", "27.4.2023", "27.04.2023", "27. 4. 23", "27/4/2023", "2023-04-27", "27 April 2023",
        "April 27, 2023", "April 27th, 2023", "the 27th of April 2023", "27 avril 2023",
        "27 de abril de 2023",
        "27 aprile 2023", "27 kwietnia 2023", "27. dubna 2023", "27. apríla 2023", "27. travnja 2023",
        "27. aprila 2023", "27 aprilie 2023", "27 april 2023", "27. huhtikuuta 2023", "27. aprill 2023",
        "27 Nisan 2023", "27 Απριλίου 2023", "27 апреля 2023", "27 квітня 2023", "27 април 2023",
        "27 أبريل 2023",
        "٢٧ أبريل ٢٠٢٣", "۲۷ آوریل ۲۰۲۳", "27 Aibreán 2023", "27. Apr. 2023", "27 Apr 2023",
    ],
)  # fmt: skip
def test_a_day_in_many_languages_and_numerals(text):
    assert values(text) == ["2023-04-27"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("im November 2022", "2022-11"), ("in november 2022", "2022-11"), ("novembre 2022", "2022-11"),
        ("en septiembre de 2020", "2020-09"),
        ("im Jänner 2023", "2023-01"), ("maerz 2023", "2023-03"), ("im Mai 2023", "2023-05"),
        ("Sept. 2021", "2021-09"),
        ("im Juli", "--07"), ("am 15. Juli", "--07-15"), ("on 15 July", "--07-15"), ("am 3. Mai", "--05-03"),
        ("2022", "2022"), ("۲۰۲۱", "2021"), ("٢٠٢٢", "2022"), ("im Jahr 1999", "1999"),
    ],
)  # fmt: skip
def test_parts_of_a_date(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zwischen 2021 und 2025", ["2021", "2025"]),
        ("2021–2025", ["2021", "2025"]),
        ("2021-2025", ["2021", "2025"]),
        ("am 8.7.2022 und am 15.7.2022", ["2022-07-08", "2022-07-15"]),
        ("März 2023 oder Januar 2023", ["2023-03", "2023-01"]),
        ("24.1.2023, dann 2022", ["2023-01-24", "2022"]),
    ],
)
def test_several_dates_in_their_order(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "May I ask?", "Mars and Venus", "ein Mai ohne Regen", "Mei, was is des?",
        "Jak mają być wykorzystywane?",
        "330 Mio. Euro", "3000 Menschen", "Telefon 00 800 6 7 8 9 10 11", "115", "COM 591", "Version 1.2.3",
        "in fünf Bereichen", "12345678", "1.234.567 Euro",
    ],
)  # fmt: skip
def test_no_date(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text", ["31.02.2023", "2023-13-45", "16.13.2023", "31. Juni 2022", "30 February 2023", "45.4.2023"]
)
def test_a_day_that_never_was_is_not_made_up(text):
    for value in values(text):
        if len(value) == len("2023-02-28"):
            datetime.date.fromisoformat(value)


@pytest.mark.parametrize(
    "text",
    [
        "War es im Juli oder im November?",
        "Im März, oder?",
        "im Juli 2022 war was",
        "am 8. Juli 2022.",
        "2022, 2023",
    ],
)
def test_a_date_ends_with_itself(text):
    for _, start, end in dates.find(text):
        assert text[start:end] == text[start:end].strip(" ,.;?")


def test_no_date_overlaps_another():
    found = dates.find("Am 4. November 2022, im November 2022, 2022-11-04 und 4.11.2022: 2022")
    assert len(found) == 5
    assert all(before[2] <= after[1] for before, after in pairwise(found))


@pytest.mark.parametrize("value", ["2022-11-04", "2022-11", "2022", "--11", "--11-04"])
def test_a_part_matches_the_day(value):
    assert dates.matches(value, "2022-11-04")


@pytest.mark.parametrize("value", ["2022-11-05", "2022-10", "2023", "--12", "--11-05", "--04"])
def test_another_part_does_not(value):
    assert not dates.matches(value, "2022-11-04")


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        ("2022-11-04", "de", "4. November 2022"), ("2022-11-04", "en", "4 November 2022"),
        ("2022-11-04", "fr", "4 novembre 2022"), ("2022-11", "de", "November 2022"),
        ("2022-11", "en", "November 2022"),
        ("2022", "de", "2022"), ("--11-04", "de", "4. November"), ("--11-04", "en", "4 November"),
        ("--11", "de", "November"), ("--11", "en", "November"), ("--07", "de", "Juli"),
    ],
)  # fmt: skip
def test_dates_in_words(value, language, words):
    assert datewords.say(value, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_can_be_read(language):
    for month in range(1, 13):
        day = f"2023-{month:02}-17"
        assert values(datewords.say(day, language)) == [day]
