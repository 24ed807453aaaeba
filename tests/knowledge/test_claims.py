"""What a question only claims, and what it means."""

import pytest

from knowledge import claims
from tests.knowledge.toys import question


@pytest.mark.parametrize(
    ("text", "language", "claimed"),
    [
        ("Die Strategie für mehr Rückkehr ist von 2020, oder?", "de", ["2020"]),
        ("Stimmt's, dass der Aktionsplan von 2019 ist?", "de", ["2019"]),
        ("Niger kam doch 2023 dazu, richtig?", "de", ["2023"]),
        ("Is it true that the strategy is from March 2021?", "en", ["March 2021"]),
        ("Tunesien war der dritte Partner, nicht wahr?", "de", ["dritte"]),
        ("Der Bereich mit den Schleusern ist der erste, oder?", "de", ["erste"]),
    ],
)
def test_a_date_or_place_of_what_is_named_is_only_claimed(text, language, claimed):
    assert [entity.text for entity in claims.claimed(question(text, language))] == claimed


@pytest.mark.parametrize(
    "text",
    ["Welches Dokument ist von 2020?", "Gibt es ein Dokument von 2020?", "Wann begann die Partnerschaft?",
     "Was ist der dritte Bereich?", "Welche Partnerschaft gab es 2023?"],
)  # fmt: skip
def test_what_is_asked_by_date_or_place_is_not_claimed(text):
    assert claims.claimed(question(text)) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Im dritten Beispiel geht es um Grenzschutz, oder?", True),
        ("Das erste Beispiel handelt doch von Fachkräften?", True),
        ("Grenzschutz ist doch das dritte Beispiel?", False),
        ("Die Fachkräfte stehen an erster Stelle, oder?", False),
        ("Das dritte Beispiel?", False),
    ],
)
def test_what_stands_first_is_meant(text, meant):
    assert claims.place_is_meant(question(text)) is meant


def test_the_words_without_what_is_claimed():
    asked = question("Die Empfehlung vom 16. März 2023 ist von 2021, oder?")
    assert claims.without(asked.text, claims.claimed(asked)) == "Die Empfehlung vom  ist von , oder?"


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Die Strategie für wirksamere Rückkehr stammt von 2020, oder?", "doc-strategy"),
        ("Das Faktenblatt ist doch von 2023?", "doc-factsheet"),
        ("The recommendation on mutual recognition is from 2021, isn't it?", "doc-recommendation"),
        ("Im ersten Beispiel geht es um Fachkräfte, oder?", "example-smuggling"),
    ],
)
def test_a_wrong_claim_gets_what_the_named_thing_really_is(knowledge, text, item):
    answer = knowledge.ask(text)
    assert (answer.status, answer.item) == ("answered", item)


def test_a_wrong_date_is_put_right_first(knowledge):
    said = knowledge.ask("Das Faktenblatt ist doch von 2023?").text
    assert said.startswith("Nein, die Seite nennt ein anderes Datum: 23. September 2020.")


def test_a_partner_at_the_wrong_place_gets_the_whole_order(knowledge):
    answer = knowledge.ask("Niger kam als letzter Partner dazu, richtig?")
    places = [answer.text.find(name) for name in ("Marokko", "Niger", "Balkan", "Tunesien")]
    assert places == sorted(places) and min(places) > 0
