"""What visitors leave besides messages: ratings of answers, and messages with a way to reply."""

from ..webhooks.outbox import enqueue
from .database import Database
from .queue import CHANNEL

_RATE = """
WITH rated AS (
    INSERT INTO rating (turn_id, value, comment)
    SELECT t.id, %(value)s, %(comment)s FROM turn t JOIN conversation c ON c.id = t.conversation_id
    WHERE c.key = %(key)s ORDER BY t.id OFFSET %(turn)s - 1 LIMIT 1
    ON CONFLICT (turn_id) DO UPDATE SET value = EXCLUDED.value, comment = EXCLUDED.comment, created_at = now()
    RETURNING turn_id
)
SELECT t.conversation_id, t.item FROM rated JOIN turn t ON t.id = rated.turn_id
"""
_CALLBACK = f"""
WITH kept AS (
    INSERT INTO callback (conversation_id, message, reply_to)
    SELECT id, %(message)s, %(reply_to)s FROM conversation WHERE key = %(key)s
    ON CONFLICT (conversation_id, message, reply_to) DO UPDATE SET reply_to = EXCLUDED.reply_to
    RETURNING conversation_id
)
SELECT pg_notify('{CHANNEL}', conversation_id::text) FROM kept
"""


class Feedback:
    """Writes both; each method says whether there was something to write to, and raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rate(self, key: str, turn: int, value: str, comment: str | None) -> bool:
        """Rates the turn of that number, counted from 1; a rating before is replaced."""
        values = {"key": key, "turn": turn, "value": value, "comment": comment}
        with self._database.transaction() as connection:
            rated = connection.execute(_RATE, values).fetchone()
            if rated:
                conversation, item = rated
                enqueue(connection, "rated", conversation, {"turn": turn, "value": value, "item": item})
        return rated is not None

    def leave_message(self, key: str, message: str, reply_to: str) -> bool:
        """Keeps a message for people; the same one again is kept once."""
        values = {"key": key, "message": message, "reply_to": reply_to}
        return self._database.run(_CALLBACK, values).rowcount > 0
