"""Messages that need what was said before: questions about the last answer's topic, and those that are none."""

import pytest

from knowledge import Context

FRONTEX = "Wo sitzt Frontex?"
PROFITS = "Wie hoch waren die Gewinne der Schleuser?"


def after(knowledge, first: str, second: str, language: str | None = None):
    """The answer to `second` once `first` was answered."""
    answer = knowledge.ask(first, Context(language=language))
    assert answer.status == "answered"
    return knowledge.ask(second, answer.context)


@pytest.mark.parametrize(
    ("first", "second", "item"),
    [
        ("Was macht Europol?", "Dürfen die jemanden verhaften?", "agency-europol"),
        ("Was ist Europe Direct?", "Ist der Anruf dort kostenlos?", "contact-europe-direct"),
        ("Was bedeutet Drittstaat?", "Und Norwegen, gilt das auch als einer?", "term-third-country"),
        ("What does Europol do?", "Can they make arrests?", "agency-europol"),
        (PROFITS, "Für welche Routen gilt das?", "profits"),
    ],
)
def test_a_question_about_the_topic_is_understood(knowledge, first, second, item):
    answer = after(knowledge, first, second)
    assert (answer.status, answer.item) == ("answered", item)


def test_details_of_a_document_come_from_the_background(knowledge):
    answer = after(knowledge, "Was ist die Empfehlung zur gegenseitigen Anerkennung?", "Wie heißt ihr voller amtlicher Titel?")
    assert answer.item == "doc-recommendation-details"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (FRONTEX, "Wie viele Beschäftigte gibt es dort?"), (FRONTEX, "Wer ist da der Chef?"),
        (FRONTEX, "Seit welchem Jahr besteht die Behörde?"), (PROFITS, "Und auf der Balkanroute?"),
        ("Was ist die Empfehlung zur gegenseitigen Anerkennung?", "Wie viele Abgeordnete waren dagegen?"),
        ("Wann begann die Partnerschaft mit Tunesien?", "Was hat das gekostet?"),
    ],
)  # fmt: skip
def test_what_no_source_says_of_the_topic_is_refused(knowledge, first, second):
    assert after(knowledge, first, second).status == "refused"


@pytest.mark.parametrize(
    ("second", "reason"),
    [("Wie wird morgen das Wetter in Warschau?", "outside_topic"), ("Was hältst du persönlich davon?", "opinion")],
)
def test_other_reasons_stand(knowledge, second, reason):
    answer = after(knowledge, FRONTEX, second)
    assert (answer.status, answer.reason) == ("refused", reason)


@pytest.mark.parametrize("second", ["Danke schön!", "Kann ich mit einem Menschen sprechen?", "Tschüss"])
def test_an_act_stays_one(knowledge, second):
    assert after(knowledge, FRONTEX, second).status in {"smalltalk", "handoff"}


def test_another_country_is_not_the_topic(knowledge):
    assert after(knowledge, "Wann begann die Partnerschaft mit Tunesien?", "Und wie ist das in Ägypten?").status == "refused"


@pytest.mark.parametrize("denial", ["nee, das ist in Brüssel", "Quatsch, das liegt in Paris!", "No, it is in Brussels."])
def test_who_contradicts_hears_the_same_again(knowledge, denial):
    answer = after(knowledge, FRONTEX, denial)
    assert (answer.status, answer.item) == ("answered", "agency-frontex")


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [("Zurück zu Frontex", "de", True), ("Noch etwas", "de", False), ("Back to Europol", "en", True), ("", "de", False)],
)
def test_words_that_name_what_the_content_knows(knowledge, text, language, names):
    assert knowledge._continuation.names_item(text, language) is names


@pytest.mark.parametrize(
    ("first", "second", "item"),
    [
        ("Was ist der Zweck der operativen Partnerschaften?", "Wer ist da alles dabei?", "agreements"),
        ("Was ist die Empfehlung zur gegenseitigen Anerkennung?", "amtliche nummer davon?", "doc-recommendation-details"),
        ("Was macht Europol?", "Und was macht eigentlich Frontex?", "agency-frontex"),
        ("Was macht Europol?", "Wohin wende ich mich bei Gefahr für Leib und Leben?", "contact-emergency"),
        ("What is reintegration?", "And which documents does the page list?", "documents"),
    ],
)
def test_another_item_is_found_after_an_answer(knowledge, first, second, item):
    assert after(knowledge, first, second).item == item


