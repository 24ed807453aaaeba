"""NLU pipelines beside each other, by cross-validation on data/nlu: `python -m tests.evaluation.nlu`.

Writes tests/evaluation/pipelines.json, from which `make evaluate` makes the table of docs/accuracy.md. Takes about half
an hour on two cores; pipelines whose file and data have not changed are not measured again.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from start.errors import StartError
from start.layout import BOT, ROOT, VAR, python
from start.say import run, say
from start.setup import environment
from start.steps import Step

FOLDER = Path(__file__).with_name("pipelines")
FIGURES = Path(__file__).with_name("pipelines.json")
SHIPPED = ROOT / "config.yml"
OUT = VAR / "pipelines"
FOLDS = 3
DATA = "data/nlu/**/*.yml"


def configs() -> dict[str, Path]:
    """Pipelines by name, the shipped one first."""
    return {"shipped": SHIPPED} | {path.stem: path for path in sorted(FOLDER.glob("*.yml"))}


def validate(name: str, config: Path) -> None:
    """Cross-validate one pipeline; Rasa's report and the seconds are kept in OUT."""
    out, begun = OUT / name, time.monotonic()
    out.mkdir(parents=True, exist_ok=True)
    command = [
        python(BOT), "-m", "bot", "test", "nlu", "--nlu", "data/nlu", "--domain", "bot/domain",
        "--config", str(config.relative_to(ROOT)),
        "--cross-validation", "--folds", str(FOLDS), "--out", str(out), "--no-plot", "--no-errors",
    ]  # fmt: skip
    run(f"{FOLDS} folds of {name}", command, OUT / f"{name}.log", cwd=ROOT, env=environment())
    (out / "seconds").write_text(f"{time.monotonic() - begun:.0f}", "utf-8")


def figures(name: str) -> dict[str, float]:
    """Accuracy, F1 over the intents, recall of questions, and the minutes that all folds took."""
    report = json.loads((OUT / name / "intent_report.json").read_text("utf-8"))
    return {
        "accuracy": round(report["accuracy"], 4), "weighted F1": round(report["weighted avg"]["f1-score"], 4),
        "macro F1": round(report["macro avg"]["f1-score"], 4), "recall of questions": round(report["ask"]["recall"], 4),
        "minutes": round(int((OUT / name / "seconds").read_text("utf-8")) / 60, 1),
    }  # fmt: skip


def main() -> int:
    try:
        for name, config in configs().items():
            inputs = (str(config.relative_to(ROOT)), DATA)
            Step(f"pipeline {name}", lambda n=name, c=config: validate(n, c), inputs, (OUT / name / "seconds",)).run()
    except StartError as error:
        say(str(error))
        return 1
    found = {name: figures(name) for name in configs()}
    FIGURES.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
