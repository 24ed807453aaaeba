"""Wrong answers against false refusals, for every threshold of the decision, and the charts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pygal
from pygal.style import CleanStyle

from knowledge import Knowledge
from knowledge.decision import Decider
from knowledge.judge import WRONG
from knowledge.questions import Labelled
from tests.evaluation.outcomes import Outcome
from tests.evaluation.systems import outcomes_of

STEPS = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98]


def errors(outcomes: list[Outcome]) -> tuple[float, float]:
    """(falsely refused among what should be answered, wrong answers among all questions)."""
    answerable = [entry for entry in outcomes if not entry.question.label.startswith("refuse:")]
    wrong = sum(entry.outcome in WRONG for entry in outcomes)
    refused = sum(entry.outcome == "falsely refused" for entry in answerable)
    return refused / max(len(answerable), 1), wrong / max(len(outcomes), 1)


def points(knowledge: Knowledge, asked: list[Labelled]) -> list[tuple[float, float, float]]:
    """(threshold, falsely refused, wrong) for each threshold from which a question is refused."""
    scored = [knowledge.scored(entry.text, entry.language) for entry in asked]
    found = []
    for step in STEPS:
        decider = Decider(knowledge.content, replace(knowledge.thresholds, refuse=step))
        answers = [knowledge.said(question, decider.decide(question, scores)) for question, scores in scored]
        found.append((step, *errors(outcomes_of(asked, answers))))
    return found


def draw_curve(file: Path, curve: list[tuple[float, float, float]], others: dict[str, tuple[float, float]]) -> None:
    """An SVG without scripts; shares in per cent."""
    chart = pygal.XY(js=[], style=CleanStyle, x_title="falsely refused, % of answerable questions", width=760, height=460,
                     y_title="wrong answers, % of all questions", show_dots=True, dots_size=3, legend_at_bottom=True)  # fmt: skip
    chart.add("Lotse, by threshold", [(100 * refused, 100 * wrong) for _, refused, wrong in curve])
    for name, (refused, wrong) in others.items():
        chart.add(name, [(100 * refused, 100 * wrong)], dots_size=6)
    _write(chart, file)


def draw_bars(file: Path, shares: Iterable[tuple[str, float]]) -> None:
    """A bar a system: share of all questions answered or refused rightly."""
    chart = pygal.HorizontalBar(js=[], style=CleanStyle, range=(0, 100), show_legend=False, width=760, height=300,
                                print_values=True, value_formatter=lambda value: f"{value:.0f} %")  # fmt: skip
    rows = list(shares)[::-1]
    chart.x_labels = [name for name, _ in rows]
    chart.add("", [100 * share for _, share in rows])
    _write(chart, file)


def _write(chart: pygal.Graph, file: Path) -> None:
    file.write_text(chart.render(is_unicode=True).replace("xlink:href", "data-href"), "utf-8")