@pytest.mark.parametrize(("text", "item"), [("Und wo sitzt die?", "agency-frontex"), ("Und Europol, wo sitzt das?", "agency-europol")])
def test_what_sounds_like_an_act_is_a_question_once_the_topic_is_known(knowledge, text, item):
    context = knowledge.ask("Was macht Frontex?").context
    assert knowledge.act("source", text, context).item == item


def test_what_names_nothing_is_always_read_behind_the_title(knowledge):
    context = knowledge.ask("Welche operativen Partnerschaften gibt es?").context
    answer = knowledge.act("bot", "Mit wem?", context)
    assert answer.status == "answered" and "Marokko" in answer.text


def test_who_wants_a_person_gets_one_whatever_was_said_before(knowledge):
    for first in (FRONTEX, PROFITS, "Was bedeutet Drittstaat?"):
        answer = knowledge.act("person", "Ich möchte mit einem Menschen sprechen.", knowledge.ask(first).context)
        assert answer.status == "handoff"


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Kann ich mit einem Menschen sprechen?"), ("ru", "Можно поговорить с живым человеком?"),
     ("en", "could i talk to an actual human please"), ("fr", "Je voudrais parler à quelqu'un, s'il vous plaît.")],
)  # fmt: skip
def test_also_where_nobody_has_recognised_the_wish(knowledge, language, text):
    item = knowledge.content.items["contact-trafficking"]
    answer = knowledge.ask(text, Context(language, (item.id,), (), "?", "."))
    assert answer.status == "handoff"


def talk(knowledge, *texts: str) -> list[str | None]:
    """The items of the answers to `texts`, said one after the other."""
    context, found = Context(), []
    for text in texts:
        answer = knowledge.ask(text, context)
        context = answer.context
        found.append(answer.item)
    return found


def test_points_of_a_text_are_counted(knowledge):
    points = knowledge.content.items["goal-joint-action"].facts["points"]
    first = "Welche vier Punkte stehen unter den gemeinsamen Zielen?"
    assert talk(knowledge, first, "Was heißt der zweite?", "Und der vierte?")[1:] == [points[1], points[3]]


def test_a_list_stays_open_while_one_of_it_is_talked_about(knowledge):
    found = talk(knowledge, "Welche drei Beispiele gibt es?", "Erklär mir das zweite.", "Und das erste?")
    assert found == ["examples", "example-returns", "example-smuggling"]


def test_steps_from_one_to_the_next(knowledge):
    found = talk(knowledge, "Welche Partnerschaft war die erste?", "und danach?", "und danach")
    assert found == ["agreement-morocco", "agreement-niger", "agreement-western-balkans"]


def test_a_list_just_computed_is_the_one_that_is_counted_in(knowledge):
    found = talk(knowledge, "Welche vier Partnerschaften gibt es?", "Niger oder Tunesien: was war zuerst?", "Und die zweite?")
    assert found[-1] == "agreement-tunisia"


def test_the_last_question_is_kept_without_a_title_where_it_names_a_country(knowledge):
    context = knowledge.ask("Wann begann die Partnerschaft mit Tunesien?").context
    context = knowledge.ask("Seit wann gilt die mit Tunesien?", context).context
    assert "2022" in knowledge.ask("Und mit Niger?", context).text


@pytest.mark.parametrize(
    ("text", "item"),
    [("Welche amtliche Nummer hat das dritte?", "doc-plan-details"), ("Und das dritte?", "doc-plan"),
     ("Von wann ist das zweite?", "doc-strategy")],
)  # fmt: skip
def test_details_of_what_a_place_picks(knowledge, text, item):
    assert talk(knowledge, "Welche Dokumente gibt es?", text)[-1] == item
