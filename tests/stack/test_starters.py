"""What the widget offers to say is understood: nobody clicks into a refusal."""

import pytest

from tests.http.checks import check_reply
from web.texts import LANGUAGES, texts

STARTERS = [(language, text) for language in LANGUAGES for text in texts(language)["starters"]]


@pytest.mark.parametrize(("language", "text"), STARTERS)
def test_a_question_that_the_widget_offers_is_answered(send, language, text):
    custom = check_reply(send(text).json())
    assert (custom["status"], custom["language"]) == ("answered", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wish_for_simpler_words_is_understood(send, language):
    first, *_ = texts(language)["starters"]
    before = send(first).json()
    after = send(texts(language)["widget"]["simpler_message"]).json()
    # Plain language exists in German only; what counts is that the same item is said in other words.
    assert check_reply(after)["status"] == "answered" and check_reply(after)["item"] == check_reply(before)["item"]
    assert after[0]["text"] != before[0]["text"]
