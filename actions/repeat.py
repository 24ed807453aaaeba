"""The last answer again."""

from __future__ import annotations

from actions._turn import Act


class ActionRepeat(Act):
    """Says the last answer once more."""

    act = "repeat"
