"""Another language for the answers."""

from __future__ import annotations

from actions._turn import Act


class ActionLanguage(Act):
    """Switches to the language that the message names."""

    act = "language"
