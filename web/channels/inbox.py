"""What came in, in Postgres: taken once, answered in order within a chat. Times come from the caller's clock, in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from ..guard import clean
from ..redaction import redact
from ..store.database import Database
from ..store.statements import DELETE_TRACKER, HAS_TRACKER
from ..turns import conversation_key
from .channel import Incoming, Route

LEASE = timedelta(seconds=60)
"""For so long a claimed message is its claimer's; then another may take it, as the claimer must have died."""
KEPT = timedelta(days=30)
"""For so long a message is known, so that it is not taken again; what is older when it comes is not taken at all. What could
not be answered or sent may be tried again from the console."""
GIVEN_UP = timedelta(days=1)
"""For so long it is tried to answer a message, or to send one; the same three spans hold for `outbox`."""

# A conversation that was deleted begins anew with the next message.
_TAKE = """
WITH talk AS (
    INSERT INTO conversation (channel, key) VALUES (%(channel)s, %(key)s)
    ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key RETURNING id
), place AS (
    INSERT INTO chat (channel, address, conversation_id, route) SELECT %(channel)s, %(address)s, id, %(route)s FROM talk
    ON CONFLICT (channel, address) DO UPDATE SET route = chat.route || EXCLUDED.route, blocked_at = NULL RETURNING id
)
INSERT INTO incoming (channel, chat_id, message_id, kind, text, language, target, sent_at, received_at, due_at)
SELECT %(channel)s, id, %(id)s, %(kind)s, %(text)s, %(language)s, %(target)s, %(sent)s, %(now)s, %(now)s FROM place
ON CONFLICT (channel, message_id) DO NOTHING
"""
_CURSOR = """
INSERT INTO channel_state (channel, cursor) VALUES (%(channel)s, %(cursor)s)
ON CONFLICT (channel) DO UPDATE SET cursor = EXCLUDED.cursor
"""
_UNTOUCHED = "channel = %(channel)s AND message_id = %(target)s AND done_at IS NULL AND attempts = 0"
_CORRECT = f"UPDATE incoming SET text = %(text)s WHERE {_UNTOUCHED}"
_DROP = f"UPDATE incoming SET text = '', done_at = %(now)s WHERE {_UNTOUCHED}"
_OPEN = "i.done_at IS NULL AND i.failed_at IS NULL"
_CLAIM = f"""
WITH next AS (
    SELECT i.number FROM incoming i
    WHERE i.channel = %(channel)s AND {_OPEN} AND i.due_at <= %(now)s AND NOT EXISTS (
        SELECT FROM incoming e WHERE e.chat_id = i.chat_id AND e.done_at IS NULL AND e.failed_at IS NULL
            AND (e.sent_at, e.number) < (i.sent_at, i.number))
    ORDER BY i.number LIMIT 1 FOR UPDATE OF i SKIP LOCKED
)
UPDATE incoming i SET attempts = i.attempts + 1, due_at = %(until)s FROM next, chat h, conversation c
WHERE i.number = next.number AND h.id = i.chat_id AND c.id = h.conversation_id
RETURNING i.number, i.kind, i.text, i.language, i.target, i.received_at, i.attempts, h.id, h.address, h.route, h.choices,
    h.told_state, c.id, c.key, c.language
"""
_FINISH = "UPDATE incoming SET done_at = %(now)s, text = '', error = NULL WHERE number = %(number)s"
_PUT_OFF = """
UPDATE incoming SET error = %(error)s, due_at = %(due)s, failed_at = CASE WHEN %(failed)s THEN %(now)s END
WHERE number = %(number)s AND done_at IS NULL
"""
_FORGET = """
UPDATE turn t SET user_text = '' FROM incoming i
WHERE i.channel = %(channel)s AND %(target)s IN (i.message_id, i.target) AND i.chat_id = %(chat)s
    AND t.conversation_id = %(conversation)s AND t.message_id = 'in-' || i.number
"""
# What was given up still has its words, and could be tried again.
_FORGET_FAILED = """
UPDATE incoming SET text = '', done_at = now(), failed_at = NULL
WHERE channel = %(channel)s AND chat_id = %(chat)s AND %(target)s IN (message_id, target) AND failed_at IS NOT NULL
"""


@dataclass(frozen=True)
class Item:
    """A claimed message with all that is known of its chat and conversation."""

    number: int
    kind: str
    text: str
    hint: str | None
    target: str
    received_at: datetime
    attempts: int
    chat: int
    address: str
    route: Route
    choices: dict[str, Any]
    told_state: str
    conversation: int
    key: str
    language: str | None

    @property
    def is_first(self) -> bool:
        """Whether nothing was said in the chat so far."""
        return not self.choices

    @property
    def message_id(self) -> str:
        """What the turn is called that answers it."""
        return f"in-{self.number}"


def take(database: Database, channel: str, messages: Iterable[Incoming], now: datetime, most: int, cursor: Any = None) -> None:
    """Stores messages, and where to go on, all or nothing. A text is kept as it is redacted, its first `most` characters
    and one. Raises StoreDown."""
    with database.transaction() as connection:
        for message in messages:
            if message.sent_at is None or message.sent_at > now - KEPT:
                _take(connection, channel, message, now, most)
        if cursor is not None:
            connection.execute(_CURSOR, {"channel": channel, "cursor": Jsonb(cursor)})


def cursor_of(database: Database, channel: str) -> Any:
    """Where a channel that listens goes on; None at first."""
    row = database.run("SELECT cursor FROM channel_state WHERE channel = %(channel)s", {"channel": channel}).fetchone()
    return row[0] if row else None


def claim(database: Database, channel: str, now: datetime) -> Item | None:
    """The channel's next message; for LEASE nobody else gets it, nor a later one of its chat."""
    row = database.run(_CLAIM, {"channel": channel, "now": now, "until": now + LEASE}).fetchone()
    return Item(*row) if row else None


def finish(connection: psycopg.Connection, item: Item, now: datetime) -> None:
    """It is answered; its words stay only in the turn."""
    connection.execute(_FINISH, {"number": item.number, "now": now})


def put_off(database: Database, item: Item, now: datetime, seconds: float, error: str) -> None:
    """It could not be answered: due again after `seconds`, and given up a day after it came."""
    failed = now - item.received_at > GIVEN_UP
    values = {"number": item.number, "now": now, "due": now + timedelta(seconds=seconds), "error": error, "failed": failed}
    database.run(_PUT_OFF, values)


def forget(connection: psycopg.Connection, channel: str, item: Item) -> None:
    """The sender deleted a message: its words go, also from what Rasa remembers."""
    values = {"channel": channel, "target": item.target, "chat": item.chat, "conversation": item.conversation}
    connection.execute(_FORGET_FAILED, values)
    found = connection.execute(_FORGET, values).rowcount
    if found and connection.execute(HAS_TRACKER).fetchone()[0]:
        connection.execute(DELETE_TRACKER, (item.key,))


def _take(connection: psycopg.Connection, channel: str, message: Incoming, now: datetime, most: int) -> None:
    text = message.text if message.kind == "choice" else redact(clean(message.text)[:most + 1])
    values = {
        "channel": channel, "key": conversation_key(channel, message.address), "address": message.address,
        "route": Jsonb(message.route), "id": message.id, "kind": message.kind, "text": text, "language": message.language,
        "target": message.target, "sent": message.sent_at or now, "now": now}
    if message.kind == "edited" and connection.execute(_CORRECT, values).rowcount:
        return
    if message.kind == "deleted":
        connection.execute(_DROP, values)
    connection.execute(_TAKE, values)
