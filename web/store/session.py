"""What one turn needs of the database, in two round trips: lock and look up, then write and unlock."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

from . import queue, statements
from .database import Database

if TYPE_CHECKING:
    from ..turns.turn import Element, Turn


class LockTaken(Exception):
    """Another process has been answering this conversation's last message for too long."""


@dataclass(frozen=True)
class Conversation:
    """A stored conversation, and the reply to a message that was sent before (None: it is new)."""

    id: int
    state: str
    language: str | None
    told_to_wait: bool
    """Whether a message was taken for a person already since the visitor began to wait."""
    earlier_reply: "list[Element] | None"
    earlier_number: int


class Session:
    """Holds the lock of one conversation, across all web processes, until `save` or `close`."""

    def __init__(self, database: Database, connection: psycopg.Connection, turn: "Turn") -> None:
        self._database, self._connection, self._turn = database, connection, turn
        self._locked = False
        self.conversation: Conversation | None = None

    @classmethod
    def open(cls, database: Database, turn: "Turn") -> "Session":
        """Locks the turn's conversation and looks it up. Raises StoreDown or LockTaken."""
        return database.on_live_connection(lambda: cls._begun(database, turn))

    def save(self) -> bool:
        """Writes the turn and unlocks; False if the conversation was deleted. Raises StoreDown."""
        statement = statements.SAVE_KNOWN if self._turn.known_only else statements.SAVE_ANY
        with self._database.guarded():
            with self._connection.pipeline() as pipeline:
                written = self._connection.execute(statement, statements.values(self._turn))
                pipeline.sync()  # commits, so that the next holder of the lock sees the turn
                self._connection.execute(statements.UNLOCK, (self._turn.lock_number,))
            self._locked = False
        row = written.fetchone()
        self._turn.number = row[0] if row else None
        return row is not None

    def delete(self) -> None:
        """Deletes the conversation with all that hangs on it, and what Rasa's tracker keeps of it. Raises StoreDown."""
        with self._database.guarded(), self._connection.transaction():
            self._connection.execute(statements.WAIT_FOR_DISK)
            queue.lock(self._connection)
            for conversation, state in self._connection.execute(statements.DELETE, (self._turn.key,)):
                queue.tell(self._connection, conversation)
                if state == "waiting":
                    queue.tell_positions(self._connection)
            if self._connection.execute(statements.HAS_TRACKER).fetchone()[0]:
                self._connection.execute(statements.DELETE_TRACKER, (self._turn.key,))

    def close(self) -> None:
        """Unlocks, if still locked, and gives the connection back. Never raises."""
        try:
            if self._locked and not self._connection.closed:
                self._connection.execute(statements.UNLOCK, (self._turn.lock_number,))
        except psycopg.Error:
            self._connection.close()  # with a connection go its locks
        self._database.take_back(self._connection)

    @classmethod
    def _begun(cls, database: Database, turn: "Turn") -> "Session":
        session = cls(database, database.lend(), turn)
        try:
            session._begin()
        except BaseException:
            session._connection.close()
            session.close()
            raise
        return session

    def _begin(self) -> None:
        try:
            with self._connection.pipeline():
                self._connection.execute(statements.LOCK, (self._turn.lock_number,))
                # A statement of its own: it has to see what was committed while the lock was waited for.
                found = self._connection.execute(
                    statements.LOOK_UP, {"key": self._turn.key, "message_id": self._turn.message_id})
        except psycopg.errors.LockNotAvailable:
            raise LockTaken from None
        self._locked = True
        row = found.fetchone()
        self.conversation = Conversation(*row) if row else None
