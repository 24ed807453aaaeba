"""The steps between states that visitors and people share; each runs in a transaction of the caller's."""

from dataclasses import dataclass

import psycopg

from ..store import events, queue

_LOCKED = "SELECT id, state, agent, position, last_event FROM conversation WHERE {} = %s FOR UPDATE"
_MOVE = """
UPDATE conversation SET state = %(state)s, agent = %(agent)s, position = NULL, updated_at = now(),
    waiting_since = CASE WHEN %(state)s = 'waiting' THEN clock_timestamp() END
WHERE id = %(id)s
"""


@dataclass(frozen=True)
class Row:
    """A conversation's row, locked until the transaction ends."""

    id: int
    state: str
    agent: str | None
    position: int | None
    last_event: int


def by_key(connection: psycopg.Connection, key: str) -> Row | None:
    """Locks the conversation that a visitor names."""
    return _row(connection.execute(_LOCKED.format("key"), (key,)))


def by_id(connection: psycopg.Connection, number: int) -> Row | None:
    """Locks the conversation that a person names."""
    return _row(connection.execute(_LOCKED.format("id"), (number,)))


def move(connection: psycopg.Connection, row: Row, state: str, actor: str, agent: str | None = None) -> None:
    """Changes the state and says so; the caller holds the queue's lock where somebody begins or ends to wait."""
    connection.execute(_MOVE, {"id": row.id, "state": state, "agent": agent})
    if state != "waiting":  # who waits is told so together with the place in the queue
        events.append(connection, row.id, "state", actor, {"state": state, "position": None})
    if "waiting" in (state, row.state):
        queue.tell_positions(connection)


def _row(found: psycopg.Cursor) -> Row | None:
    row = found.fetchone()
    return Row(*row) if row else None
