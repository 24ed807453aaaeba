"""Redaction: personal data goes, what questions are about stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from web.redaction import PLACEHOLDERS, redact

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "data" / "commission-page.de.txt"
TOLD = {"Amadou", "Herr Müller", "7654321", "A-20913", "Frau A.", "Frau Tesfay", "Herr Alizadeh", "Frau Petersen", "0911 943",
        "030 1815"}
"""What the only questions of the collection hold that is masked: made-up people, and numbers that could be somebody's."""


@pytest.mark.parametrize("raw, expected", [
    ("Schreiben Sie an eva.muster+x@mail.example.org!", "Schreiben Sie an [E-Mail]!"),
    ("+49 170 1234567", "[Telefon]"),
    ("Rufen Sie 0170-1234567 an", "Rufen Sie [Telefon] an"),
    ("(030) 2280 2900", "[Telefon]"),
    ("0049 (0)30 22802900", "[Telefon]"),
    ("030/22802900.", "[Telefon]."),
    ("IBAN DE89 3704 0044 0532 0130 00 bitte", "IBAN [IBAN] bitte"),
    ("de89370400440532013000", "[IBAN]"),
    ("Mein Pass C01X00T478", "Mein Pass [Ausweisnummer]"),
    ("passport P1234567", "passport [Ausweisnummer]"),
    ("AZR-Nummer: 123456789012", "AZR-Nummer: [AZR-Nummer]"),
    ("Meine AZR Nr. 12 34 56 78 90 12", "Meine AZR Nr. [AZR-Nummer]"),
    ("Az. 12 K 3456/22.A vom Gericht", "Az. [Aktenzeichen] vom Gericht"),
    ("Verfahren 5 L 123/23", "Verfahren [Aktenzeichen]"),
    ("Mein Aktenzeichen ist 1234567-438", "Mein Aktenzeichen ist [Aktenzeichen]"),
    ("BAMF 1234567-438", "BAMF [Aktenzeichen]"),
    ("my case number is 12345/2023", "my case number is [Aktenzeichen]"),
    ("Nummer 12345678901", "Nummer [Nummer]"),
])
def test_personal_data_is_replaced(raw: str, expected: str) -> None:
    assert redact(raw) == expected


@pytest.mark.parametrize("text", [
    "Was war am 08.07.2022, am 16.3.2023 und am 2022-11-04?",
    "Und am 04/11/2022 oder 08 07 2022?",
    "In den Jahren 2017–2019 und 2021-2025",
    "330 Mio. Euro, 330000000 Euro, 330 000 000 Euro, 10 000 000 000 Euro",
    "COM(2021) 591, (EU) 2023/682, C(2023) 1763, 52021DC0591, 32023H0425",
    "Wähle ich 110, 112 oder 115?",
    "Die Bereiche 1 2 3 4 5",
    "Was tun Europol, Frontex und CEPOL seit 2020?",
    "Was ist ein Aktenzeichen und was das AZR?",
])
def test_what_questions_are_about_stays(text: str) -> None:
    assert redact(text) == text


def test_what_was_redacted_is_not_redacted_again() -> None:
    once = redact("eva@example.org, 0170 1234567, AZR 123456789012, Az. 1 K 22/23")
    assert redact(once) == once


def test_the_page_stays() -> None:
    text = PAGE.read_text("utf-8")
    assert redact(text) == text


def test_what_we_answer_stays() -> None:
    answers = [text for path in (ROOT / "knowledge" / "content").rglob("*.yml") for text in strings(read(path))]
    assert len(answers) > 1_000 and [text for text in answers if redact(text) != text] == []


def test_questions_stay_but_those_with_personal_data() -> None:
    questions = [text for path in (ROOT / "data" / "questions").rglob("*.yml") for text in strings(read(path))]
    masked = {text for text in questions if redact(text) != text}
    assert len(questions) > 10_000 and {name for name in TOLD if any(name in text for text in masked)} == TOLD
    assert all(any(name in text for name in TOLD) for text in masked)


@pytest.mark.parametrize("piece", [
    "a", "A", "1", "0", "+1 ", "Az.", "Az.a", "Az. A ", "@", "a@a.", "A-", "AStraße ", "Frau Von ", "Herr von A ", "Mein Mann Ahmad ",
    "mein name ist ", "rue de la ", "12 A B C ", "meine adresse ist 1", "geboren am 3.", "3.4.", "A1", "DE12 AAAA ", "steuer-id 1 ",
    "телефон 1 2 ", "улица А ", "اسمي أ", "\n"])
def test_the_worst_texts_come_to_an_end(piece: str) -> None:
    """A pattern that runs away would run for hours here; all hints are there, so that every rule is tried."""
    hints = "Straße name mein herr geboren tel steuer azr az @ 1 "
    text = (hints + piece * (20_000 // len(piece)))[:20_000]
    assert redact(redact(text)) is not None


def test_every_kind_has_a_placeholder_that_stays() -> None:
    assert redact(" ".join(PLACEHOLDERS.values())) == " ".join(PLACEHOLDERS.values())


def read(path: Path) -> object:
    return yaml.load(path.read_bytes(), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def strings(tree: object) -> Iterator[str]:
    """All texts in it, but not the keys."""
    if isinstance(tree, str):
        yield tree
    else:
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from strings(part)
