"""Translations of the page's items, and what a wrong file is told."""

import pytest

from knowledge import paths, translations
from knowledge.countries import LANGUAGES
from knowledge.schema import ContentError, read_yaml
from tests.knowledge.toys import write

FRENCH = paths.CONTENT / "translations" / "fr.yml"


@pytest.fixture
def french():
    return read_yaml(FRENCH)


def added(items, tmp_path, data, name="fr.yml"):
    write(tmp_path, name, data)
    return translations.add(items.items, tmp_path)


def test_every_item_of_the_page_is_there_in_all_languages(items):
    for item in items.items.values():
        wanted = set(LANGUAGES) if item.scope == "page" else {"de", "en"}
        assert wanted <= item.text.keys() and wanted <= item.title.keys() and wanted <= item.questions.keys()


def test_every_fixed_text_is_there_in_all_languages(items):
    assert items.languages() == set(LANGUAGES)
    german = items.messages["de"]
    for texts in items.messages.values():
        assert texts.keys() == german.keys()


def test_no_translation_is_the_german_or_the_english_text(items):
    for item in items.items.values():
        texts = list(item.text.values())
        assert len(set(texts)) == len(texts), item.id


def test_a_missing_item_is_named(items, tmp_path, french):
    del french["items"]["profits"]
    with pytest.raises(ContentError, match="fr.yml: lacks 'profits'"):
        added(items, tmp_path, french)


def test_an_unknown_item_is_named(items, tmp_path, french):
    french["items"]["nobody"] = french["items"]["profits"]
    with pytest.raises(ContentError, match="item 'nobody': no such item"):
        added(items, tmp_path, french)


def test_an_item_may_have_no_translation(items, tmp_path, french):
    french["items"]["profits"] = None
    assert added(items, tmp_path, french)["profits"].text == items.items["profits"].text


def test_another_number_than_in_german_is_an_error(items, tmp_path, french):
    french["items"]["profits"]["text"] = french["items"]["profits"]["text"].replace("330", "350")
    with pytest.raises(ContentError, match="item 'profits': field 'text': has other numbers"):
        added(items, tmp_path, french)


def test_a_file_of_another_language_than_its_name_is_an_error(items, tmp_path, french):
    with pytest.raises(ContentError, match="field 'language': is 'fr'"):
        added(items, tmp_path, french, "it.yml")


@pytest.mark.parametrize("change", [{"items": []}, {"origin": ""}, {"extra": 1}, {"language": "french"}])
def test_a_broken_file_is_named(items, tmp_path, french, change):
    with pytest.raises(ContentError, match="fr.yml"):
        added(items, tmp_path, french | change)


def test_digits_of_other_scripts_are_the_same_numbers():
    assert translations.numbers("۳۳۰ میلیون") == translations.numbers("330 Millionen") == {"330"}
