"""The questions that the widget offers are answered: nobody clicks into a refusal."""

import pytest

from tests.http.checks import check_reply
from web.texts import LANGUAGES, texts

STARTERS = [(language, text) for language in LANGUAGES for text in texts(language)["starters"]]


@pytest.mark.parametrize(("language", "text"), STARTERS)
def test_a_question_that_the_widget_offers_is_answered(send, language, text):
    custom = check_reply(send(text).json())
    assert (custom["status"], custom["language"]) == ("answered", language)
