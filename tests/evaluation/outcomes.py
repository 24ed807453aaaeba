"""Ask every test question and sort what came back into outcomes."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from knowledge import Knowledge
from knowledge.answer import Answer
from knowledge.judge import OUTCOMES, judge
from knowledge.questions import REFUSE, Labelled


@dataclass(frozen=True)
class Outcome:
    """One question, what came of it (one of OUTCOMES) and how long it took."""

    question: Labelled
    answer: Answer
    outcome: str
    milliseconds: float


def ask_all(knowledge: Knowledge, questions: list[Labelled], say: Callable[[int, int], None]) -> list[Outcome]:
    """Each question as the first of a conversation."""
    found = []
    for number, question in enumerate(questions, 1):
        begun = time.perf_counter()
        answer = knowledge.ask(question.text)
        elapsed = (time.perf_counter() - begun) * 1000
        found.append(Outcome(question, answer, judge(question.label, answer), elapsed))
        if number % 200 == 0:
            say(number, len(questions))
    return found


def shares(outcomes: list[Outcome]) -> dict[str, float]:
    """Share of each outcome among the questions that could have it."""
    counts = Counter(entry.outcome for entry in outcomes)
    refuse = sum(entry.question.label.startswith(REFUSE) for entry in outcomes)
    answer = len(outcomes) - refuse
    of = {"rightly refused": refuse, "wrongly asserted": refuse, "asked back": len(outcomes)}
    return {name: counts[name] / max(of.get(name, answer), 1) for name in OUTCOMES}


def groups(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """All outcomes, by file, by language, and by topic or reason."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    found["all"] = outcomes
    for entry in sorted(outcomes, key=lambda entry: entry.question.file):
        found[f"file {entry.question.file}"].append(entry)
    for entry in sorted(outcomes, key=lambda entry: entry.question.language):
        found[f"language {entry.question.language}"].append(entry)
    for entry in outcomes:
        label = entry.question.label
        found[label if label.startswith(REFUSE) else f"topic {label.split('-')[0]}"].append(entry)
    return found
