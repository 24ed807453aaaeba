"""The thresholds at which few enough answers are wrong, and as few as possible are refused or asked back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from knowledge.decision import Decider
from knowledge.engine import Knowledge
from knowledge.judge import WRONG, judge
from knowledge.questions import Labelled
from knowledge.thresholds import Thresholds

# Of the calibration questions; 1 % of all is aimed at. Two in five of them (third*.yml) were written to be hard, so there
# are more errors among them than elsewhere.
WRONG_RATE = 0.015
ASKED_BACK = 0.5  # how bad asking back is, in false refusals
REFUSE_STEPS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
ANSWER_STEPS = (0.3, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Point:
    """``wrong`` is the share of all questions with a wrong answer; ``cost`` counts refusals and questions back."""

    thresholds: Thresholds
    wrong: float
    cost: float


def points(knowledge: Knowledge, labelled: list[Labelled]) -> Iterable[Point]:
    """What becomes of the questions at every pair of thresholds."""
    scored = [knowledge.scored(entry.text, entry.language) for entry in labelled]
    for refuse, answer in product(REFUSE_STEPS, ANSWER_STEPS):
        tried = replace(knowledge.thresholds, refuse=refuse, answer=answer)
        decider = Decider(knowledge.content, tried)
        found = Counter(
            judge(entry.label, knowledge.said(question, decider.decide(question, scores)))
            for entry, (question, scores) in zip(labelled, scored)
        )
        wrong = sum(found[outcome] for outcome in WRONG) / len(labelled)
        yield Point(tried, wrong, (found["falsely refused"] + ASKED_BACK * found["asked back"]) / len(labelled))


def best(found: Iterable[Point]) -> Point:
    """The cheapest point within WRONG_RATE; where there is none, the one that costs least with errors counted twice."""
    found = list(found)
    within = [point for point in found if point.wrong <= WRONG_RATE]
    if within:
        return min(within, key=lambda point: point.cost)
    return min(found, key=lambda point: point.cost + 2 * point.wrong)
