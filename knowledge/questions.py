"""Labelled questions from data/questions: what the decision is trained, calibrated and tested on.

A label is an item's id, ``refuse:`` and a reason, or ``act:`` and a dialogue act.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import jsonschema

from knowledge import paths
from knowledge.content import Content
from knowledge.languages import detect
from knowledge.published import REFUSE
from knowledge.schema import ContentError, read_checked, read_yaml

ACT = "act:"
QUESTIONS = {"ask", "follow_up"}  # the intents that are no acts
REASONS = ("not_in_sources", "outside_topic", "opinion", "personal_case", "not_allowed", "emergency")
_LABELLED = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "string", "pattern": r"\S"}},
}
_SET = {
    "type": "object",
    "required": ["language"],
    "additionalProperties": False,
    "properties": {"language": {"type": "string"}, "items": _LABELLED, "refuse": _LABELLED},
}
_SETS = {
    "required": ["sets"],
    "additionalProperties": False,
    "properties": {"sets": {"type": "array", "items": _SET}},
}
# A file is a set, or holds several of them.
_FILE = jsonschema.Draft202012Validator(
    {"type": "object", "if": {"required": ["sets"]}, "then": _SETS, "else": _SET}
)


@dataclass(frozen=True)
class Labelled:
    """``file`` is the name, without ending, of the file that it stands in; empty where it comes from elsewhere."""

    text: str
    label: str
    language: str
    file: str = ""


def load(part: str, content: Content, folder: Path | None = None) -> list[Labelled]:
    """Questions of the part train, calibration or test. Raises ContentError, naming file and place."""
    folder = (folder or paths.QUESTIONS) / part
    found: list[Labelled] = []
    for path in sorted(folder.glob("*.yml")):
        data = read_checked(path, _FILE)
        for entry in data.get("sets", [data]):
            found += _of_set(path, entry, content)
    if not found:
        raise ContentError(f"There are no labelled questions in {folder}.")
    return found


def _of_set(path: Path, entry: dict, content: Content) -> list[Labelled]:
    unknown = [f"item '{name}'" for name in entry.get("items", {}) if name not in content.items]
    unknown += [f"reason '{name}'" for name in entry.get("refuse", {}) if name not in REASONS]
    if unknown:
        raise ContentError(f"{path.name}: unknown {', '.join(unknown)}")
    labelled = dict(entry.get("items", {}))
    labelled |= {REFUSE + reason: texts for reason, texts in entry.get("refuse", {}).items()}
    return [Labelled(text, label, entry["language"], path.stem) for label, texts in labelled.items() for text in texts]


def of_content(content: Content) -> list[Labelled]:
    """The items' own sample questions."""
    return [
        Labelled(text, item.id, language)
        for item in content.items.values()
        for language, texts in item.questions.items()
        for text in texts
    ]


def of_acts(folder: Path | None = None) -> list[Labelled]:
    """What people say besides asking, from the dialogue's training data: a thank-you is no cry for help."""
    found = []
    for path in sorted((folder or paths.ACTS).rglob("*.yml")):
        for entry in read_yaml(path)["nlu"]:
            act = entry["intent"].removeprefix("ask_")
            if act not in QUESTIONS:
                lines = [line.strip().removeprefix("- ") for line in entry["examples"].splitlines()]
                found += [Labelled(line, ACT + act, detect(line)) for line in lines if line]
    return found
