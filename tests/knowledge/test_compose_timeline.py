"""Partnerships and documents in their order of time, computed from their dates."""

import pytest

from tests.knowledge.toys import DOCUMENTS, PARTNERS, ids, listed

MOROCCO, NIGER, BALKANS, TUNISIA = PARTNERS

ONE = [
    ("Welche Partnerschaft war die erste?", "de", MOROCCO), ("Welche ist die älteste?", "de", MOROCCO),
    ("Welche ist die neueste Partnerschaft?", "de", TUNISIA), ("Die letzte?", "de", TUNISIA),
    ("Welche Partnerschaft war die zweite?", "de", NIGER), ("Und die dritte?", "de", BALKANS),
    ("Die vierte Partnerschaft?", "de", TUNISIA), ("Which partnership is the newest?", "en", TUNISIA),
    ("Which was the first partnership?", "en", MOROCCO), ("Which is the third partnership?", "en", BALKANS),
    ("Welche Partnerschaft gab es 2023?", "de", TUNISIA), ("Welche begann im November 2022?", "de", BALKANS),
    ("Welche ist vom 15. Juli 2022?", "de", NIGER), ("Welche ist vom 8.7.2022?", "de", MOROCCO),
    ("Welche ist vom 4. November?", "de", BALKANS), ("Which one dates from 27 April 2023?", "en", TUNISIA),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "item"), ONE)
def test_one_partnership_by_place_or_date(made, items, text, language, item):
    composed = made(text, "agreements", language)
    assert ids(composed) == [item]
    assert items.items[item].text[language] in composed.text


@pytest.mark.parametrize(
    ("text", "item"),
    [("Welches Dokument ist das neueste?", DOCUMENTS[3]), ("Welches ist das älteste Dokument?", DOCUMENTS[0]),
     ("Welches Dokument ist von 2020?", DOCUMENTS[0]),
     ("Which document is from September 2021?", DOCUMENTS[1]),
     ("Welches Dokument ist vom 24. Januar 2023?", DOCUMENTS[2]), ("Das zweite Dokument?", DOCUMENTS[1])],
)  # fmt: skip
def test_one_document_by_place_or_date(made, text, item):
    assert ids(made(text, "documents")) == [item]


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("Welche Partnerschaften gab es 2022?", "agreements", PARTNERS[:3]),
        ("Welche Partnerschaften sind vom Juli?", "agreements", PARTNERS[:2]),
        ("Welche Partnerschaften gab es im Juli 2022?", "agreements", PARTNERS[:2]),
        ("Welche Dokumente sind von 2023?", "documents", DOCUMENTS[2:]),
        ("Was liegt zwischen Marokko und dem Westbalkan?", "agreements", [NIGER]),
        ("Was liegt zwischen Tunesien und Marokko?", "agreements", [NIGER, BALKANS]),
        ("Welches Dokument liegt zwischen Aktionsplan und Empfehlung?", "documents", [DOCUMENTS[2]]),
        ("Was kam früher, Tunesien oder Marokko?", "agreements", [MOROCCO, TUNISIA]),
        ("Kam Niger vor oder nach Marokko?", "agreements", [MOROCCO, NIGER]),
        ("War Tunesien früher als Niger und Marokko?", TUNISIA, [MOROCCO, NIGER, TUNISIA]),
        ("Was war früher, die Empfehlung oder das Factsheet?", "documents", [DOCUMENTS[0], DOCUMENTS[3]]),
        ("Was kam als Nächstes nach Niger?", "agreements", [BALKANS]),
        ("Was kam vor Niger dran?", "agreements", [MOROCCO]),
        ("What came after Morocco?", "agreements", [NIGER]),
        ("What came before Tunisia?", "agreements", [BALKANS]),
        ("Welche Partnerschaft kam nach Niger?", "agreements", [BALKANS]),
        ("Welches Dokument kam nach dem Aktionsplan?", "documents", [DOCUMENTS[2]]),
        ("Wann waren Marokko und Tunesien?", "agreements", [MOROCCO, TUNISIA]),
    ],
)  # fmt: skip
def test_several_in_order(made, text, item, expected):
    composed = made(text, item)
    assert ids(composed) == listed(composed) == expected


@pytest.mark.parametrize(
    ("text", "item"),
    [("Welche Partnerschaft liegt zwischen Marokko und Niger?", "agreements"),
     ("Wer kam nach Marokko und vor Niger?", "agreements"),
     ("Was kam vor Marokko dran?", MOROCCO), ("Was kam als Nächstes nach Tunesien?", TUNISIA)],
)  # fmt: skip
def test_nothing_lies_there(made, text, item):
    composed = made(text, item)
    assert listed(composed) == []
    assert ids(composed) == [item]
    assert "nichts" in composed.text


def test_a_correct_month_is_said_in_full(made):
    assert "Für Juli nennt" in made("Welche Partnerschaften sind vom Juli?", "agreements").text


def test_the_date_that_fits_is_said(made):
    composed = made("Welche Partnerschaft war im Mai 2022 oder im November 2022?", "agreements")
    assert ids(composed) == [BALKANS]
    assert "November 2022" in composed.text.split(":")[0]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Wer kam nach Niger und vor Tunesien?", "de"), ("Who came after Niger but before Tunisia?", "en"),
     ("Qui est venu après le Niger et avant la Tunisie ?", "fr"), ("Kto był po Nigrze a przed Tunezją?", "pl")],
)  # fmt: skip
def test_after_one_and_before_the_other_is_between(made, text, language):
    assert listed(made(text, "agreements", language)) == [BALKANS]
