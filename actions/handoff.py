"""A person instead of the machine."""

from __future__ import annotations

from actions._turn import Act


class ActionPerson(Act):
    """Hands the conversation over to the helpdesk."""

    act = "person"
