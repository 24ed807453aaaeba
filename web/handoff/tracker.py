"""What the steps between machine and people need of Rasa."""

from typing import Protocol


class Tracker(Protocol):
    """`web.turns.Tracker`, or nothing in a process that has no Rasa: the next turn makes up for it."""

    def follow(self, key: str) -> object:
        """Brings Rasa's tracker of a conversation in line with its state, soon; never raises, never waits."""
