"""Language codes and fixed texts."""

import re

import pytest

from knowledge.content import Content, load
from web.languages import primary_language
from web.texts import LANGUAGES, names, texts


@pytest.fixture(scope="module")
def content() -> Content:
    return load()


@pytest.mark.parametrize("tag, code", [
    ("de", "de"), ("DE", "de"), ("de-AT", "de"), ("zh_Hant_TW", "zh"), ("fr", "fr"), ("xx", None),
    ("deu", None), ("", None), ("de-", None), ("d", None), ("de\n", None),
])
def test_primary_language(tag: str, code: str | None) -> None:
    assert primary_language(tag) == code


def leaves(tree: object, path: str = "") -> dict[str, object]:
    """All texts of a file by their path."""
    if isinstance(tree, (dict, list)):
        parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
        return {name: text for key, value in parts for name, text in leaves(value, f"{path}/{key}").items()}
    return {path: tree}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_and_none_is_empty(language: str) -> None:
    german, own = leaves(texts("de")), leaves(texts(language))
    assert own.keys() == german.keys()
    assert [path for path, text in own.items() if not (isinstance(text, str) and text.strip())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same_in_every_language(language: str) -> None:
    german, own = leaves(texts("de")), leaves(texts(language))
    for path, text in own.items():
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", german[path])), path


def test_languages_have_different_names_and_a_direction() -> None:
    assert len({entry["name"] for entry in names()}) == len(LANGUAGES)
    assert all(texts(language)["direction"] == ("rtl" if language in ("ar", "fa") else "ltr") for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_start_questions_are_sample_questions_of_the_content(language: str, content: Content) -> None:
    samples = {question for item in content.items.values() for question in item.questions.get(language, [])}
    assert len(set(texts(language)["starters"])) == 3 and set(texts(language)["starters"]) <= samples


def test_every_language_of_the_answers_has_its_words(content: Content) -> None:
    assert set(LANGUAGES) == content.languages()
