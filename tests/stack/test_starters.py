"""The questions that the chat page offers are answered: nobody clicks into a refusal."""

from pathlib import Path

import pytest
import yaml

from tests.http.checks import check_reply

TEXTS = yaml.safe_load((Path(__file__).resolve().parents[2] / "web" / "texts.yml").read_text("utf-8"))
STARTERS = [(language, text) for language in TEXTS for text in TEXTS[language]["page"]["starters"]]


@pytest.mark.parametrize(("language", "text"), STARTERS)
def test_a_question_that_the_page_offers_is_answered(send, language, text):
    custom = check_reply(send(text).json())
    assert (custom["status"], custom["language"]) == ("answered", language)
