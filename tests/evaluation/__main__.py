"""Print the scorecard, and write it to docs/accuracy.md and var/accuracy.json."""

from __future__ import annotations

import datetime
import json
import statistics
import sys
from collections import defaultdict

from knowledge import Knowledge, paths, questions
from knowledge.questions import REFUSE
from tests.evaluation.outcomes import OUTCOMES, Outcome, ask_all, shares

DOCUMENT = paths.ROOT / "docs" / "accuracy.md"
HEAD = """# How good the answers are

Made by `make evaluate` on {day}: {count} questions of `data/questions/test`, which nothing is trained or calibrated on,
each asked alone. Shares are of the questions that should be answered (right, other item, falsely refused), of those
that should be refused (rightly refused, wrongly asserted), or of all (asked back). Median {milliseconds:.0f} ms a question in process.

"""


def groups(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """All outcomes, by language, and by topic or reason."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    found["all"] = outcomes
    for entry in outcomes:
        found[f"language {entry.question.language}"].append(entry)
    for entry in outcomes:
        label = entry.question.label
        found[label if label.startswith(REFUSE) else label.split("-")[0]].append(entry)
    return found


def table(outcomes: list[Outcome]) -> list[str]:
    lines = ["| questions | number | " + " | ".join(OUTCOMES) + " |", "|---|---|" + "---|" * len(OUTCOMES)]
    for name, entries in groups(outcomes).items():
        cells = " | ".join(f"{value:.1%}" for value in shares(entries).values())
        lines.append(f"| {name} | {len(entries)} | {cells} |")
    return lines


def main() -> int:
    knowledge = Knowledge.load()
    asked = questions.load("test", knowledge.content)
    outcomes = ask_all(knowledge, asked, lambda done, total: print(f"asked {done} of {total}", file=sys.stderr, flush=True))
    median = statistics.median(entry.milliseconds for entry in outcomes)
    lines = table(outcomes)
    print("\n".join(lines))
    head = HEAD.format(day=datetime.date.today().isoformat(), count=len(asked), milliseconds=median)
    DOCUMENT.write_text(head + "\n".join(lines) + "\n", "utf-8")
    figures = {name: shares(entries) for name, entries in groups(outcomes).items()}
    (paths.VAR / "accuracy.json").write_text(json.dumps({"milliseconds": median, "shares": figures}, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
