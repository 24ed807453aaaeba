"""What one turn needs of the database, in two round trips: lock and look up, then write and unlock."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import psycopg
from psycopg.types.json import Jsonb

from . import queue, statements
from .database import Database

if TYPE_CHECKING:
    from ..turns.turn import Element, Turn


T = TypeVar("T")


class LockTaken(Exception):
    """Another process has been answering this conversation's last message for too long."""


@dataclass(frozen=True)
class Conversation:
    """A stored conversation, and the reply to a message that was sent before (None: it is new)."""

    id: int
    state: str
    language: str | None
    tracker_paused: bool
    """Whether Rasa may still be paused from when people had the conversation."""
    failures: int
    """How many turns in a row the machine could not answer."""
    told_to_wait: bool
    """Whether a message was taken for a person already since the visitor began to wait."""
    earlier_reply: "list[Element] | None"
    earlier_number: int


@dataclass(frozen=True)
class Saved:
    """A turn that is written, in a transaction that still goes on: its id, and its conversation's."""

    turn: int
    conversation: int


Step = Callable[[psycopg.Connection, Saved], None]
"""What else is done in the transaction that writes a turn; it may change the turn's reply."""


class Session:
    """Holds the lock of one conversation, across all web processes, until `save` or `close`."""

    def __init__(self, database: Database, connection: psycopg.Connection, turn: "Turn") -> None:
        self._database, self._connection, self._turn = database, connection, turn
        self._number, self._locked = statements.lock_number(turn.key), False
        self._statement = statements.SAVE_KNOWN if turn.known_only else statements.SAVE_ANY
        self.conversation: Conversation | None = None
        self.approval: list[str | None] = []
        """Topics whose answers need approval on the turn's channel; None stands for any topic."""

    @classmethod
    def open(cls, database: Database, turn: "Turn") -> "Session":
        """Locks the turn's conversation and looks it up. Raises StoreDown or LockTaken."""
        return database.on_live_connection(lambda: cls._begun(database, turn))

    def save(self) -> bool:
        """Writes the turn and unlocks; False if the conversation was deleted. Raises StoreDown."""
        with self._database.guarded():
            with self._connection.pipeline() as pipeline:
                written = self._connection.execute(self._statement, statements.values(self._turn))
                pipeline.sync()  # commits, so that the next holder of the lock sees the turn
                self._connection.execute(statements.UNLOCK, (self._number,))
            self._locked = False
        row = written.fetchone()
        self._turn.number = row[0] if row else None
        return row is not None

    def save_with(self, step: Step) -> bool:
        """The same, and `step` in the same transaction, which holds the queue's lock. Raises StoreDown."""
        return self._in_transaction(self._statement, step, queued=True)

    def keep(self, step: Step) -> bool:
        """Writes a message for people, and does `step`; False if no people have the conversation any more."""
        return self._in_transaction(statements.SAVE_FOR_PEOPLE, step, queued=False)

    def asks(self, question: Callable[[psycopg.Connection], T]) -> T:
        """What else the turn wants to know of the database. Raises StoreDown."""
        with self._database.guarded():
            return question(self._connection)

    def look_again(self) -> None:
        """Looks the conversation up once more. Raises StoreDown."""
        with self._database.guarded():
            self._read(self._look_up())

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
                self._connection.execute(statements.UNLOCK, (self._number,))
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
                self._connection.execute(statements.LOCK, (self._number,))
                # A statement of its own: it has to see what was committed while the lock was waited for.
                found = self._look_up()
        except psycopg.errors.LockNotAvailable:
            raise LockTaken from None
        self._locked = True
        self._read(found)

    def _look_up(self) -> psycopg.Cursor:
        turn = self._turn
        return self._connection.execute(
            statements.LOOK_UP, {"key": turn.key, "channel": turn.channel, "message_id": turn.message_id})

    def _read(self, found: psycopg.Cursor) -> None:
        self.approval, number, *rest = found.fetchone()
        self.conversation = Conversation(number, *rest) if number is not None else None

    def _in_transaction(self, statement: str, step: Step, queued: bool) -> bool:
        turn, connection = self._turn, self._connection
        with self._database.guarded(), connection.transaction():
            if queued:
                queue.lock(connection)
            row = connection.execute(statement, statements.values(turn)).fetchone()
            if row:
                step(connection, Saved(row[1], row[2]))
                connection.execute(statements.REPLY, (Jsonb(turn.reply), row[1]))
        turn.number = row[0] if row else None
        return row is not None
