"""Small made-up data that several tests need."""

import copy
import json
from dataclasses import asdict
from functools import cache

import numpy as np
import yaml

from knowledge.compose import Composed
from knowledge.question import Question, understand
from knowledge.thresholds import Thresholds

PARTNERS = ["agreement-morocco", "agreement-niger", "agreement-western-balkans", "agreement-tunisia"]
DOCUMENTS = ["doc-factsheet", "doc-plan", "doc-strategy", "doc-recommendation"]
LIMITS = Thresholds({}, refusal_bias=0.0, refuse=0.5, answer=0.4, clarify=0.2, follow_ups={})
BOTH = {"de": "Ein Text.", "en": "A text."}
ITEM = {
    "id": "one",
    "section": BOTH,
    "title": BOTH,
    "facts": {"kind": "goal"},
    "text": BOTH,
    "plain": {"de": "Ein Text."},
    "questions": {"de": ["Was?", "Wie?"], "en": ["What?", "How?"]},
}
SOURCE = {"title": BOTH, "url": "https://example.org/page", "date": "2023-04-27", "as_of": "2023-04-27"}


@cache
def question(text: str, language: str = "de") -> Question:
    """`text` as it is understood; its vector is of no use."""
    return understand(text, language, np.zeros(1))


def item(**changes) -> dict:
    """A right item, with other fields."""
    return copy.deepcopy(ITEM) | changes


def document(*entries: dict, **changes) -> dict:
    """A right content file of these items, with other fields."""
    return {"topic": "toys", "source": copy.deepcopy(SOURCE), "items": list(entries) or [item()]} | changes


def write(folder, name: str, data) -> None:
    """`data` as YAML; a string is written as it is."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data if isinstance(data, str) else yaml.safe_dump(data, allow_unicode=True), "utf-8")


def ids(composed: Composed) -> list[str]:
    """What a composed text is based on."""
    return [item.id for item in composed.items]


def listed(composed: Composed) -> list[str]:
    """What a composed text lists, in its order."""
    return [item.id for item in composed.listed]


def body(name: str = "talent-pool", **changes) -> dict:
    """A right body of a new item that is to be published, with other fields."""
    return copy.deepcopy({
        "id": name,
        "topic": "talent",
        "scope": "background",
        "section": {"de": "Zusatzinformation", "en": "Additional information"},
        "title": {"de": "EU-Talentpool", "en": "EU Talent Pool"},
        "facts": {"kind": "info"},
        "text": {"de": "Der EU-Talentpool ist eine Plattform.", "en": "The EU Talent Pool is a platform."},
        "plain": {"de": "Der Talentpool ist eine Seite im Internet."},
        "questions": {
            "de": ["Was ist der EU-Talentpool?", "Wie funktioniert der EU-Talentpool?",
                   "Kann ich mich beim EU-Talentpool anmelden?",
                   "Gibt es eine europäische Plattform, die Fachkräfte aus dem Ausland an Arbeitgeber vermittelt?"],
            "en": ["What is the EU Talent Pool?", "How does the EU Talent Pool work?",
                   "Can I register for the EU Talent Pool?",
                   "Is there an EU platform that matches workers from abroad with employers?"],
        },
        "source": {"title": {"de": "Kommission", "en": "Commission"}, "url": "https://example.org/pool", "date": None,
                   "as_of": "2026-06-30"},
    }) | changes  # fmt: skip


def body_of(found, **changes) -> dict:
    """An item of the files as a body, with other fields."""
    return json.loads(json.dumps(asdict(found))) | changes
