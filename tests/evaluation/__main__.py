"""Print the scorecard, and write it to docs/accuracy.md, its charts and var/accuracy.json.

`python -m tests.evaluation accept` writes down the figures that `make test` holds later ones against.
"""

from __future__ import annotations

import sys

from knowledge import Knowledge, questions
from knowledge.content import Content
from tests.evaluation import curve, dialogues, gate, report, systems
from tests.evaluation.faq import baseline as faq
from tests.evaluation.outcomes import Outcome, ask_all


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def compared(content: Content, lotse: list[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes by system on the German questions, the weakest first."""
    lotse = [one for one in lotse if one.question.language == faq.LANGUAGE]
    asked = [one.question for one in lotse]
    say("searching with BM25, dense vectors and both")
    found = systems.Searches(content).outcomes(
        asked, [one for one in questions.load("calibration", content) if one.language == faq.LANGUAGE]
    )
    say("asking Rasa's ResponseSelector, which is trained first if need be")
    return {
        "BM25": found["bm25"], "dense (e5)": found["dense"], "fusion": found["fused"],
        "ResponseSelector (DIET), 0.6/0.8": systems.of_faq(content, asked), "Lotse": lotse,
    }  # fmt: skip


def main() -> int:
    if sys.argv[1:] == ["accept"]:
        gate.accept(gate.measure(Knowledge.load()))
        return 0
    knowledge = Knowledge.load()
    asked = questions.load("test", knowledge.content)
    lotse = ask_all(knowledge, asked, lambda done, total: say(f"asked {done} of {total}"))
    turns = dialogues.ask_all(knowledge, dialogues.load(*dialogues.TEST))
    say("moving the threshold")
    points = curve.points(knowledge, [one for one in asked if one.language == faq.LANGUAGE])
    print(report.write(lotse, turns, compared(knowledge.content, lotse), points))
    return 0


if __name__ == "__main__":
    sys.exit(main())
