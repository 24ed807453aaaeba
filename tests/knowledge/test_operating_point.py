"""Which thresholds are chosen, and what counts as a wrong answer."""

import pytest

from knowledge import operating_point
from knowledge.answer import Answer
from knowledge.context import Context
from knowledge.judge import judge
from knowledge.operating_point import Point
from knowledge.questions import Labelled
from tests.knowledge.toys import LIMITS


def point(wrong: float, cost: float) -> Point:
    return Point(LIMITS, wrong, cost)


def test_the_cheapest_within_the_rate():
    cheap, dear, wrong = point(0.004, 0.03), point(0.001, 0.2), point(0.02, 0.0)
    assert operating_point.best([wrong, dear, cheap]) is cheap


def test_where_no_point_is_within_the_rate_errors_count_twice():
    few, many = point(0.02, 0.05), point(0.05, 0.01)
    assert operating_point.best([many, few]) is few


def test_a_higher_threshold_refuses_less(knowledge):
    asked = [
        Labelled("Wie viele Dokumente sind das?", "documents", "de"),
        Labelled("Wie wird das Wetter?", "refuse:outside_topic", "de"),
        Labelled("Wann kam Tunesien dazu?", "agreement-tunisia", "de"),
    ]
    found = list(operating_point.points(knowledge, asked))
    assert len(found) == len(operating_point.REFUSE_STEPS) * len(operating_point.ANSWER_STEPS)
    by_answer = [one for one in found if one.thresholds.refuse == operating_point.REFUSE_STEPS[-1]]
    costs = [one.cost for one in by_answer]
    assert costs == sorted(costs), "who answers only what is surer asks back more"


@pytest.mark.parametrize(
    ("label", "answer", "outcome"),
    [
        ("areas", Answer("answered", "", "de", item="areas"), "right"),
        ("areas", Answer("answered", "", "de", item="area-legal"), "right"),
        ("area-legal", Answer("answered", "", "de", item="areas", context=Context(listed=("area-legal",))), "right"),
        ("areas", Answer("answered", "", "de", item="goal"), "other item"),
        ("areas", Answer("clarify", "", "de"), "asked back"),
        ("areas", Answer("refused", "", "de"), "falsely refused"),
        ("refuse:opinion", Answer("refused", "", "de"), "rightly refused"),
        ("refuse:opinion", Answer("emergency", "", "de"), "rightly refused"),
        ("refuse:opinion", Answer("clarify", "", "de"), "asked back"),
        ("refuse:opinion", Answer("answered", "", "de", item="goal"), "wrongly asserted"),
        ("refuse:opinion", Answer("smalltalk", "", "de"), "wrongly asserted"),
    ],
)  # fmt: skip
def test_outcomes(label, answer, outcome):
    assert judge(label, answer) == outcome
