"""Published samples decide without training, and only about what they are samples of."""

import numpy as np
import pytest
import yaml

from knowledge import Context, questions
from knowledge.exemplars import details, names
from knowledge.published import Published
from tests.evaluation.published import TOPICS
from tests.knowledge.toys import body, body_of

DRAFTS = yaml.safe_load(TOPICS.read_text("utf-8"))
PERSONAL = "family"  # a personal case, published: what is learnt about these stays stronger


@pytest.fixture(scope="module")
def published(knowledge):
    """All topics of the evaluation as items."""
    made = Published()
    for name, topic in DRAFTS.items():
        made = made.plus(name, body(name, questions=topic["samples"]))
    return knowledge.with_published(made)


def brief(answer):
    return answer.status, answer.reason, answer.item, answer.text


@pytest.mark.parametrize("name", sorted(DRAFTS.keys() - {PERSONAL}))
def test_paraphrases_are_answered_by_the_new_item(published, name):
    asked = [(text, language) for language, texts in DRAFTS[name]["asked"].items() for text in texts]
    found = [published.ask(text, language=language).item for text, language in asked]
    assert found.count(name) >= 0.8 * len(asked)


@pytest.mark.parametrize("name", sorted(DRAFTS))
def test_what_is_nearby_is_answered_as_before(knowledge, published, name):
    for language, texts in DRAFTS[name]["others"].items():
        for text in texts:
            assert brief(published.ask(text, language=language)) == brief(knowledge.ask(text, language=language))


def test_calibration_questions_stay_with_their_items(knowledge, published):
    asked = [one for one in questions.load("calibration", knowledge.content) if not one.label.startswith("refuse:")][::9]
    for one in asked:
        assert brief(published.ask(one.text)) == brief(knowledge.ask(one.text)), one.text


def test_the_answer_is_the_published_text_with_its_source(published):
    answer = published.ask("Was steckt hinter dem EU-Talentpool?")
    assert "Der EU-Talentpool ist eine Plattform." in answer.text
    assert [source.url for source in answer.sources] == ["https://example.org/pool"]
    assert answer.confidence >= 0.5


def test_the_conversation_goes_on_about_the_published_item(published):
    answer = published.ask("What is the EU Talent Pool?")
    assert "example.org/pool" in published.act("source", "Where does it say that?", answer.context).text
    assert published.ask("And the partnership with Niger?", answer.context).item == "agreement-niger"


def test_follow_ups_about_a_published_item_are_about_it(published):
    """No training has seen its title: what names nothing is about it, what samples say of it is found, the rest stands alone."""
    context = published.ask("What is the EU Talent Pool?").context
    for text, item in (("What does that mean?", "talent-pool"), ("Who can register?", "talent-pool")):
        assert published.ask(text, context).item == item
    assert published.ask("What do you think of it personally?", context).status == "refused"
    assert published.ask("What will the weather be like tomorrow?", context).status == "refused"
    assert published.act("thank", "Thanks!", context).status == "smalltalk"


def test_what_looks_like_a_dialogue_act_is_answered_where_it_is_published(published):
    """'I want to file a complaint' is no complaint about the bot once there is an item about complaints."""
    assert published.act("complain", "I want to file a complaint about Frontex.", Context()).item == "frontex-complaint"


def test_danger_goes_before_what_is_published(knowledge):
    text = "Wir sind in Seenot, unser Boot sinkt!"
    item = body(questions={"de": [text, "Was tun bei Seenot?"], "en": ["One?", "Two?"]})
    assert knowledge.with_published(Published().plus("talent-pool", item)).ask(text).status == "emergency"


def test_questions_to_refuse_are_refused_with_their_reason(knowledge):
    text = "Welche fünf Schlüsselbereiche nennt die Seite?"
    assert knowledge.ask(text).status == "answered"
    label = {"questions": {"de": [text]}}
    answer = knowledge.with_published(Published().plus("refuse:outside_topic", label)).ask(text)
    assert (answer.status, answer.reason) == ("refused", "outside_topic")


def test_one_more_sample_of_an_item_of_the_files(knowledge):
    item = body_of(knowledge.content.items["contact-europe-direct"])
    item["questions"]["de"].append("Wo ist der Kummerkasten der EU?")
    after = knowledge.with_published(Published().plus("contact-europe-direct", item))
    for text in ("Gibt es bei der EU einen Kummerkasten?", "Wo finde ich den Kummerkasten?"):
        assert knowledge.ask(text).status != "answered"
        assert after.ask(text).item == "contact-europe-direct"


def test_a_changed_text_is_answered_and_nothing_else_changes(knowledge):
    item = body_of(knowledge.content.items["goal"])
    item["text"]["de"] = "Neuer Text."
    after = knowledge.with_published(Published().plus("goal", item))
    assert after.ask("Was ist das Ziel der Zusammenarbeit?").text == "Neuer Text."
    assert knowledge.ask("Was ist das Ziel der Zusammenarbeit?").text != "Neuer Text."
    assert after.samples(after.published) == []


def test_publishing_again_starts_from_the_files(published, knowledge):
    back = published.with_published(Published(9, {"talent-pool": None}))
    assert back.content.items == knowledge.content.items
    assert back.ask("Was ist der EU-Talentpool?").item != "talent-pool"
    assert published.ask("Was ist der EU-Talentpool?").item == "talent-pool"


def test_another_country_or_agency_is_another_question():
    assert names("Gibt es ein Abkommen mit Ägypten?", "de") != names("Gibt es ein Abkommen mit Libyen?", "de")
    assert names("Wer leitet Frontex?", "de") != names("Wer leitet Europol?", "de")
    assert names("Was tut die EU in Deutschland?", "de") == names("Was tut die EU?", "de")


def test_another_year_or_sum_is_another_question(knowledge):
    assert details("Wie viel war es 2019?", "de") != details("Wie viel war es 2020?", "de")
    item = body(questions={"de": ["Wie viele Anträge gab es 2019?", "Anzahl der Anträge 2019?"], "en": ["One?", "Two?"]})
    after = knowledge.with_published(Published().plus("talent-pool", item))
    assert after.ask("Wie viele Anträge gab es 2019?").item == "talent-pool"
    assert after.ask("Wie viele Anträge gab es 2024?").item != "talent-pool"


def test_nothing_is_looked_up_where_no_sample_is_near(published):
    exemplars = published._scorer._exemplars
    assert not exemplars.near(np.zeros(384, np.float32))
    assert published.matches("Welche fünf Schlüsselbereiche gibt es?", "de") == ()
