"""Wrong counts and dates are put right first; right ones are not."""

import pytest

from tests.knowledge.toys import PARTNERS

MOROCCO, NIGER, _, TUNISIA = PARTNERS

COUNTS = [
    ("agreements", "Es gibt doch {} Partnerschaften, oder?", "vier"),
    ("documents", "Es gibt {} Dokumente, richtig?", "vier"),
    ("areas", "Es gibt {} Schlüsselbereiche, oder?", "fünf"),
    ("examples", "Es sind {} Beispiele, stimmt's?", "drei"),
    ("agencies", "Es sind {} Agenturen, oder?", "vier"),
    ("area-hosts", "Es gibt {} Bereiche, richtig?", "fünf"),
    (MOROCCO, "Es gibt {} Partnerschaften, richtig?", "vier"),
]  # fmt: skip


@pytest.mark.parametrize("claimed", ["zwei", "sechs", "9"])
@pytest.mark.parametrize(("item", "text", "right"), COUNTS)
def test_a_wrong_count_is_put_right_first(made, item, text, right, claimed):
    first = made(text.format(claimed), item).text.splitlines()[0]
    assert first.startswith("Nein") and right in first


@pytest.mark.parametrize(("item", "text", "right"), COUNTS)
def test_a_right_count_is_not_put_right(made, item, text, right):
    assert not made(text.format(right), item).text.startswith("Nein")


@pytest.mark.parametrize(
    ("text", "item"),
    [("Was sind die ersten drei Schlüsselbereiche?", "areas"),
    ("Was machen zwei Partnerschaften gemeinsam?", "agreements"),
     ("Nenne mir drei Agenturen.", "agencies"), ("Which two examples are about people?", "examples")],
)  # fmt: skip
def test_a_number_that_nobody_wants_confirmed_is_left_alone(made, text, item):
    assert not made(text, item).text.startswith(("Nein", "No"))


@pytest.mark.parametrize(
    ("text", "item", "right"),
    [("Die Partnerschaft mit Marokko ist vom 8. Juni 2022, oder?", MOROCCO, "8. Juli 2022"),
     ("War die Partnerschaft mit Tunesien 2021?", TUNISIA, "27. April 2023"),
     ("Ist die Empfehlung vom März 2022?", "doc-recommendation", "16. März 2023"),
     ("War der Aktionsplan vom 21. September 2020?", "doc-plan", "21. September 2021")],
)  # fmt: skip
def test_a_wrong_date_is_put_right_first(made, text, item, right):
    text = made(text, item).text
    assert text.startswith("Nein") and right in text.split(". Unter")[0].split(". Die")[0]


@pytest.mark.parametrize(
    ("text", "item"),
    [("Die Partnerschaft mit Marokko ist vom 8. Juli 2022, oder?", MOROCCO), ("War Niger im Juli?", NIGER),
     ("Ist die Empfehlung von 2023?", "doc-recommendation"),
     ("Trägt der Aktionsplan den 29. September 2021, oder?", "doc-plan"),
     ("Gilt der Aktionsplan für 2021 bis 2025, stimmt das?", "doc-plan")],
)  # fmt: skip
def test_a_right_date_is_not_put_right(made, items, text, item):
    composed = made(text, item)
    assert composed.text == items.items[item].text["de"]
