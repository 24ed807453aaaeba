"""docs/accuracy.md, its charts, and the figures as JSON."""

from __future__ import annotations

import datetime
import json
import statistics
from pathlib import Path

from knowledge import paths
from knowledge.judge import OUTCOMES, WRONG
from tests.evaluation import curve, dialogues, nlu
from tests.evaluation.dialogues import Turn
from tests.evaluation.outcomes import Outcome, groups, shares
from tests.evaluation.systems import right_share

DOCUMENT = paths.ROOT / "docs" / "accuracy.md"
FIGURES = paths.VAR / "accuracy.json"
WORST = 12  # examples of errors shown
UNREAD = "fourth.xx"  # the file of which no question is shown, so that it stays unread
HEAD = """# How good the answers are

Made by `make evaluate` on {day}. {count} questions of `data/questions/test` in {languages} languages, each asked alone, and
{turns} turns of {dialogues}.
Nothing is trained or calibrated on them. Shares are of the questions that should be answered (right, other item, falsely
refused), of those that should be refused (rightly refused, wrongly asserted), or of all (asked back). {wrong:.1%} of all
were answered wrong. Median {milliseconds:.0f} ms a question in process.

The older files were looked at while rules were written. `data/questions/test/fourth.xx.yml` was not: other hands wrote it later,
and no rule was made for it. Its row shows best what to expect of new questions, a third of which are about contact points and
terms.

In dialogues, {turns_right:.1%} of the turns and {dialogues_right:.1%} of whole dialogues are right; by file: {by_file}. Of
`data/dialogues/{unread}.yml` nobody has read a line or an outcome while writing rules.

"""
COMPARISON = """
## Beside what the field does

The German questions, in the same run. BM25, dense search and their fusion answer with the nearest passage, from the score
up that is right most often on the calibration questions. `ResponseSelector` is Rasa's own FAQ on DIET, trained on the same
German questions for 10 epochs, with its two-band fallback (answer from 0.8, ask back from 0.6).

| system | right in all | right | other item | asked back | falsely refused | rightly refused | wrongly asserted |
|---|---|---|---|---|---|---|---|
"""
PIPELINES = """
## Pipelines for dialogue acts

Rasa tells dialogue acts ("thanks", "simpler, please") from questions. Four pipelines on `data/nlu`, {folds} folds of
cross-validation each; the files are in `tests/evaluation/pipelines`, the shipped one is `config.yml`. Figures of the last
`.venv/bin/python -m tests.evaluation.nlu`, which takes about half an hour; minutes are for all folds.

"""
SYSTEMS = "\n![share of questions handled rightly, by system](accuracy-systems.svg)\n"
CURVE = """
## Wrong answers against false refusals

The German questions again. Every point is another
threshold from which a question is refused; `knowledge/decision.yml` holds the one in use. Fixed
rules decide before the threshold does, so the curve does not reach the axes.

![wrong answers against false refusals](accuracy-curve.svg)

| refused from | falsely refused | wrong answers |
|---|---|---|
"""


def table(outcomes: list[Outcome]) -> list[str]:
    lines = ["| questions | number | " + " | ".join(OUTCOMES) + " |", "|---|---|" + "---|" * len(OUTCOMES)]
    for name, entries in groups(outcomes).items():
        lines.append(f"| {name} | {len(entries)} | {cells(entries)} |")
    return lines


def cells(outcomes: list[Outcome]) -> str:
    return " | ".join(f"{value:.1%}" for value in shares(outcomes).values())


def dialogue_shares(turns: list[Turn]) -> tuple[float, float]:
    """(turns right, dialogues with every turn right)."""
    whole = {turn.dialogue for turn in turns}
    wrong = {turn.dialogue for turn in turns if not turn.right}
    return sum(turn.right for turn in turns) / len(turns), 1 - len(wrong) / len(whole)


def write(outcomes: list[Outcome], turns: list[Turn], systems: dict[str, list[Outcome]], points: list[tuple]) -> str:
    """Write document, charts and JSON; the document's text."""
    median = statistics.median(entry.milliseconds for entry in outcomes)
    by_turn, by_dialogue = dialogue_shares(turns)
    by_file = ", ".join(f"{name} {dialogue_shares([one for one in turns if one.file == name])[0]:.1%}" for name in dialogues.TEST)
    text = HEAD.format(
        day=datetime.date.today().isoformat(), count=len(outcomes), turns=len(turns), milliseconds=median,
        languages=len({entry.question.language for entry in outcomes}), turns_right=by_turn, dialogues_right=by_dialogue,
        by_file=by_file, dialogues=", ".join(f"`data/dialogues/{name}.yml`" for name in dialogues.TEST),
        unread=dialogues.UNREAD, wrong=sum(entry.outcome in WRONG for entry in outcomes) / len(outcomes),
    )  # fmt: skip
    text += "\n".join(table(outcomes)) + "\n" + _comparison(systems) + _pipelines() + _curve(points) + _weaknesses(outcomes)
    DOCUMENT.write_text(text, "utf-8")
    others = {name: curve.errors(entries) for name, entries in systems.items() if name != "Lotse"}
    curve.draw_curve(DOCUMENT.with_name("accuracy-curve.svg"), points, others)
    curve.draw_bars(DOCUMENT.with_name("accuracy-systems.svg"), [(name, right_share(one)) for name, one in systems.items()])
    _json(FIGURES, {"milliseconds": median, "turns": by_turn, "dialogues": by_dialogue,
                    "shares": {name: shares(entries) for name, entries in groups(outcomes).items()},
                    "systems": {name: shares(entries) for name, entries in systems.items()}})  # fmt: skip
    return text


def _comparison(systems: dict[str, list[Outcome]]) -> str:
    rows = [f"| {name} | {right_share(entries):.1%} | {cells(entries)} |" for name, entries in systems.items()]
    return COMPARISON + "\n".join(rows) + "\n" + SYSTEMS


def _pipelines() -> str:
    """The table of NLU pipelines, from the last `python -m tests.evaluation.nlu`."""
    found = json.loads(nlu.FIGURES.read_text("utf-8"))
    names = list(next(iter(found.values())))
    rows = [
        f"| {name} | " + " | ".join(f"{value:.1f}" if key == "minutes" else f"{value:.1%}" for key, value in row.items()) + " |"
        for name, row in found.items()
    ]
    head = ["| pipeline | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    return PIPELINES.format(folds=nlu.FOLDS) + "\n".join([*head, *rows]) + "\n"


def _curve(points: list[tuple]) -> str:
    return CURVE + "\n".join(f"| {at} | {refused:.1%} | {wrong:.1%} |" for at, refused, wrong in points) + "\n"


def _weaknesses(outcomes: list[Outcome]) -> str:
    """The surest wrong answers, word for word."""
    wrong = [entry for entry in outcomes if entry.outcome in WRONG and entry.question.file != UNREAD]
    wrong.sort(key=lambda entry: -entry.answer.confidence)
    lines = [f"- “{' '.join(entry.question.text.split())}” wants `{entry.question.label}`, gets {_got(entry)}" for entry in wrong]
    return "\n## Known weaknesses: the surest wrong answers\n\n" + "\n".join(lines[:WORST]) + "\n"


def _got(entry: Outcome) -> str:
    return f"`{entry.answer.item or entry.answer.status}`"


def _json(file: Path, data: dict) -> None:
    file.write_text(json.dumps(data, indent=1), "utf-8")
