"""What is stored of one conversation, for the person who asks what is known of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from . import statements
from .database import Database

# How each table finds the rows of the conversation %(id)s, and their order.
_BY_CONVERSATION, _BY_TURN = "conversation_id = %(id)s", "turn_id IN (SELECT id FROM turn WHERE conversation_id = %(id)s)"
_BY_CHAT = "chat_id IN (SELECT id FROM chat WHERE conversation_id = %(id)s)"
_TABLES = {
    "turn": (_BY_CONVERSATION, "id"), "event": (_BY_CONVERSATION, "number"), "callback": (_BY_CONVERSATION, "id"),
    "handover": (_BY_CONVERSATION, "id"), "note": (_BY_CONVERSATION, "id"), "proposal": (_BY_CONVERSATION, "id"),
    "delivery": (_BY_CONVERSATION, "number"), "rating": (_BY_TURN, "turn_id"), "correction": (_BY_TURN, "turn_id"),
    "learnt": (_BY_TURN, "turn_id"), "chat": (_BY_CONVERSATION, "id"), "incoming": (_BY_CHAT, "number"),
    "outgoing": (_BY_CHAT, "number"),
}
PARTS = (*_TABLES, "tracker")
"""What hangs on a conversation; vectors of its questions are left out, they say nothing that the questions do not."""
_WHICH = {"number": "id = %(name)s", "key": "key = %(name)s"}
_FIND = "SELECT id, key, channel, state, language, created_at, updated_at FROM conversation WHERE {}"
_COUNT = "SELECT {} FROM (SELECT) AS one".format(", ".join(
    f"(SELECT count(*) FROM {table} WHERE {which})" for table, (which, _) in _TABLES.items()))
_ROWS = "SELECT to_jsonb(r) FROM {} r WHERE {} ORDER BY {}"
_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_CONVERSATION = "SELECT to_jsonb(c) - 'key' FROM conversation c WHERE id = %(id)s"
_TRACKER = "SELECT to_jsonb(t) - 'sender_id' FROM rasa_tracker t WHERE sender_id = %(key)s"
# An app whose chats have threads names them by the person, a blank and the thread.
_BY_PERSON = """
SELECT conversation_id FROM chat WHERE channel = %(channel)s AND starts_with(lower(address), lower(%(person)s) || ' ')
ORDER BY id DESC LIMIT 100
"""
_CHANNELS = "SELECT DISTINCT channel FROM conversation ORDER BY 1"


@dataclass(frozen=True)
class Record:
    """A stored conversation and how many rows of PARTS it has; nothing of what was said."""

    id: int
    key: str
    channel: str
    state: str
    language: str | None
    created_at: datetime
    updated_at: datetime
    counts: dict[str, int]


class Records:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_number(self, number: int) -> Record | None:
        """The conversation of that number."""
        return self._one("number", number)

    def by_key(self, key: str) -> Record | None:
        """The conversation of that key, see `turns.conversation_key`."""
        return self._one("key", key)

    def by_person(self, channel: str, person: str) -> list[int]:
        """Numbers of the conversations that a person has in several threads of an app, such as mails; newest first, 100 at most."""
        found = self._database.run(_BY_PERSON, {"channel": channel, "person": person})
        return [number for number, in found.fetchall()]

    def channels(self) -> list[str]:
        """The channels that there are conversations of."""
        return [channel for channel, in self._database.run(_CHANNELS, {}).fetchall()]

    def everything(self, record: Record) -> dict[str, Any]:
        """All that is stored at this moment: {"conversation": {…}, "turn": [{…}], …, "tracker": [{…}]}, columns as in the
        database. Empty if the conversation is gone."""
        values = {"id": record.id, "key": record.key}
        with self._database.transaction() as connection:
            connection.execute(_ONE_MOMENT)
            found = connection.execute(_CONVERSATION, values).fetchone()
            if found is None:
                return {}
            whole = {"conversation": found[0]}
            for table, (which, order) in _TABLES.items():
                whole[table] = _values(connection, _ROWS.format(table, which, order), values)
            tracked = connection.execute(statements.HAS_TRACKER).fetchone()[0]
            return whole | {"tracker": _values(connection, _TRACKER, values) if tracked else []}

    def _one(self, which: str, name: int | str) -> Record | None:
        row = self._database.run(_FIND.format(_WHICH[which]), {"name": name}).fetchone()
        if row is None:
            return None
        counts = self._database.run(_COUNT, {"id": row[0]}).fetchone()
        return Record(*row, dict(zip(PARTS, (*counts, self._trackers(row[1])))))

    def _trackers(self, key: str) -> int:
        if not self._database.run(statements.HAS_TRACKER, {}).fetchone()[0]:
            return 0
        return len(self._database.run(_TRACKER, {"key": key}).fetchall())


def _values(connection: psycopg.Connection, statement: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    return [value for value, in connection.execute(statement, values).fetchall()]
