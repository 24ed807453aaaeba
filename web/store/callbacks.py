"""Messages that visitors left while nobody was there, until somebody has replied."""

from dataclasses import dataclass
from datetime import datetime

from . import queue
from .database import Database
from .staff import Account, audit

_OPEN = """
SELECT b.id, b.conversation_id, b.created_at, c.language, b.reply_to, b.message
FROM callback b JOIN conversation c ON c.id = b.conversation_id WHERE b.done_at IS NULL ORDER BY b.id LIMIT 200
"""
_DONE = "UPDATE callback SET done_at = now() WHERE id = %(id)s AND done_at IS NULL RETURNING conversation_id"
_AGAIN = "UPDATE callback SET done_at = NULL WHERE id = %(id)s AND done_at IS NOT NULL RETURNING conversation_id"


@dataclass(frozen=True)
class Callback:
    """A message, in which conversation and language it was left, and where the reply shall go."""

    id: int
    conversation: int
    at: datetime
    language: str | None
    reply_to: str
    message: str


class Callbacks:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self) -> list[Callback]:
        """Those nobody has replied to, oldest first, 200 at most."""
        return [Callback(*row) for row in self._database.run(_OPEN, {}).fetchall()]

    def done(self, number: int, account: Account) -> bool:
        """Somebody has replied; False if it was done before."""
        return self._set(_DONE, "callback.done", number, account)

    def again(self, number: int, account: Account) -> bool:
        """Takes `done` back; False if it was not done."""
        return self._set(_AGAIN, "callback.again", number, account)

    def _set(self, statement: str, action: str, number: int, account: Account) -> bool:
        with self._database.transaction() as connection:
            row = connection.execute(statement, {"id": number}).fetchone()
            if row is None:
                return False
            queue.tell(connection, row[0])
            audit(connection, account, action, str(number))
            return True
