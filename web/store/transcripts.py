"""Conversations as a whole: create and read. (Deleting needs the conversation's lock: see Session.)"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from . import statements
from .database import Database

if TYPE_CHECKING:
    from ..turns.turn import Element


@dataclass(frozen=True)
class Past:
    """One stored turn: what the user wrote (redacted) and what was answered, at a time in UTC."""

    user_text: str
    reply: "list[Element]"
    at: datetime


@dataclass(frozen=True)
class Transcript:
    """A stored conversation and all its turns, oldest first."""

    state: str
    language: str | None
    turns: list[Past]


class Transcripts:
    """Reads and creates conversations; every method raises StoreDown when the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, channel: str, key: str, language: str | None) -> None:
        """Stores a new, empty conversation."""
        self._run(statements.CREATE, (channel, key, language))

    def read(self, key: str) -> Transcript | None:
        """The conversation of that key, None if there is none."""
        rows = self._run(statements.TRANSCRIPT, (key,)).fetchall()
        if not rows:
            return None
        turns = [Past(text, reply, at) for _, _, text, reply, at in rows if at is not None]
        return Transcript(rows[0][0], rows[0][1], turns)

    def _run(self, statement: str, values: tuple):
        def execute():
            connection = self._database.lend()
            try:
                return connection.execute(statement, values)
            finally:
                self._database.take_back(connection)
        return self._database.on_live_connection(execute)
