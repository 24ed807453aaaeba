"""The guard: whatever characters come in, harmless text goes out."""

import sys
import unicodedata

import pytest

from web.guard import MAX_MARKS, clean, defuse, is_blank


@pytest.mark.parametrize("raw, expected", [
    ("Tägliche Grüße", "Tägliche Grüße"),
    ("Ta\u0308glich", "Täglich"),
    ("a\x00b\x07c\x9fd\x7fe", "abcde"),
    ("Satz\u202e mit \u2066Rich\u2069tung", "Satz mit Richtung"),
    ("Null\u200bbreite\ufeff und wei\u00adches", "Nullbreite und weiches"),
    ("eins\r\nzwei\rdrei\u2028vier", "eins\nzwei\ndrei\nvier"),
    ("viel  \t  Platz \n\n\n\n\n hier ", "viel Platz\n\nhier"),
    ("\ud800halbes\udfff Zeichen", "halbes Zeichen"),
    ("privat\ue000 \U000f0000", "privat"),
    ("Ja 👍", "Ja 👍"),
    ("मोरक्को और المغرب", "मोरक्को और المغرب"),
])
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_piled_up_marks_are_cut() -> None:
    cleaned = clean("Z" + "\u0316" * 500 + "algo")
    assert len(cleaned) == 5 + MAX_MARKS


def test_no_character_breaks_it_and_none_comes_through_that_cannot_be_seen() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    cleaned = clean(everything)
    cleaned.encode()
    assert not {unicodedata.category(c) for c in cleaned} & {"Cf", "Cs", "Co", "Cn"}
    assert {c for c in cleaned if unicodedata.category(c) == "Cc"} <= {"\n"}


@pytest.mark.parametrize("raw", [
    "/restart", " /restart", "//restart", "/ /restart", "\u200b/restart", "\ufeff\n/restart",
    "/\u200b/restart", "\x00/restart", "／restart", "⁄restart", "\\/restart", "\u202e/restart",
    "\u00a0/\u3000/restart",
])
def test_a_command_is_no_command_any_more(raw: str) -> None:
    assert defuse(clean(raw)) == "restart"


def test_a_slash_inside_stays() -> None:
    assert defuse(clean("und/oder 2022/23")) == "und/oder 2022/23"


@pytest.mark.parametrize("raw", [
    "", "   \n\t", "\u200b\u200d\ufeff", "\u3164", "\u2800", "\x00\x1b", "/", "\u0301",
])
def test_blank(raw: str) -> None:
    assert is_blank(defuse(clean(raw)))


@pytest.mark.parametrize("raw", ["?", "a", "5", "👍", "ما"])
def test_not_blank(raw: str) -> None:
    assert not is_blank(defuse(clean(raw)))


def test_twice_is_the_same_as_once() -> None:
    raw = " /A\u0308\u200b \u0301\u0301\u0301\u0301\u0301\u0301 \r\n\r\n\r\n x"
    once = defuse(clean(raw))
    assert defuse(clean(once)) == once
