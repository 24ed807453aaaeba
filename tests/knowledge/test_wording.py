"""The words of questions, in every language there is a file for."""

import re

import pytest

from knowledge import entities, operations, several, wording
from knowledge.context import Context
from knowledge.followup import resolve
from knowledge.normalise import fold
from knowledge.schema import ContentError

LANGUAGES = sorted(wording.languages())
ELSEWHERE = {"follow_up", "joint", "danger", "disputes", "plain"}
TALK = ("agreement-tunisia",)
GROUPS = ("operations", "ordinals", "documents", "unstated")


def examples(*kinds: str) -> list[tuple[str, str, str]]:
    return [
        (language, kind, text)
        for language in LANGUAGES
        for kind, texts in wording.read(language)["examples"].items()
        for text in texts
        if kind in kinds or not kinds and kind not in ELSEWHERE
    ]


def found(text: str, language: str) -> set[str]:
    folded = fold(text).strip()
    return {name for group in GROUPS for name in wording.present(group, folded, language)}


def test_every_language_of_the_fixed_texts_has_words(items):
    assert wording.languages() == items.languages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_same_things_apart(language):
    german, other = wording.read("de"), wording.read(language)
    assert german.keys() == other.keys()
    for group, content in german.items():
        if isinstance(content, dict) and group != "numbers":
            assert content.keys() == other[group].keys(), group


@pytest.mark.parametrize(("language", "kind", "text"), examples())
def test_what_is_asked_for_is_found(language, kind, text):
    assert kind in found(text, language)


@pytest.mark.parametrize(("language", "kind", "text"), examples("plain"))
def test_a_plain_question_is_taken_for_nothing_else(language, kind, text):
    ordinals = set(wording.names("ordinals"))
    assert not found(text, language) & (ordinals | set(wording.names("unstated")))
    assert not wording.pattern("disputes", None, language).search(fold(text))


@pytest.mark.parametrize(("language", "kind", "text"), examples("danger"))
def test_a_cry_for_help(language, kind, text):
    folded = fold(text)
    assert all(wording.pattern("danger", name, language).search(folded) for name in ("words", "close"))


@pytest.mark.parametrize(("language", "kind", "text"), examples("disputes"))
def test_a_wrong_correction_keeps_the_answer(language, kind, text):
    resolved = resolve(text, Context(language, TALK, (), "?", "."), language)
    named = any(entity.kind == "country" for entity in entities.extract(text, language))
    # 'No, it was Tunisia' corrects the question.
    assert named or resolved.disputed and resolved.items == TALK


@pytest.mark.parametrize(("language", "kind", "text"), examples("joint"))
def test_two_questions_in_one_sentence(language, kind, text):
    assert len(several.questions_in(text, language)) == 2


@pytest.mark.parametrize(("language", "kind", "text"), examples("follow_up"))
def test_a_follow_up_needs_what_was_said(language, kind, text):
    resolved = resolve(text, Context(language, TALK, (), "Tunisia?", "."), language)
    assert resolved.items or resolved.text != text


def test_a_broken_pattern_is_named_with_its_place(tmp_path):
    (tmp_path / "xx.yml").write_text("operations: {when: ['(']}\n", "utf-8")
    with pytest.raises(ContentError, match=re.escape("xx.yml: operations when")):
        wording.read("xx", tmp_path)


def test_german_may_be_mixed_with_english_and_others_may_not():
    assert "when" in operations.find("When war das?", "de")
    assert "when" not in operations.find("When war das?", "fr")
