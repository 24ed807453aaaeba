"""The whole of it: real content, real encoder, trained model."""

import json
import threading
import unicodedata

import pytest

from knowledge import Context, content

PAGE = [item for item in content.load().items.values() if item.scope == content.PAGE]
OVERVIEWS = {topic: item.id for item in PAGE for topic in item.facts.get("topics", [])}
OWN = [
    (item.id, language, text)
    for item in PAGE
    for language in ("de", "en")
    for text in item.questions[language]
]
ODD = ["", " ", "\n\t", "?", "???", "😀", "😀?😀?", "\x00", "\x00\x01?", "{contacts}", "{0} {x}?", "%s %d",
"/restart", "٣", "∞", "ﬁ",
       "<script>alert(1)</script>", "'; DROP TABLE x; --", "\u202e niger", "１２３", "None", "İ?",
       "e\u0301" * 50, "? " * 300,
       "a" * 5000, "Wann " * 500, "Wann?Wo?Wer?Was?Wie?", "Partnerschaft mit {x} Ägypten?", "\ud800",
       "Wann \ud83d?"]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "language", "text"), OWN, ids=[f"{item}-{language}-{text}" for item, language, text in OWN]
)
def test_an_items_own_question_is_answered_with_it(knowledge, items, item, language, text):
    answer = knowledge.ask(text)
    overview = OVERVIEWS.get(items.items[item].kind)
    assert (answer.status, answer.language) == ("answered", language)
    assert answer.sources
    assert answer.item in {item, overview}


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:20]))
def test_odd_texts_never_fail(knowledge, text):
    answer = knowledge.ask(text)
    assert answer.text
    json.dumps(answer.custom())
    assert Context.from_dict(json.loads(json.dumps(answer.context.to_dict()))) == answer.context
    assert (answer.status == "answered") == bool(answer.sources)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "?", "???", "😀", "\x00", "…"], ids=ascii)
def test_where_nothing_is_said_nothing_is_understood(knowledge, text):
    answer = knowledge.ask(text)
    assert answer.status in {"refused", "clarify"}
    assert answer.reason == "unclear"


@pytest.mark.parametrize(
    "text", ["Gibt es eine Partnerschaft mit der Türkei?", "Was ist der fünfte Schlüsselbereich?"]
)
def test_letters_with_marks_of_their_own_are_the_same(knowledge, text):
    assert knowledge.ask(unicodedata.normalize("NFD", text)).text == knowledge.ask(text).text


@pytest.mark.parametrize(
    ("text", "language"),
    [("Quels sont les cinq domaines clés ?", "fr"), ("Jakie są kluczowe obszary?", "pl"),
     ("Какие ключевые области?", "ru")],
)  # fmt: skip
def test_the_answer_is_in_the_askers_language(knowledge, text, language):
    answer = knowledge.ask(text)
    assert (answer.status, answer.item, answer.language) == ("answered", "areas", language)
    assert answer.text.endswith(knowledge.content.message("authoritative", language))


def test_background_that_is_not_translated_says_so(knowledge):
    answer = knowledge.ask("Qu'est-ce que Frontex ?")
    assert answer.language == "fr"
    assert answer.text.startswith(knowledge.content.message("only_in", "fr"))


def test_a_repeated_answer_is_of_the_same_language(knowledge):
    answer = knowledge.ask("Quels sont les cinq domaines clés ?")
    again = knowledge.act("repeat", "encore", answer.context)
    assert (again.text, again.language) == (answer.text, answer.language)


def test_many_threads_get_the_same_answers(knowledge):
    texts = [
        "Was ist Frontex?",
        "Welche Dokumente nennt die Seite?",
        "Wie wird das Wetter?",
        "Seit wann Marokko?",
    ]
    alone = [knowledge.ask(text) for text in texts]
    together = {}
    threads = [
        threading.Thread(target=lambda at=at: together.update({at: knowledge.ask(texts[at % 4])}))
        for at in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together.get(at) for at in range(12)] == alone * 3
