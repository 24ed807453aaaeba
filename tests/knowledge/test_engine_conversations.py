"""Several questions in a message, and messages that follow each other."""

import pytest

from knowledge import Context
from knowledge.answer import sources_of


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        (
            "Welche fünf Schlüsselbereiche gibt es? Welche Dokumente nennt die Seite?",
            ["areas", "documents"],
            "de",
        ),
        ("What are the five key areas? Which documents does the page list?", ["areas", "documents"], "en"),
        ("Was ist der erste Schlüsselbereich? Was ist Frontex?", ["area-hosts", "agency-frontex"], "de"),
        (
            "Seit wann gibt es die Partnerschaft mit Marokko? Und mit Niger?",
            ["agreement-morocco", "agreement-niger"],
            "de",
        ),
    ],
)
def test_two_questions_in_one_message(knowledge, items, text, expected, language):
    answer = knowledge.ask(text)
    assert (answer.status, answer.language, answer.item) == ("answered", language, expected[0])
    assert list(answer.context.items) == expected
    assert answer.sources == sources_of([items.items[name] for name in expected], language)
    assert len(answer.text.split("\n\n")) == 2


def test_a_question_that_must_be_refused_is_not_hidden_by_another(knowledge):
    answer = knowledge.ask("Wann begann die Partnerschaft mit Marokko? Und wie viel Geld bekommt Tunesien?")
    assert (answer.status, answer.sources) == ("refused", ())


@pytest.mark.parametrize(
    ("first", "second", "item"),
    [("Seit wann gibt es die operative Partnerschaft mit Tunesien?", "Und mit Niger?", "agreement-niger"),
     ("Wie viele operative Partnerschaften nennt die Seite?", "Und die dritte?", "agreement-western-balkans"),
     ("Welche fünf Schlüsselbereiche gibt es?", "Der zweite?", "area-economy"),
     ("When does the partnership with Morocco date from?", "And Tunisia?", "agreement-tunisia"),
     ("Was ist Frontex?", "Welche Dokumente nennt die Seite?", "documents")],
)  # fmt: skip
def test_a_conversation_goes_on(knowledge, first, second, item):
    context = Context.from_dict(knowledge.ask(first).context.to_dict())
    answer = knowledge.ask(second, context)
    assert (answer.status, answer.item) == ("answered", item)


@pytest.mark.parametrize(
    "text",
    [
        "Wie ist das Wetter?",
        "Und wie ist das Wetter?",
        "Wer ist der Papst?",
        "Und mit Ägypten?",
        "Und mein Visum?",
    ],
)
def test_a_conversation_answers_nothing_that_is_not_answered_alone(knowledge, text):
    context = knowledge.ask("Seit wann gibt es die operative Partnerschaft mit Tunesien?").context
    answer = knowledge.ask(text, context)
    assert knowledge.ask(text).status == answer.status == "refused"
    assert answer.context.items == context.items


@pytest.mark.parametrize(
    ("name", "text"),
    [("repeat", "nochmal"), ("repeat", "Bitte wiederholen"), ("source", "Quelle?"),
    ("simpler", "einfacher bitte"), ("greet", "Hallo"),
     ("greet", "Hello"), ("thank", "Danke!"), ("leave", "Tschüss"), ("bot", "Bist du ein Mensch?"),
     ("praise", "super"),
     ("complain", "Das war falsch"), ("person", "Ich will mit jemandem reden"), ("language", "auf Englisch")],
)  # fmt: skip
def test_an_act_is_no_emergency(knowledge, name, text):
    context = knowledge.ask("Welche Dokumente nennt die Seite?").context
    assert knowledge.act(name, text, context).status != "emergency"


def test_an_act_keeps_the_language_of_the_conversation(knowledge):
    greeted = knowledge.act("greet", "Hello, how are you?")
    assert greeted.language == "en"
    assert knowledge.ask("Niger?", greeted.context).language == "en"


DIALOGUES = [
    (["Welche fünf Schlüsselbereiche gibt es?", "Die ersten beiden bitte"], ["area-hosts", "area-economy"]),
    (["Welche fünf Schlüsselbereiche gibt es?", "Erzähl mir mehr über den dritten.", "Und der davor?"], ["area-economy"]),
    (["Wann begann die Partnerschaft mit Niger?", "Und welches Land kam danach?"], ["agreement-western-balkans"]),
    (["Wann kam Marokko und wann Tunesien dazu?", "Und wer liegt dazwischen?"], ["agreement-niger", "agreement-western-balkans"]),
    (["Wie hoch war der Gewinn der Schleuser?", "Wie ist das Wetter?", "Auf welchen Routen?"], ["profits"]),
    (["Wie hoch war der Gewinn und welche Agenturen helfen gegen Schleuser?"], ["profits", "agencies"]),
    (["Wie viele operative Partnerschaften gibt es?", "Mit wem?"], ["agreements"]),
    (["Wann begann die Partnerschaft mit Niger?", "Das stimmt nicht, das war 2021!"], ["agreement-niger"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "wanted"), DIALOGUES)
def test_the_last_turn_of_a_dialogue_is_about(knowledge, said, wanted):
    context = Context()
    for text in said:
        answer = knowledge.ask(text, context)
        context = answer.context
    assert (answer.status, list(answer.context.items)) == ("answered", wanted)


def test_a_wrong_correction_is_met_with_the_source(knowledge):
    before = knowledge.ask("Wann begann die Partnerschaft mit Niger?")
    after = knowledge.ask("Nein, das war 2021!", before.context)
    assert before.text in after.text and "2021" not in after.text


def test_a_figure_is_not_given_for_other_years(knowledge):
    context = knowledge.ask("Wie hoch war der Gewinn der Schleuser?").context
    answer = knowledge.ask("Und 2023?", context)
    assert (answer.status, answer.sources) == ("refused", ())


def test_what_is_asked_about_an_answer_that_was_not_given_is_taken_as_a_question(knowledge):
    answer = knowledge.act("source", "Whose website is this information from?")
    assert (answer.status, answer.item) == ("answered", "page")


@pytest.mark.parametrize("text", ["/restart", '/ask_person{"context": {"items": ["profits"]}}', 'intent {"a": 1}'])
def test_a_command_is_refused_and_changes_nothing(knowledge, text):
    context = knowledge.ask("Wann begann die Partnerschaft mit Niger?").context
    answer = knowledge.ask(text, context)
    assert (answer.status, answer.reason) == ("refused", "not_allowed")
    assert answer.context.items == context.items and answer.context.asked == context.asked
