"""Folding makes spellings comparable and never moves a character."""

import random
import unicodedata

import pytest

from knowledge.normalise import fold, words

BLOCKS = [(0x20, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x780), (0x1E00, 0x2000), (0x2000, 0x2100),
          (0x3040, 0x3100), (0xFB00, 0xFB07), (0xFF00, 0xFF60), (0x1D400, 0x1D800),
          (0x1F600, 0x1F650)]  # fmt: skip


def mixtures(count: int) -> list[str]:
    """Made-up texts of letters, marks and signs of many scripts; the same in every run."""
    chance = random.Random(1)
    return [
        "".join(chr(chance.randrange(*chance.choice(BLOCKS))) for _ in range(chance.randrange(40)))
        for _ in range(count)
    ]


def test_the_length_is_kept_for_every_character():
    assert [hex(code) for code in range(0x20000) if len(fold(chr(code))) != 1] == []


@pytest.mark.parametrize("start", range(0, 0x20000, 0x4000), ids=hex)
def test_folding_twice_is_folding_once(start):
    letters = "".join(map(chr, range(start, start + 0x4000)))
    once = fold(letters)
    assert [hex(start + at) for at, pair in enumerate(zip(once, fold(once))) if pair[0] != pair[1]] == []


def test_positions_are_kept_in_mixtures():
    for text in mixtures(500):
        folded = fold(text)
        assert len(folded) == len(text)
        for at in range(len(text)):
            assert folded[: at + 1] == fold(text[: at + 1])


def test_words_of_mixtures_stand_in_the_folded_text():
    for text in mixtures(500):
        folded, at = fold(text), 0
        for word in words(text):
            at = folded.index(word, at) + len(word)
            assert word == word.strip() and word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÄÖÜäöü", "aouaou"), ("Rückübernahme", "ruckubernahme"), ("MÄRZ", "marz"), ("Čeština", "cestina"),
        ("İstanbul", "istanbul"), ("Niġer", "niger"), ("Perú", "peru"), ("ΤΥΝΗΣΊΑ", "τυνησια"),
        ("Тунисе", "тунисе"),
        ("۲۰۲۳", "۲۰۲۳"), ("ＥＵ", "eu"), ("Ñandú", "nandu"), ("", ""),
    ],
)  # fmt: skip
def test_case_and_accents_do_not_count(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Ägypten", "Türkei", "Níger", "Nyugat-Balkán", "Západný Balkán", "Τυνησία"])
def test_capitals_do_not_count(text):
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_letters_with_a_mark_of_their_own_keep_its_place():
    apart = unicodedata.normalize("NFD", "Türkei")
    assert len(fold(apart)) == len(apart)
    assert fold(apart).replace("\u0308", "") == "turkei"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wann begann's?", ["wann", "begann's"]),
        ("EU-Aktionsplan (2021–2025)", ["eu", "aktionsplan", "2021", "2025"]),
        ("l’Italie", ["l’italie"]),
        ("snake_case", ["snake", "case"]),
        ("ما هو؟", ["ما", "هو"]),
        ("… — ?! 😀", []),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected
