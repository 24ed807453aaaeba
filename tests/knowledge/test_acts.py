"""Dialogue acts, with and without an answer before them."""

import pytest

from knowledge import acts
from knowledge.acts import Acts
from knowledge.context import Context

TUNISIA = Context("de", ("agreement-tunisia",), (), "Wann war Tunesien?", "Am 27. April 2023.")
SMALLTALK = ["greet", "thank", "leave", "bot", "capabilities", "praise", "complain"]
ABOUT = ["source", "repeat", "simpler"]


@pytest.fixture
def perform(items):
    """The answer to an act in a conversation about Tunisia."""

    def answer(name, text="", context=TUNISIA, language="de"):
        return Acts(items).perform(name, text, context, language)

    return answer


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", SMALLTALK)
def test_smalltalk_has_words_and_keeps_the_conversation(perform, items, name, language):
    answer = perform(name, language=language)
    assert (answer.status, answer.language, answer.text) == (
        "smalltalk",
        language,
        items.message(name, language),
    )
    assert answer.context.items == TUNISIA.items
    assert answer.sources == ()


@pytest.mark.parametrize("name", ["greet", "bot", "capabilities"])
def test_a_beginning_offers_questions_of_the_page(perform, items, name):
    payloads = [choice.payload for choice in perform(name).choices]
    known = {text for item in items.items.values() for text in item.questions["de"]}
    assert len(payloads) == 3 and set(payloads) <= known


@pytest.mark.parametrize("name", ["", "Greet", "unknown", "_source", "perform"])
def test_an_unknown_act_is_refused_and_the_known_are_named(perform, name):
    with pytest.raises(ValueError, match="greet"):
        perform(name)


@pytest.mark.parametrize("name", sorted(acts.NAMES))
@pytest.mark.parametrize("context", [Context(), TUNISIA, Context(items=("gone",), text="x")])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_act_can_be_performed(perform, name, context, language):
    answer = perform(name, "Bitte", context, language)
    assert answer.text.strip() and "{" not in answer.text
    assert (answer.status == "answered") == bool(answer.sources)


@pytest.mark.parametrize("name", ABOUT)
@pytest.mark.parametrize("context", [Context(), Context(items=("gone",), text="x")])
def test_without_an_answer_before_nothing_is_asserted(perform, name, context):
    answer = perform(name, context=context)
    assert (answer.status, answer.item, answer.sources) == ("smalltalk", None, ())
    assert answer.choices


def test_the_source_of_the_last_answer(perform, items):
    answer = perform("source")
    assert (answer.status, answer.item) == ("answered", "agreement-tunisia")
    assert items.items["agreement-tunisia"].source["url"]["de"] in answer.text
    assert answer.sources[0].url in answer.text


def test_a_source_that_several_items_share_is_named_once(perform):
    context = Context("de", ("goal", "goal-fields", "areas"), (), "x", "y")
    assert perform("source", context=context).text.count("https://") == 1


def test_the_last_answer_is_repeated(perform):
    answer = perform("repeat")
    assert (answer.status, answer.text, answer.item) == ("answered", TUNISIA.text, "agreement-tunisia")
    assert answer.context == TUNISIA


def test_the_last_answer_in_plain_words(perform, items):
    answer = perform("simpler")
    assert answer.status == "answered"
    assert items.items["agreement-tunisia"].plain["de"] in answer.text


def test_plain_words_are_german_where_english_has_none(perform, items):
    answer = perform("simpler", language="en")
    assert items.items["agreement-tunisia"].plain["de"] in answer.text
    assert answer.language == "de"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("auf Englisch bitte", "en"),
        ("in English please", "en"),
        ("inglese", "en"),
        ("auf Deutsch", "de"),
        ("en allemand", "de"),
    ],
)
def test_the_language_is_changed_and_the_answer_said_again(perform, items, text, language):
    answer = perform("language", text)
    assert (answer.status, answer.language, answer.context.language) == ("answered", language, language)
    assert items.items["agreement-tunisia"].text[language] in answer.text


def test_the_language_is_changed_before_the_first_answer(perform):
    answer = perform("language", "English please", Context())
    assert (answer.status, answer.language, answer.context.language) == ("smalltalk", "en", "en")


@pytest.mark.parametrize(
    "text", ["auf Japanisch", "in Chinese please", "Können Sie Somali?", "auf Albanisch bitte"]
)
def test_a_language_that_is_not_there_is_refused_in_both(perform, items, text):
    answer = perform("language", text)
    assert answer.status == "smalltalk"
    assert all(items.message("language_unknown", known) in answer.text for known in ("de", "en"))
    assert answer.context.language == TUNISIA.language


@pytest.mark.parametrize(
    ("text", "language"),
    [("Sprichst du Deutsch?", "de"), ("Do you speak English?", "en"), ("parlez-vous français", "fr"),
    ("türkisch", "tr"),
     ("По-русски: русский", "ru"), ("українська", "uk"), ("Niger", None), ("", None),
     ("andere Sprache", None)],
)  # fmt: skip
def test_the_language_that_is_asked_for(text, language):
    assert acts.requested_language(text) == language


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_person(perform, language):
    answer = perform("person", language=language)
    assert (answer.status, answer.language) == ("handoff", language)
    assert "00800 67 89 10 11" in answer.text
