"""Who answers here, and about what."""

from __future__ import annotations

from actions._turn import Act


class ActionBot(Act):
    """Says that this is a machine, and whose."""

    act = "bot"


class ActionCapabilities(Act):
    """Lists what can be asked."""

    act = "capabilities"
