"""Once more what was given up, because somebody at the console says so."""

from typing import Any

import psycopg

from ..store.database import Database
from ..store.staff import Account, audit
from .overview import Way

# Its day of attempts begins anew, and whoever blocked us is asked once more.
_OUT = """
WITH again AS (
    UPDATE outgoing SET failed_at = NULL, error = NULL, attempts = 0, due_at = now(), created_at = now()
    WHERE channel = %(channel)s AND failed_at IS NOT NULL AND (%(number)s::bigint IS NULL OR number = %(number)s)
    RETURNING chat_id
), open AS (UPDATE chat SET blocked_at = NULL WHERE id IN (SELECT chat_id FROM again))
SELECT count(*) FROM again
"""
_IN = """
WITH again AS (
    UPDATE incoming SET failed_at = NULL, error = NULL, attempts = 0, due_at = now(), received_at = now()
    WHERE channel = %(channel)s AND failed_at IS NOT NULL AND (%(number)s::bigint IS NULL OR number = %(number)s)
    RETURNING number
)
SELECT count(*) FROM again
"""


def one(database: Database, actor: Account, channel: str, way: Way, number: int) -> bool:
    """Answers or sends a message that was given up once more; whether there was one. Raises StoreDown."""
    with database.transaction() as connection:
        found = _count(connection, _IN if way == "in" else _OUT, channel, number)
        if found:
            audit(connection, actor, "channel.sent_again", f"{channel} {way} {number}")
    return found > 0


def every(database: Database, actor: Account, channel: str) -> int:
    """The same with all of a channel; how many there were."""
    with database.transaction() as connection:
        found = _count(connection, _IN, channel, None) + _count(connection, _OUT, channel, None)
        if found:
            audit(connection, actor, "channel.sent_again", channel, messages=found)
    return found


def _count(connection: psycopg.Connection, statement: str, channel: str, number: int | None) -> int:
    values: dict[str, Any] = {"channel": channel, "number": number}
    return connection.execute(statement, values).fetchone()[0]
