"""Events of a conversation with a person: written under the lock of its row, read by number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from . import queue
from .database import Database

_MOST = 500
_STALE_TYPING = "10 seconds"

_APPEND = """
WITH c AS (UPDATE conversation SET last_event = last_event + 1, updated_at = now() WHERE id = %(id)s
           RETURNING id, last_event)
INSERT INTO event (conversation_id, number, kind, actor, data, turns)
SELECT id, last_event, %(kind)s, %(actor)s, %(data)s, (SELECT count(*) FROM turn WHERE conversation_id = c.id) FROM c
"""
_READ = f"""
SELECT c.id, e.number, e.kind, e.data, e.created_at
FROM conversation c LEFT JOIN event e ON e.conversation_id = c.id AND e.number > %(after)s
    AND (e.kind <> 'typing' OR e.created_at > now() - interval '{_STALE_TYPING}')
WHERE c.key = %(key)s ORDER BY e.number LIMIT {_MOST}
"""


@dataclass(frozen=True)
class Event:
    """One event: its number grows by one in each conversation, in the order in which they were committed."""

    number: int
    kind: str
    data: dict[str, Any]


@dataclass(frozen=True)
class News:
    """The id of a conversation, and its events after some number (at most 500), oldest first."""

    conversation: int
    events: list[Event]


def append(connection: psycopg.Connection, conversation: int, kind: str, actor: str, data: dict[str, Any]) -> None:
    """Writes an event and wakes who follows; the caller's transaction has locked the conversation's row."""
    values = {"id": conversation, "kind": kind, "actor": actor, "data": Jsonb(data)}
    connection.execute(_APPEND, values)
    queue.tell(connection, conversation)


class EventLog:
    """Reads events; raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, key: str, after: int) -> News | None:
        """What is new since event `after`, None if there is no such conversation."""
        rows = self._database.run(_READ, {"key": key, "after": after}).fetchall()
        if not rows:
            return None
        events = [Event(number, kind, _data(kind, data, at)) for _, number, kind, data, at in rows if number]
        return News(rows[0][0], events)


def _data(kind: str, data: dict[str, Any], at: datetime) -> dict[str, Any]:
    """As the reader gets it: a message with its time, and without the name that staff's form gave it."""
    if kind != "message":
        return data
    return {name: value for name, value in data.items() if name != "message_id"} | {"at": at.isoformat()}
