"""Messages that only make sense with what was said before, and those that stand alone."""

import pytest

from knowledge import followup
from knowledge.context import Context
from knowledge.followup import resolve

NOTHING = Context()
TUNISIA = Context(
    "de", ("agreement-tunisia",), (), "Wann begann die Partnerschaft mit Tunesien?", "Am 27. April 2023."
)
FOUR = ("agreement-morocco", "agreement-niger", "agreement-western-balkans", "agreement-tunisia")
LIST = Context("de", ("agreements",), FOUR, "Welche Partnerschaften gibt es?", "Es sind vier.")


@pytest.mark.parametrize(
    "text", ["Und mit Niger?", "Wann war das?", "Der dritte?", "", "?", "Was ist Frontex?"]
)
def test_without_a_conversation_a_message_stands_alone(text):
    resolved = resolve(text, NOTHING)
    assert (resolved.text, resolved.items) == (text, ())


@pytest.mark.parametrize(
    "text",
    ["Wann war das?", "Und wann?", "Seit wann?", "Wann genau?", "Worum geht es da?", "Was heißt das?",
    "Was bedeutet das?",
     "Wie ist das gemeint?", "Gibt es ein Datum?", "When was that?", "Since when?", "What does that mean?",
     "And when exactly?"],
)  # fmt: skip
def test_a_message_without_a_topic_is_about_the_last_answer(text):
    assert resolve(text, TUNISIA).items == ("agreement-tunisia",)


@pytest.mark.parametrize("text", ["Wann war das?", "Und wann?", "Seit wann?", "When was that?"])
def test_where_no_word_has_a_topic_there_is_no_other_reading(text):
    assert not resolve(text, TUNISIA).weak


@pytest.mark.parametrize(
    ("item", "overview"),
    [
        ("agreement-niger", "agreements"),
        ("doc-plan", "documents"),
        ("area-legal", "areas"),
        ("example-talent", "examples"),
    ],
)
@pytest.mark.parametrize("text", ["Und die erste?", "Und die letzte?"])
def test_an_ordinal_after_one_of_several_is_about_all_of_them(text, item, overview):
    assert resolve(text, Context("de", (item,), (), "Und?", "So.")).items == (overview,)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Und mit Niger?", "Wann begann die Partnerschaft mit Niger?"),
        ("Und Marokko?", "Wann begann die Partnerschaft mit Marokko?"),
        ("Nein, ich meinte Marokko", "Wann begann die Partnerschaft mit Marokko?"),
        ("Was ist mit Ägypten?", "Wann begann die Partnerschaft mit Ägypten?"),
        ("What about Morocco?", "Wann begann die Partnerschaft mit Morocco?"),
        ("Niger", "Wann begann die Partnerschaft mit Niger?"),
    ],
)
def test_a_new_country_takes_the_others_place(text, asked):
    resolved = resolve(text, TUNISIA)
    assert (resolved.text, resolved.items) == (asked, ())


def test_a_new_date_takes_the_others_place():
    context = Context("de", FOUR[:3], FOUR[:3], "Welche Partnerschaften gab es 2022?", "Drei.")
    assert resolve("Und 2023?", context).text == "Welche Partnerschaften gab es 2023?"


def test_words_stay_apart_where_a_date_is_replaced():
    context = Context("de", FOUR[:2], FOUR[:2], "Welche Partnerschaft kam im Juli dazu?", "Zwei.")
    assert resolve("Und im November?", context).text == "Welche Partnerschaft kam im November dazu?"


def test_another_kind_of_word_is_added():
    resolved = resolve("Und 2022?", TUNISIA)
    assert "Tunesien" in resolved.text and "2022" in resolved.text


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Der dritte?", FOUR[2]), ("Und die zweite?", FOUR[1]), ("Die erste", FOUR[0]),
        ("Und die letzte?", FOUR[3]),
        ("Worum geht es bei der ersten?", FOUR[0]), ("the second one?", FOUR[1]),
        ("What about the last one?", FOUR[3]),
        ("Und die vierte Partnerschaft?", FOUR[3]),
    ],
)  # fmt: skip
def test_an_ordinal_chooses_from_the_list(text, item):
    assert resolve(text, LIST).items == (item,)


def test_an_ordinal_beyond_the_list_gets_the_whole_list():
    assert resolve("Und die fünfte?", LIST).items == ("agreements",)


