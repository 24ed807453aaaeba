"""Lists, one by its number, and an item's own text."""

import pytest

from knowledge.compose import compose
from tests.knowledge.toys import DOCUMENTS, PARTNERS, ids, listed, question

LISTS = [
    ("agreements", "Welche Partnerschaften gibt es?", PARTNERS),
    ("agreements", "Wie viele Partnerschaften?", PARTNERS),
    ("documents", "Welche Dokumente gibt es?", DOCUMENTS[::-1]),
    ("areas", "Welche Bereiche gibt es?",
    ["area-hosts", "area-economy", "area-smuggling", "area-returns", "area-legal"]),
    ("examples", "Welche Beispiele gibt es?", ["example-smuggling", "example-returns", "example-talent"]),
    ("agencies", "Welche Agenturen?",
    ["agency-europol", "agency-eurojust", "agency-frontex", "agency-cepol"]),
]  # fmt: skip


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(("item", "text", "expected"), LISTS)
def test_a_list_has_a_line_for_each(made, item, text, expected, language):
    composed = made(text, item, language)
    assert ids(composed) == [item]
    assert listed(composed) == expected
    assert len(composed.text.splitlines()) == len(expected) + 1


@pytest.mark.parametrize("item", ["agreements", "documents"])
def test_dates_stand_in_the_list(made, item):
    for member, line in zip(
        made("Welche gibt es?", item).listed, made("Welche gibt es?", item).text.splitlines()[1:]
    ):
        year, _, day = member.facts["date"].split("-")
        assert year in line and f"({int(day)}. " in line


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Was ist der zweite Bereich?", "area-economy"),
        ("Der fünfte Bereich?", "area-legal"),
        ("Der letzte Bereich?", "area-legal"),
    ],
)
def test_an_area_by_its_number(made, items, text, item):
    composed = made(text, "areas")
    assert ids(composed) == [item]
    assert composed.text == items.items[item].text["de"]


def test_a_number_beyond_gives_the_list(made):
    assert len(listed(made("Das vierte Beispiel?", "examples"))) == 3
    assert len(listed(made("Die fünfte Partnerschaft?", "agreements"))) == 4


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_single_item_is_answered_with_its_own_text(made, items, language):
    for item in items.items.values():
        composed = made("Worum geht es?", item.id, language)
        if not item.facts.get("topics"):
            assert items.items[item.id].text[language] in composed.text
        assert ids(composed) == [item.id]


def test_background_is_marked(made, items):
    for item in items.items.values():
        if item.scope == "background":
            assert made("Worum geht es?", item.id).text != item.text["de"], item.id


@pytest.mark.parametrize(
    "text",
    ["War es am 31. Februar 2023 oder am 27. April 2023?", "2023-99-99 oder 2022?",
    "Was kam nach Niger und vor Niger?",
     "zwischen Marokko und Marokko", "erste letzte zweite", "Afrika, Niger, 2022, die dritte, oder?", "",
     "?"],
)  # fmt: skip
def test_odd_questions_never_fail(made, items, text):
    for item in items.items:
        assert made(text, item).text and made(text, item).items


def test_what_the_conversation_has_chosen_is_not_computed_again(items):
    niger = items.items["agreement-niger"]
    assert (
        compose(items, question("Und die zweite, die letzte?"), niger, chosen=(niger,)).text == niger.text["de"]
    )
