"""Labelled follow-ups from data/followups: what short messages mean after a given answer.

A message such as 'Wer macht da mit?' or 'Pro Jahr?' is read twice, alone and behind the title of the last answer's item
(docs/decisions/0022-read-with-the-topic.md). These follow-ups teach the second reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import jsonschema

from knowledge import paths
from knowledge.acts import NAMES
from knowledge.content import Content, Item, pick
from knowledge.published import REFUSE
from knowledge.questions import ACT, REASONS, Labelled
from knowledge.schema import ContentError, read_checked

SWITCHES = 2000  # about as many changes of topic to learn from
_TEXT = {"type": "string", "pattern": r"\S"}
_FOLLOW_UP = {
    "type": "object",
    "required": ["language", "after", "say"],
    "additionalProperties": False,
    "properties": {"language": _TEXT, "after": _TEXT, "say": _TEXT, "item": _TEXT,
                   "refuse": {"enum": list(REASONS)}, "act": {"enum": sorted(NAMES)}},
    "oneOf": [{"required": [name]} for name in ("item", "refuse", "act")],
}  # fmt: skip
_FILE = jsonschema.Draft202012Validator(
    {
        "type": "object",
        "required": ["followups"],
        "additionalProperties": False,
        "properties": {"followups": {"type": "array", "minItems": 1, "items": _FOLLOW_UP}},
    }
)


@dataclass(frozen=True)
class FollowUp:
    """What is said after the item `after` has been given; ``label`` is one of knowledge.questions."""

    after: str
    text: str
    label: str
    language: str


def load(part: str, content: Content, folder: Path | None = None) -> list[FollowUp]:
    """Follow-ups of the part train or calibration. Raises ContentError, naming file and place."""
    found: list[FollowUp] = []
    for path in sorted(((folder or paths.FOLLOW_UPS) / part).glob("*.yml")):
        found += [_of_entry(path, entry, content) for entry in read_checked(path, _FILE)["followups"]]
    if not found:
        raise ContentError(f"There are no follow-ups in {(folder or paths.FOLLOW_UPS) / part}.")
    return found


def _of_entry(path: Path, entry: dict, content: Content) -> FollowUp:
    unknown = [entry[key] for key in ("after", "item") if key in entry and entry[key] not in content.items]
    if unknown:
        raise ContentError(f"{path.name}: unknown item '{unknown[0]}' at '{entry['say']}'")
    refused, act = entry.get("refuse"), entry.get("act")
    label = REFUSE + refused if refused else ACT + act if act else entry["item"]
    return FollowUp(entry["after"], entry["say"], label, entry["language"])


def behind_title(item: Item, text: str, language: str) -> str:
    """`text` as it is read where `item` has just been given."""
    return f"{pick(item.title, language)}: {text}"


def labelled(content: Content, alone: list[Labelled]) -> list[Labelled]:
    """The follow-ups of the part train as they are read, and of the questions that stand `alone` some behind any title.

    The latter teach that what names its own topic is about that, whatever was said before.
    """
    learnt = [(one.after, one) for one in load("train", content)]
    learnt += list(zip(cycle(content.items), alone[:: max(1, len(alone) // SWITCHES)]))
    return [Labelled(behind_title(content.items[after], one.text, one.language), one.label, one.language) for after, one in learnt]
