"""What people ask and no source states, told from what the items do state."""

import pytest

from knowledge import unstated
from tests.knowledge.toys import question


def asks(text: str, item: str, language: str = "de") -> bool:
    return unstated.asked(question(text, language), item) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Wie viel Geld bekommt Tunesien?", "Was zahlt die EU an Marokko?", "Wie hoch sind die Kosten?",
        "Was kostet das?",
        "Wie viele Millionen bekommt das Land?", "Wie viel Euro gibt es dafür?",
        "How much money does Tunisia get?",
        "Wie viele Menschen wurden zurückgeschickt?", "Wie viele Flüchtlinge kamen?",
        "How many people were arrested?",
        "Wie viele Schleuser wurden verhaftet?", "Anzahl der Abschiebungen?",
        "Wer hat das unterschrieben?", "Wer hat die Partnerschaft ausgehandelt?", "Who signed it?",
        "Welcher Minister war dabei?",
        "Bis wann gilt die Partnerschaft?", "Wann endet die Partnerschaft?",
        "Wie lange läuft die Partnerschaft noch?",
        "Wurde die Partnerschaft gekündigt?", "Wird sie verlängert?", "Until when is it valid?",
        "When does it expire?",
        "Wo wurde die Partnerschaft vereinbart?", "In welcher Stadt wurde sie unterzeichnet?",
        "Where was it signed?",
    ],
)  # fmt: skip
@pytest.mark.parametrize("item", ["agreement-tunisia", "agreements"])
def test_asked_of_a_partnership(text, item):
    assert asks(text, item)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Wie hoch ist das Budget von Frontex?", "agency-frontex"),
        ("Wann wurde Europol gegründet?", "agency-europol"),
        ("Wer leitet CEPOL?", "agency-cepol"), ("Wie viele Mitarbeiter hat Eurojust?", "agency-eurojust"),
        ("Who is the director of Frontex?", "agency-frontex"),
        ("How many staff does Europol have?", "agency-europol"),
        ("Wie hoch war der Gewinn auf der östlichen Route?", "profits"),
        ("Wie viel war es pro Jahr?", "profits"),
        ("Und auf der Balkanroute?", "profits"), ("How much was it per year?", "profits"),
        ("Wie viel ist das weltweit?", "profits"),
        ("Welche Länder haben Fachkräftepartnerschaften?", "example-talent"),
        ("Which countries have talent partnerships?", "example-talent"),
    ],
)  # fmt: skip
def test_asked_of_other_items(text, item):
    assert asks(text, item)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Wie viel Geld verdienten die Schleuser?", "profits"), ("Wie hoch war der Gewinn?", "profits"),
        ("Wie werden die Mittel der EU eingesetzt?", "goal-funding"),
        ("Bis wann läuft der Aktionsplan?", "plan"),
        ("Wann endet der Aktionsplan?", "doc-plan"), ("Wie viele Partnerschaften gibt es?", "agreements"),
        ("Wie viele Beispiele gibt es?", "examples"),
        ("Wann begann die Partnerschaft mit Marokko?", "agreement-morocco"),
        ("Wo hat Frontex seinen Sitz?", "agency-frontex"),
        ("Was kostet ein Anruf bei Europe Direct?", "contact-europe-direct"),
        ("Wie viel Geld nennt die Seite?", "page-coverage"),
        ("Wer hat die Partnerschaften unterschrieben?", "page-coverage"),
    ],
)  # fmt: skip
def test_what_an_item_states_is_not_unstated(text, item):
    assert not asks(text, item)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Seit wann läuft die Partnerschaft mit Marokko?", "agreement-morocco"),
        ("Unter welchem Titel läuft das Strategiepapier?", "doc-strategy"),
        ("Mit welchem Bereich endet die Liste?", "area-legal"),
        ("Läuft das ohne die Ministerien?", "partners"),
        (
            "Seit wann gibt es die Partnerschaft gegen Schleuser auf der Balkanroute?",
            "agreement-western-balkans",
        ),
        ("Was für Hilfe bekommt die Polizei dort?", "support"),
        ("Was zählt alles zum gemeinsamen Vorgehen?", "example-smuggling"),
        ("Who runs training for law enforcement?", "agency-cepol"),
        ("Welche Ministerien machen bei den Fachkräften mit?", "partners"),
    ],
)
def test_other_questions_with_the_same_words(text, item):
    assert not asks(text, item)


def test_no_item_lacks_what_its_own_questions_ask(items):
    lacking = [
        (item.id, text)
        for item in items.items.values()
        for language, texts in item.questions.items()
        for text in texts
        if asks(text, item.id, language)
    ]
    assert lacking == []


def test_every_attribute_has_its_words(items):
    for language in items.languages():
        for attribute in unstated.ATTRIBUTES:
            assert not attribute.told or items.message(attribute.message, language).strip()


def test_every_item_that_states_something_exists(items):
    for attribute in unstated.ATTRIBUTES:
        for beginning in attribute.stated_by:
            assert any(name.startswith(beginning) for name in items.items), beginning


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Was wären 10 Prozent der 330 Millionen?", "profits"), ("What is that in US dollars?", "profits"),
        ("Hat die EU auch einen Plan gegen Waffenhandel?", "plan"), ("And a plan for after 2025?", "doc-plan"),
        ("Welche Länder gehören zu dieser Region?", "agreement-western-balkans"),
        ("Which states make up the region?", "agreement-western-balkans"),
    ],
)  # fmt: skip
def test_what_one_item_does_not_state(text, item):
    assert asks(text, item) and not asks(text, "agreements")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Wie hoch war der Gewinn?", "profits"), ("Läuft der Aktionsplan bis 2025?", "plan"),
        ("Ist der Westliche Balkan dabei?", "agreement-western-balkans"),
    ],
)  # fmt: skip
def test_what_that_item_does_state(text, item):
    assert not asks(text, item)


@pytest.mark.parametrize("text", ["", "?", "Niger", "😀", "Hallo"])
def test_nothing_is_asked(text):
    assert not asks(text, "agreement-niger")


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Wie viele Staatsanwälte hat Eurojust?", "agency-eurojust"), ("Wie viele Azubis kamen?", "mobility"),
        ("How many videos were made?", "campaigns"), ("Wie viele Mitglieder hat die Sache mit Niger?", "agreement-niger"),
        ("Combien de gardes sont là-bas ?", "border"),
    ],
)  # fmt: skip
def test_what_an_item_does_not_count(items, text, item):
    assert unstated.counts(question(text, "fr" if text.startswith("Combien") else "de"), items.items[item])


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Wie viele Partnerschaften gibt es?", "agreements"), ("Wie viele Partnerschaften sind älter?", "agreement-niger"),
        ("Wie viele Felder sind das?", "goal-fields"), ("Wie viele Millionen verdienten die Schleuser?", "profits"),
        ("Wie viele Agenturen helfen außer Europol?", "agency-europol"), ("Wo sitzt Eurojust?", "agency-eurojust"),
    ],
)  # fmt: skip
def test_what_an_item_counts_or_nobody_asked_to_count(items, text, item):
    assert not unstated.counts(question(text), items.items[item])
