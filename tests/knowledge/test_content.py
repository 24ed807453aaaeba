"""Items and fixed texts as they are loaded, and what the real ones must be."""

import datetime

import pytest

from knowledge import content
from knowledge.schema import ContentError
from tests.knowledge.toys import document, item, write


@pytest.fixture
def folder(tmp_path):
    """A right content folder of one file and the two languages that must be there."""
    write(tmp_path, "toys.yml", document())
    write(tmp_path, "messages/de.yml", {"greet": "Hallo.", "thank": "Gern."})
    write(tmp_path, "messages/en.yml", {"greet": "Hello.", "thank": "You are welcome."})
    return tmp_path


def refusal(folder) -> str:
    with pytest.raises(ContentError) as error:
        content.load(folder)
    return str(error.value)


def test_a_right_folder(folder):
    loaded = content.load(folder)
    assert list(loaded.items) == ["one"]
    assert loaded.items["one"].source["url"] == "https://example.org/page"
    assert loaded.message("thank", "en") == "You are welcome."
    assert loaded.languages() == {"de", "en"}


def test_an_items_own_source_goes_before_the_files(folder):
    write(folder, "toys.yml", document(item(source={"url": "https://example.org/own"}, scope="background")))
    one = content.load(folder).items["one"]
    assert one.source["url"] == "https://example.org/own"
    assert one.source["as_of"] == "2023-04-27"
    assert one.scope == "background"


@pytest.mark.parametrize("second", ["toys.yml", "more.yml"])
def test_a_duplicate_id_is_named(folder, second):
    entries = [item(), item()] if second == "toys.yml" else [item()]
    write(folder, second, document(*entries))
    message = refusal(folder)
    assert "'one'" in message and "'id'" in message and ".yml" in message


def test_a_point_that_is_no_item_is_named(folder):
    write(folder, "toys.yml", document(item(facts={"kind": "info", "points": ["one", "nonsense"]})))
    message = refusal(folder)
    assert "toys.yml" in message and "'one'" in message and "'facts.points'" in message and "'nonsense'" in message


@pytest.mark.parametrize("part", ["title", "url", "as_of"])
def test_an_incomplete_source_is_named(folder, part):
    source = document()["source"]
    del source[part]
    write(folder, "toys.yml", document(source=source))
    message = refusal(folder)
    assert "toys.yml" in message and "'one'" in message and "'source'" in message and part in message


def test_an_empty_folder_says_so(tmp_path):
    assert str(tmp_path) in refusal(tmp_path)


def test_a_missing_message_names_file_and_message(folder):
    write(folder, "messages/en.yml", {"greet": "Hello."})
    message = refusal(folder)
    assert "messages/en.yml" in message and "thank" in message


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_missing_language_is_named(folder, language):
    (folder / "messages" / f"{language}.yml").unlink()
    assert f"messages/{language}.yml" in refusal(folder)


@pytest.mark.parametrize("text", ["", "- greet", "words"])
def test_a_further_language_must_be_whole_too(folder, text):
    write(folder, "messages/fr.yml", text)
    assert "messages/fr.yml" in refusal(folder)


def test_a_further_language_is_used(folder):
    write(folder, "messages/fr.yml", {"greet": "Bonjour.", "thank": "De rien."})
    loaded = content.load(folder)
    assert loaded.message("greet", "fr") == "Bonjour."
    assert loaded.message("greet", "it") == "Hello."


@pytest.mark.parametrize(("language", "text"), [("de", "Ja"), ("en", "Yes"), ("fr", "Yes")])
def test_english_stands_in_for_a_language_that_is_not_there(language, text):
    assert content.pick({"de": "Ja", "en": "Yes"}, language) == text


def test_german_stands_in_for_english():
    assert content.pick({"de": "Ja"}, "en") == "Ja"
    assert content.pick("Frontex", "fr") == "Frontex"


@pytest.mark.parametrize(("kind", "count"), [("area", 5), ("example", 3), ("agreement", 4), ("document", 4)])
def test_the_page_has_so_many_of_a_kind(items, kind, count):
    found = items.of_kind(kind)
    assert len(found) == count
    assert {entry.scope for entry in found} == {"page"}


def test_the_four_agencies_are_background(items):
    assert len(items.of_kind("agency", "background")) == 4
    assert items.of_kind("agency") == []


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("agreement-morocco", "2022-07-08"), ("agreement-niger", "2022-07-15"),
        ("agreement-western-balkans", "2022-11-04"), ("agreement-tunisia", "2023-04-27"),
        ("doc-recommendation", "2023-03-16"), ("doc-strategy", "2023-01-24"),
        ("doc-plan", "2021-09-21"), ("doc-factsheet", "2020-09-23"),
    ],
)  # fmt: skip
def test_the_dates_of_the_page(items, name, date):
    day = datetime.date.fromisoformat(date)
    assert items.items[name].facts["date"] == date
    assert str(day.day) in items.items[name].text["de"] and str(day.year) in items.items[name].text["de"]


def test_the_page_is_the_commissions(items):
    for entry in items.items.values():
        if entry.scope == "page":
            assert "commission.europa.eu" in content.pick(entry.source["url"], "de"), entry.id


def test_background_has_a_source_of_its_own(items):
    page = items.items["page"].source["url"]
    for entry in items.items.values():
        if entry.scope == "background":
            assert entry.source["url"] != page, entry.id
