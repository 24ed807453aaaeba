"""Words of present danger. A model may miss a cry for help; 112 said once too often harms nobody."""

from __future__ import annotations

from knowledge import wording
from knowledge.normalise import fold


def is_present(text: str, language: str = "de") -> bool:
    """Whether `text` speaks of danger to the asker or to somebody close."""
    folded = fold(text)
    return all(wording.pattern("danger", name, language).search(folded) for name in ("words", "close"))
