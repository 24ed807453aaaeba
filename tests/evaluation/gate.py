"""The figures that no change may make worse, and those of this very state."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from knowledge import Knowledge, questions
from tests.evaluation import dialogues, report
from tests.evaluation.dialogues import Turn
from tests.evaluation.outcomes import Outcome, ask_all, shares

ACCEPTED = Path(__file__).with_name("accepted.json")
BIG = ("de", "en")  # languages with enough questions for figures of their own
TOLERANCE = 0.01  # of a share: one question of a hundred


@dataclass(frozen=True)
class Measured:
    outcomes: list[Outcome]
    turns: list[Turn]

    def figures(self) -> dict[str, float]:
        """Shares by name; 'wrong …' are better the smaller, all others the larger."""
        found = {"turns right": report.dialogue_shares(self.turns)[0]}
        for name, entries in self._parts().items():
            share = shares(entries)
            found |= {f"right {name}": share["right"], f"refused {name}": share["rightly refused"],
                      f"wrong item {name}": share["other item"], f"wrong assertion {name}": share["wrongly asserted"]}  # fmt: skip
        return {name: round(value, 4) for name, value in found.items()}

    def _parts(self) -> dict[str, list[Outcome]]:
        found = {language: [one for one in self.outcomes if one.question.language == language] for language in BIG}
        return found | {"others": [one for one in self.outcomes if one.question.language not in BIG]}


def measure(knowledge: Knowledge) -> Measured:
    asked = questions.load("test", knowledge.content)
    return Measured(ask_all(knowledge, asked, lambda done, total: None), dialogues.ask_all(knowledge, dialogues.load(*dialogues.TEST)))


def accept(measured: Measured) -> None:
    ACCEPTED.write_text(json.dumps(measured.figures(), indent=1) + "\n", "utf-8")


def worse(now: dict[str, float], accepted: dict[str, float]) -> list[str]:
    """What has become worse, with both figures."""
    found = []
    for name, before in accepted.items():
        loss = now[name] - before if name.startswith("wrong") else before - now[name]
        if loss > TOLERANCE:
            found.append(f"{name}: {now[name]:.1%}, accepted {before:.1%}")
    return found
