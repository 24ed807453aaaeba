"""Dialogues of data/dialogues, turn by turn, in one conversation each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge import Context, Knowledge, paths
from knowledge.answer import Answer
from knowledge.judge import REFUSED, judge
from knowledge.schema import read_yaml

FOLDER = paths.ROOT / "data" / "dialogues"
# What an act ends in; acts about the last answer give that again.
ACT_STATUS = {"person": {"handoff"}, "source": {"answered"}, "repeat": {"answered"}}


@dataclass(frozen=True)
class Turn:
    """One turn of a dialogue: the dialogue's file and number, what was expected of it and what came back."""

    file: str
    dialogue: int
    language: str
    expected: dict
    answer: Answer

    @property
    def right(self) -> bool:
        return _fits(self.expected, self.answer, self.language)


UNREAD = "fifth"  # written last; nobody has read it or its outcomes while writing rules
TEST = ("test", "fresh", "fourth", UNREAD)


def load(*parts: str, folder: Path = FOLDER) -> list[dict]:
    """The dialogues of the files `parts`, each with its ``file``."""
    return [dialogue | {"file": part} for part in parts for dialogue in read_yaml(folder / f"{part}.yml")["dialogues"]]


def ask_all(knowledge: Knowledge, dialogues: list[dict]) -> list[Turn]:
    """Every turn; a later one hears the real answers to the earlier ones."""
    found = []
    for number, dialogue in enumerate(dialogues):
        context = Context()
        for turn in dialogue["turns"]:
            answer = _say(knowledge, turn, context)
            context = answer.context
            found.append(Turn(dialogue["file"], number, dialogue["language"], turn, answer))
    return found


def _say(knowledge: Knowledge, turn: dict, context: Context) -> Answer:
    """Acts are recognised by Rasa in the service (tests/nlu measures that); here by the knowledge base's own model."""
    return knowledge.ask(turn["say"], context)


def _fits(expected: dict, answer: Answer, language: str) -> bool:
    if any(text.lower() not in answer.text.lower() for text in expected.get("contains", [])):
        return False
    if "language" in expected and answer.language != expected["language"]:
        return False
    if "item" in expected:
        wanted = expected["item"] if isinstance(expected["item"], list) else [expected["item"]]
        return all(judge(item, answer) == "right" for item in wanted)
    if "refuse" in expected:
        return answer.status in REFUSED
    return answer.status in ACT_STATUS.get(expected["act"], {"smalltalk", "answered"})
