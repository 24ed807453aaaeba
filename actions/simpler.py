"""The last answer in plain language."""

from __future__ import annotations

from actions._turn import Act


class ActionSimpler(Act):
    """Says the last answer in short, plain sentences."""

    act = "simpler"
