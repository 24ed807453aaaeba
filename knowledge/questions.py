"""Labelled questions from data/questions: what the decision is trained, calibrated and tested on.

A label is an item's id or ``refuse:`` and a reason, such as ``refuse:personal_case``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from knowledge import paths
from knowledge.content import Content
from knowledge.schema import ContentError, read_yaml

REFUSE = "refuse:"
REASONS = ("not_in_sources", "outside_topic", "opinion", "personal_case", "not_allowed", "emergency")


@dataclass(frozen=True)
class Labelled:
    text: str
    label: str
    language: str


def load(part: str, content: Content, folder: Path | None = None) -> list[Labelled]:
    """Questions of the part train, calibration or test. Raises ContentError, naming file and place."""
    folder = (folder or paths.QUESTIONS) / part
    found: list[Labelled] = []
    for path in sorted(folder.glob("*.yml")):
        data = read_yaml(path)
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
    return [Labelled(text, label, entry["language"]) for label, texts in labelled.items() for text in texts]


def of_content(content: Content) -> list[Labelled]:
    """The items' own sample questions."""
    return [
        Labelled(text, item.id, language)
        for item in content.items.values()
        for language, texts in item.questions.items()
        for text in texts
    ]
