"""Conversations as a whole: create and read. (Deleting needs the conversation's lock: see Session.)"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from . import statements
from .database import Database

if TYPE_CHECKING:
    from ..turns.turn import Element


@dataclass(frozen=True)
class Past:
    """One stored turn: what the user wrote (redacted) and what was answered, at a time in UTC."""

    number: int
    user_text: str
    reply: "list[Element]"
    at: datetime
    rating: str | None


@dataclass(frozen=True)
class Entry:
    """What a person wrote, as event `number`, when the conversation had `turns` turns."""

    number: int
    turns: int
    name: str
    text: str
    at: datetime
    sources: list[dict[str, Any]]
    """Of an answer of the machine that the person approved; else empty."""


@dataclass(frozen=True)
class Transcript:
    """A stored conversation: all its turns and what people wrote, each oldest first."""

    state: str
    language: str | None
    position: int | None
    agent: str | None
    """The name of the person who talks, in the state human."""
    last_event: int
    turns: list[Past]
    entries: list[Entry]


class Transcripts:
    """Reads and creates conversations; every method raises StoreDown when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, channel: str, key: str, language: str | None) -> None:
        """Stores a new, empty conversation; one that is there stays as it is."""
        self._database.run(statements.CREATE, {"channel": channel, "key": key, "language": language})

    def read(self, key: str) -> Transcript | None:
        """The conversation of that key, None if there is none."""
        rows = self._database.run(statements.TRANSCRIPT, {"key": key}).fetchall()
        if not rows:
            return None
        conversation, *head = rows[0][:6]
        turns = [Past(number, *row[6:]) for number, row in enumerate(rows, 1) if row[6] is not None]
        # State and last event are of one moment; what came later is left to who follows the events from there.
        entries = self._database.run(statements.ENTRIES, {"id": conversation, "last_event": head[4]}).fetchall()
        return Transcript(*head, turns, [Entry(number, turns_before, data["name"], data["text"], at, data.get("sources") or [])
                                         for number, turns_before, data, at in entries])
