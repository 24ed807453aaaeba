"""The steps between states that visitors and people share; each runs in a transaction of the caller's.

The caller holds the queue's lock. A conversation that leaves the machine is marked as paused in Rasa before Rasa is
told, so that whoever comes back to the machine never meets a silent Rasa (see `tracker`).
"""

from dataclasses import dataclass

import psycopg

from ..store import events, queue
from ..webhooks import enqueue
from . import episodes

_LOCKED = """
SELECT c.id, c.key, c.state, c.agent, c.account_id, c.position, c.last_event, c.channel, c.language
FROM conversation c WHERE c.{} = %s FOR UPDATE
"""
_WAIT = """
UPDATE conversation SET state = 'waiting', agent = NULL, account_id = NULL, position = NULL, failures = 0,
    tracker_paused = true, updated_at = now(), waiting_since = coalesce(%(since)s, clock_timestamp()),
    for_account = %(for_account)s, for_team = %(for_team)s
WHERE id = %(id)s
"""
_TAKE = """
UPDATE conversation SET state = 'human', agent = %(agent)s, account_id = %(account)s, position = NULL,
    updated_at = now(), waiting_since = NULL, for_account = NULL, for_team = NULL
WHERE id = %(id)s
"""
_RELEASE = """
UPDATE conversation SET state = %(state)s, agent = NULL, account_id = NULL, position = NULL,
    updated_at = now(), waiting_since = NULL, for_account = NULL, for_team = NULL
WHERE id = %(id)s
"""
VISITOR = "visitor"


@dataclass(frozen=True)
class Row:
    """A conversation's row, locked until the transaction ends. `agent` is the display name of its account."""

    id: int
    key: str
    state: str
    agent: str | None
    account: int | None
    position: int | None
    last_event: int
    channel: str
    language: str | None


def by_key(connection: psycopg.Connection, key: str) -> Row | None:
    """Locks the conversation that a visitor names."""
    return _row(connection.execute(_LOCKED.format("key"), (key,)))


def by_id(connection: psycopg.Connection, number: int) -> Row | None:
    """Locks the conversation that a person names."""
    return _row(connection.execute(_LOCKED.format("id"), (number,)))


def wait(connection: psycopg.Connection, row: Row, reason: str) -> None:
    """From the machine to the end of the queue; the visitor is told together with the place."""
    _queue(connection, row, None, None, None)
    episodes.begin(connection, row.id, reason)
    queue.tell_positions(connection, VISITOR)
    enqueue(connection, "handoff", row.id, {"reason": reason, "language": row.language, "channel": row.channel})


def forward(connection: psycopg.Connection, row: Row, account: int | None, team: int | None) -> None:
    """Back into the queue, at the place of the first waiting time, meant for a colleague or a team."""
    _queue(connection, row, episodes.waiting_at(connection, row.id), account, team)
    queue.tell_positions(connection, row.agent or VISITOR)


def take(connection: psycopg.Connection, row: Row, account: int, name: str) -> None:
    """To a person: out of the queue, or away from a colleague."""
    events.append(connection, row.id, "joined", name, {"name": name})
    connection.execute(_TAKE, {"id": row.id, "agent": name, "account": account})
    episodes.taken(connection, row.id, account)
    _say(connection, row, "human", name)


def release(connection: psycopg.Connection, row: Row, state: str, actor: str, outcome: str) -> None:
    """Back to the machine (`bot`), or `closed`."""
    connection.execute(_RELEASE, {"id": row.id, "state": state})
    episodes.end(connection, row.id, outcome)
    _say(connection, row, state, actor)


def _queue(connection: psycopg.Connection, row: Row, since: object, account: int | None, team: int | None) -> None:
    connection.execute(_WAIT, {"id": row.id, "since": since, "for_account": account, "for_team": team})


def _say(connection: psycopg.Connection, row: Row, state: str, actor: str) -> None:
    events.append(connection, row.id, "state", actor, {"state": state, "position": None})
    if row.state == "waiting":
        queue.tell_positions(connection)


def _row(found: psycopg.Cursor) -> Row | None:
    row = found.fetchone()
    return Row(*row) if row else None
