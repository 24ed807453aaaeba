"""Where the last answer comes from."""

from __future__ import annotations

from actions._turn import Act


class ActionSource(Act):
    """Names source, address and date of the last answer."""

    act = "source"
