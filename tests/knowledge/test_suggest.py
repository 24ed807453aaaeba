"""Suggestions for people: the likeliest items, also where the bot would say nothing."""

import pytest

from knowledge.published import Published
from tests.knowledge.toys import body


def test_the_best_come_first_with_text_and_sources(knowledge):
    found = knowledge.suggest("Wann war das mit Niger?", "de", 3)
    assert len(found) == 3 and found[0].item == "agreement-niger"
    assert found[0].title == "Operative Partnerschaft mit Niger" and "15. Juli 2022" in found[0].text
    assert found[0].sources[0].url.endswith("_de")
    assert [one.confidence for one in found] == sorted((one.confidence for one in found), reverse=True)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_they_are_in_the_language_of_the_question(knowledge, language):
    item = knowledge.content.items["agreement-niger"]
    first = knowledge.suggest(item.questions[language][0], language)[0]
    assert (first.item, first.title, first.text) == (item.id, item.title[language], item.text[language])


def test_there_are_some_where_the_bot_refuses(knowledge):
    text = "Wie viel Geld bekommt Tunesien?"
    assert knowledge.ask(text).status == "refused"
    assert "agreement-tunisia" in {one.item for one in knowledge.suggest(text, "de", 5)}


def test_published_items_are_suggested_before_they_would_be_answered(knowledge):
    after = knowledge.with_published(Published().plus("talent-pool", body()))
    text = "Ist der EU-Pool für alle offen?"
    assert after.ask(text).status == "refused"
    assert "talent-pool" in {one.item for one in after.suggest(text, "de")}
    assert "talent-pool" not in {one.item for one in knowledge.suggest(text, "de")}
