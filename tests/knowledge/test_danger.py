"""Words of present danger, to the asker or to somebody close."""

import pytest

from knowledge import danger


@pytest.mark.parametrize(
    "text",
    [
        "Hilfe, unser Boot sinkt!", "wir ertrinken", "Mein Mann schlägt mich",
        "Sie halten mich gefangen, ich werde bedroht",
        "Mein Bruder wurde entführt", "Ich will nicht mehr leben", "Sie haben mir den Pass weggenommen",
        "ICH WERDE ERPRESST",
        "Our boat is sinking", "help, my friend is not breathing", "They are holding us in a house",
        "He beats me",
        "They took our passports", "I am locked in, he said he will kill me", "Mein Kind ist bewusstlos",
        "mein kind erstickt",
    ],
)  # fmt: skip
def test_danger_to_somebody_close(text):
    assert danger.is_present(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wann begann die Partnerschaft mit Tunesien?", "Wie viele Menschen ertrinken im Mittelmeer?",
        "Hilfe bei der Rückkehr",
        "Was hilft gegen Erpressung?", "How many people drown?", "Ich möchte etwas über Europol wissen",
        "Danke, das hilft mir",
        "Die Zahl sinkt", "Was macht ihr mit meinen Daten?", "Can you help me with the documents?", "", "?",
        "😀",
    ],
)  # fmt: skip
def test_no_danger(text):
    assert not danger.is_present(text)


def test_umlauts_may_be_typed_as_two_letters():
    assert danger.is_present("Er schlaegt mich") == danger.is_present("Er schlägt mich") is True
