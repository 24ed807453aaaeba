"""Whether an answer is right, for a question of which the label is known."""

from __future__ import annotations

from knowledge.answer import Answer
from knowledge.questions import REFUSE

REFUSED = {"refused", "handoff", "emergency"}
OUTCOMES = ("right", "other item", "asked back", "falsely refused", "rightly refused", "wrongly asserted")
WRONG = {"other item", "wrongly asserted"}
OVERVIEWS = {
    "agreements": "agreement-", "documents": "doc-", "areas": "area-", "examples": "example-", "agencies": "agency-",
}  # fmt: skip


def judge(label: str, answer: Answer) -> str:
    """The outcome, one of OUTCOMES, of an answer to a question with this label."""
    if label.startswith(REFUSE):
        if answer.status in REFUSED:
            return "rightly refused"
        return "asked back" if answer.status == "clarify" else "wrongly asserted"
    if answer.status == "clarify":
        return "asked back"
    if answer.status in REFUSED:
        return "falsely refused"
    # An overview's answer may rest on its single items ('the first one'), and the other way round.
    return "right" if label == answer.item or label in answer.context.items or _same_topic(label, answer) else "other item"


def _same_topic(label: str, answer: Answer) -> bool:
    prefix = OVERVIEWS.get(label)
    return bool(prefix and (answer.item or "").startswith(prefix)) or label in answer.context.listed
