"""The visitor's side: ask for a person, wait, and go back to the machine."""

from dataclasses import dataclass

import psycopg

from ..errors import NoConversation
from ..store import Database, queue
from . import episodes, moves
from .tracker import Tracker

# Who follows an offer asks for its reason; who asks without one, by request.
_WHY = """
SELECT CASE WHEN status = 'handoff' OR NOT reply @> '[{"custom": {"offer_person": true}}]' THEN 'request'
            WHEN reason = 'personal_case' THEN 'personal_case' ELSE 'failures' END
FROM turn WHERE conversation_id = %s ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: its state, its place in the queue if it waits, its last event's number."""

    state: str
    position: int | None
    last_event: int


class Reception:
    """Raises NoConversation for an unknown conversation, StoreDown while the database is away."""

    def __init__(self, database: Database, tracker: Tracker | None = None) -> None:
        self._database, self._tracker = database, tracker

    def ask(self, key: str, open_now: bool) -> Standing:
        """Puts the conversation at the end of the queue if people are there; who waits or talks already goes on."""
        with self._database.transaction() as connection:
            row = self._locked(connection, key)
            if row.state == "waiting" and episodes.asked(connection, row.id):
                queue.tell(connection, row.id)
            elif open_now and row.state not in ("waiting", "human"):
                moves.wait(connection, row, _why(connection, row.id))
            found = standing(connection, key)
        self._tell(key)
        return found

    def leave(self, key: str) -> Standing:
        """Takes the conversation out of the queue, or away from the person, back to the machine."""
        with self._database.transaction() as connection:
            row = self._locked(connection, key)
            if row.state != "bot":
                moves.release(connection, row, "bot", moves.VISITOR, "left")
            found = standing(connection, key)
        self._tell(key)
        return found

    def _locked(self, connection: psycopg.Connection, key: str) -> moves.Row:
        queue.lock(connection)
        row = moves.by_key(connection, key)
        if row is None:
            raise NoConversation()
        return row

    def _tell(self, key: str) -> None:
        if self._tracker:
            self._tracker.follow(key)


def standing(connection: psycopg.Connection, key: str) -> Standing:
    """Where the conversation stands within the caller's transaction."""
    row = moves.by_key(connection, key)
    return Standing(row.state, row.position, row.last_event)


def _why(connection: psycopg.Connection, conversation: int) -> str:
    row = connection.execute(_WHY, (conversation,)).fetchone()
    return row[0] if row else "request"
