"""The release gate: answers are as good as they were accepted, and every word of them stands in the content."""

import json

import pytest

from knowledge import Knowledge
from tests.evaluation import gate
from tests.evaluation.gate import Measured
from tests.evaluation.words import Vocabulary


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load()


@pytest.fixture(scope="module")
def measured(knowledge) -> Measured:
    return gate.measure(knowledge)


def test_nothing_is_worse_than_accepted(measured):
    assert gate.worse(measured.figures(), json.loads(gate.ACCEPTED.read_text("utf-8"))) == []


def test_the_gate_notices_what_is_worse():
    accepted = {"right de": 0.9, "wrong item de": 0.01}
    assert gate.worse({"right de": 0.895, "wrong item de": 0.015}, accepted) == []
    assert len(gate.worse({"right de": 0.88, "wrong item de": 0.03}, accepted)) == 2


def test_every_line_of_every_answer_stands_in_the_content(knowledge, measured):
    known = {language: Vocabulary(knowledge.content, language) for language in knowledge.content.languages()}
    answers = [one.answer for one in measured.outcomes] + [turn.answer for turn in measured.turns]
    strange = {line for answer in answers for line in known[answer.language].strangers(answer.text)}
    assert strange == set()


INVENTED = [
    "Tunesien bekommt 150 Millionen Euro.", "– Libyen (1. Mai 2024)", "Am Anfang steht laut Seite: Ägypten (1. Mai 2020).",
]  # fmt: skip


@pytest.mark.parametrize("text", INVENTED)
def test_an_invented_line_is_found(knowledge, text):
    assert Vocabulary(knowledge.content, "de").strangers(text) == [text]
