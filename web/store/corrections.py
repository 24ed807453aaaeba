"""Answers that staff have found wrong; the learning list shows them."""

from . import queue
from .database import Database
from .staff import Account, audit

MAX_COMMENT = 1000
_CORRECT = """
INSERT INTO correction (turn_id, account_id, comment)
SELECT id, %(account)s, %(comment)s FROM turn WHERE id = %(turn)s AND conversation_id = %(conversation)s
ON CONFLICT (turn_id) DO UPDATE SET account_id = EXCLUDED.account_id, comment = EXCLUDED.comment RETURNING turn_id
"""
_UNDO = """
DELETE FROM correction k USING turn t
WHERE k.turn_id = %(turn)s AND t.id = k.turn_id AND t.conversation_id = %(conversation)s RETURNING k.turn_id
"""


class Corrections:
    """Raises StoreDown. Both tell whether the conversation has such a turn, or it was corrected."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, conversation: int, turn: int, account: Account, comment: str) -> bool:
        """The answer of the turn with that id was wrong; a comment before is replaced."""
        values = {"turn": turn, "conversation": conversation, "account": account.id, "comment": comment}
        return self._write(_CORRECT, values, account, "correction.add")

    def undo(self, conversation: int, turn: int, account: Account) -> bool:
        """It was right after all."""
        return self._write(_UNDO, {"turn": turn, "conversation": conversation}, account, "correction.undo")

    def _write(self, statement: str, values: dict[str, object], account: Account, action: str) -> bool:
        with self._database.transaction() as connection:
            if connection.execute(statement, values).fetchone() is None:
                return False
            queue.tell(connection, values["conversation"])
            audit(connection, account, action, str(values["turn"]), conversation=values["conversation"])
            return True
