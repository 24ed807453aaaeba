"""Small talk: short answers that lead back to the subject."""

from __future__ import annotations

from actions._turn import Act


class ActionGreet(Act):
    """Greets and says what can be asked."""

    act = "greet"


class ActionThank(Act):
    """Takes thanks."""

    act = "thank"


class ActionLeave(Act):
    """Says goodbye."""

    act = "leave"


class ActionPraise(Act):
    """Takes praise."""

    act = "praise"


class ActionComplain(Act):
    """Takes a complaint and offers a person."""

    act = "complain"
