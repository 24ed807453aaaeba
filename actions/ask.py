"""Questions: whatever is not clearly a dialogue act."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions._knowledge import knowledge
from actions._turn import Turn
from knowledge import Answer
from knowledge.entities import Entity


class ActionAsk(Turn):
    """Answers, asks back or refuses; the knowledge base decides, also on what follows up."""

    def name(self) -> str:
        return "action_ask"

    def answer(self, text: str, **about: Any) -> Answer:
        return knowledge().ask(text, **about)

    def about(self, tracker: Tracker) -> dict[str, Any]:
        """Also the entities that Rasa has found already."""
        text = tracker.latest_message.get("text") or ""
        return {**super().about(tracker), "entities": _entities(text, tracker.latest_message.get("entities") or [])}


def _entities(text: str, found: list[dict[str, Any]]) -> list[Entity]:
    """The knowledge base's form of Rasa's entities."""
    return [
        Entity(entity["entity"], entity["value"], entity["start"], entity["end"], text[entity["start"] : entity["end"]])
        for entity in found
    ]
