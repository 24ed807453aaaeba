"""The queue of those who wait for a person, and how news of a conversation get around."""

import psycopg

from . import locks

CHANNEL = "lotse_event"
"""What Postgres' LISTEN and NOTIFY call it; the payload is the conversation's id."""

_TELL_POSITIONS = f"""
WITH place AS (
    SELECT id, position AS told, row_number() OVER (ORDER BY waiting_since, id) AS now
    FROM conversation WHERE state = 'waiting'
), moved AS (
    UPDATE conversation c SET position = place.now, last_event = c.last_event + 1
    FROM place WHERE c.id = place.id AND place.told IS DISTINCT FROM place.now
    RETURNING c.id, c.last_event, c.position, place.told
), news AS (
    INSERT INTO event (conversation_id, number, kind, actor, data, turns)
    SELECT id, last_event, 'state', CASE WHEN told IS NULL THEN %(actor)s ELSE 'queue' END,
           jsonb_build_object('state', 'waiting', 'position', position),
           (SELECT count(*) FROM turn WHERE conversation_id = moved.id)
    FROM moved RETURNING conversation_id
)
SELECT pg_notify('{CHANNEL}', conversation_id::text) FROM news
"""


def lock(connection: psycopg.Connection) -> None:
    """Until the transaction ends, nobody else changes the queue.

    Whoever changes it holds this lock before any conversation's row, so that nobody waits in a circle and all see the
    same order.
    """
    locks.hold(connection, locks.Lock.QUEUE)


def tell_positions(connection: psycopg.Connection, actor: str = "visitor") -> None:
    """Gives everybody whose place in the queue is new to them an event that says it; `actor` made somebody wait."""
    connection.execute(_TELL_POSITIONS, {"actor": actor})


def tell(connection: psycopg.Connection, conversation: int) -> None:
    """Wakes all who follow the conversation, once the transaction is committed."""
    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(conversation)))
