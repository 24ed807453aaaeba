"""The visitor's side: ask for a person, wait, and go back to the machine."""

from dataclasses import dataclass

import psycopg

from ..errors import NoConversation
from ..store import Database, queue
from . import moves

VISITOR = "visitor"


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: its state, its place in the queue if it waits, its last event's number."""

    state: str
    position: int | None
    last_event: int


class Reception:
    """Raises NoConversation for an unknown conversation, StoreDown while the database is away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, key: str, open_now: bool) -> Standing:
        """Puts the conversation at the end of the queue if people are there; who waits or talks already goes on."""
        with self._database.transaction() as connection:
            row = self._locked(connection, key)
            if open_now and row.state not in ("waiting", "human"):
                moves.move(connection, row, "waiting", VISITOR)
            return _standing(connection, key)

    def leave(self, key: str) -> Standing:
        """Takes the conversation out of the queue, or away from the person, back to the machine."""
        with self._database.transaction() as connection:
            row = self._locked(connection, key)
            if row.state != "bot":
                moves.move(connection, row, "bot", VISITOR)
            return _standing(connection, key)

    def _locked(self, connection: psycopg.Connection, key: str) -> moves.Row:
        queue.lock(connection)
        row = moves.by_key(connection, key)
        if row is None:
            raise NoConversation()
        return row


def _standing(connection: psycopg.Connection, key: str) -> Standing:
    row = moves.by_key(connection, key)
    return Standing(row.state, row.position, row.last_event)