@pytest.mark.parametrize(
    "text",
    [
        "Wann begann die operative Partnerschaft mit Marokko gegen die Schleuserkriminalität genau?",
        "Was ist Frontex?", "Was ist ein Transitland?", "Welche Dokumente nennt die Seite?", "Danke schön",
        "Meine Mutter ist in Niger", "Ich brauche ein Visum", "Bist du ein Mensch?",
        "Is there an agreement with Egypt?",
        "What are the documents?", "Wer ist der Papst?", "Wie ist das Wetter?", "Und wie ist das Wetter?",
        "Welche Dokumente gibt es?", "Welche Partnerschaften gibt es?", "Welche Beispiele gibt es?",
        "Und die Dokumente?",
        "Und die Agenturen?", "Was sind die Beispiele?", "Was sind die Ziele?", "And the documents?",
        "Und der Brexit?",
    ],
)  # fmt: skip
def test_a_message_with_a_topic_of_its_own_may_stand_alone(text):
    resolved = resolve(text, TUNISIA)
    assert resolved.weak or not resolved.items
    assert resolved.text == text


@pytest.mark.parametrize(
    "text", ["Was ist das dritte Beispiel?", "Und der dritte Bereich?", "Welches Dokument ist das erste?"]
)
def test_an_ordinal_of_another_kind_does_not_choose_from_the_list(text):
    assert resolve(text, LIST).items == ()


@pytest.mark.parametrize("text", ["", " ", "?", "😀", "\x00", "{}", "a" * 5000, "der " * 200])
@pytest.mark.parametrize("context", [NOTHING, TUNISIA, LIST])
def test_odd_texts_never_fail(text, context):
    assert resolve(text, context).text == text


@pytest.mark.parametrize(
    ("text", "question", "language"),
    [
        ("Zurück zu vorhin: auf welchen Routen?", "auf welchen Routen?", "de"),
        ("Volviendo a lo de antes: ¿en qué rutas?", "¿en qué rutas?", "es"),
        ("Noch eine Frage: wann war das?", "wann war das?", "de"),
    ],
)
def test_words_that_only_announce_a_question_are_left_out(text, question, language):
    assert followup.without_preface(text, language, lambda *_: False) == question


@pytest.mark.parametrize(
    "text",
    ["Marokko: wann?", "Aktionsplan: bis wann?", "Wann war das?", "Um 10:30 Uhr?",
     "Ich schreibe gerade an einer längeren Hausarbeit über Europa: wann war das?"],
)  # fmt: skip
def test_words_that_name_something_stay(text):
    assert followup.without_preface(text, "de", lambda *_: False) == text


def test_words_that_name_an_item_stay():
    text = "Zurück zu Frontex: wann war das?"
    assert followup.without_preface(text, "de", lambda words, language: "Frontex" in words) == text


DOCUMENTS = Context(
    "de", ("documents",), ("doc-recommendation", "doc-strategy", "doc-plan", "doc-factsheet"), "Welche?", "Vier."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Welches davon ist das neueste?", "de"), ("Und das älteste?", "de"), ("And the oldest?", "en"),
     ("А найстаріший?", "uk"), ("Et le plus ancien ?", "fr")],
)  # fmt: skip
def test_age_is_told_by_the_dates_and_not_by_the_place_in_the_list(text, language):
    assert resolve(text, DOCUMENTS, language).items == ("documents",)


@pytest.mark.parametrize(("text", "item"), [("Und das erste?", "doc-recommendation"), ("Das zweite?", "doc-strategy")])
def test_a_place_in_the_list_is_a_place_in_the_list(text, item):
    assert resolve(text, DOCUMENTS).items == (item,)


@pytest.mark.parametrize(
    "text",
    ["Wer kam nach Niger?", "Kam Niger vor oder nach Marokko?", "Bis wann gilt die Partnerschaft mit Marokko?", "Marokko und Niger?"],
)
def test_a_question_of_its_own_is_not_replaced_by_the_last_one(text):
    assert resolve(text, TUNISIA).text == text


@pytest.mark.parametrize(("text", "language"), [("Et l’Égypte ?", "fr"), ("E l'Egitto?", "it"), ("Ya Fas'ı?", "tr")])
def test_a_country_with_an_apostrophe_is_no_topic_of_its_own(text, language):
    assert resolve(text, TUNISIA, language).text != text


def test_an_english_ordinal_in_a_german_conversation_is_a_place():
    assert resolve("And the first one?", DOCUMENTS, "de").items == ("doc-recommendation",)


def test_a_message_may_begin_with_the_place_and_go_on():
    assert resolve("Die ersten beiden: wo haben die ihren Sitz?", LIST).items == FOUR[:2]
    assert resolve("Wo haben denn eigentlich die ersten beiden ihren Sitz und ihre Leitung?", LIST).items == ()
