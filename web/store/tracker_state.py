"""Whether Rasa's tracker of a conversation is paused, and whether it should be; read under the conversation's lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from . import statements
from .database import Database
from .session import LockTaken

_READ = "SELECT state, tracker_paused FROM conversation WHERE key = %s"
_RESUMED = "UPDATE conversation SET tracker_paused = false WHERE key = %s AND state IN ('bot', 'closed')"


@dataclass(frozen=True)
class TrackerState:
    """As long as it is held, no turn of the conversation runs."""

    key: str
    with_people: bool
    paused: bool
    """Whether Rasa may be paused; it is not where this is false."""
    _connection: psycopg.Connection

    @classmethod
    @contextmanager
    def locked(cls, database: Database, key: str) -> Iterator["TrackerState"]:
        """The state now; of a conversation that is gone, nothing is to be done. Raises StoreDown, LockTaken."""
        number = statements.lock_number(key)
        connection = database.lend()
        try:
            with database.guarded():
                _lock(connection, number)
                state, paused = connection.execute(_READ, (key,)).fetchone() or ("bot", False)
                yield cls(key, state in ("waiting", "human"), paused, connection)
                connection.execute(statements.UNLOCK, (number,))
        except BaseException:
            connection.close()  # with a connection go its locks
            raise
        finally:
            database.take_back(connection)

    def resumed(self) -> None:
        """Rasa goes on; people who have taken the conversation just now are left alone."""
        self._connection.execute(_RESUMED, (self.key,))


def _lock(connection: psycopg.Connection, number: int) -> None:
    try:
        connection.execute(statements.LOCK, (number,))
    except psycopg.errors.LockNotAvailable:
        raise LockTaken from None
