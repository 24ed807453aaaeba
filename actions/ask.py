"""Questions: whatever is not clearly a dialogue act."""

from __future__ import annotations

from typing import Any

from actions._knowledge import knowledge
from actions._turn import Turn
from knowledge import Answer


class ActionAsk(Turn):
    """Answers, asks back or refuses; the knowledge base decides, also on what follows up."""

    def name(self) -> str:
        return "action_ask"

    def answer(self, text: str, **about: Any) -> Answer:
        return knowledge().ask(text, **about)
