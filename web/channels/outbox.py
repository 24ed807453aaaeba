"""What is to be sent, in Postgres: once, in order within a chat, also after a crash. Times come from the caller's clock."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
from psycopg.types.json import Jsonb

from ..store.database import Database
from .channel import Payload, Route
from .inbox import GIVEN_UP, KEPT, LEASE

_PUT = """
INSERT INTO outgoing (chat_id, channel, origin, payload, created_at, due_at)
VALUES (%(chat)s, %(channel)s, %(origin)s, %(payload)s, %(now)s, %(now)s) ON CONFLICT (chat_id, origin) DO NOTHING
"""
# A message waits for the earlier ones of its chat; new ones come before those that failed already.
_CLAIM = """
WITH next AS (
    SELECT o.number FROM outgoing o
    WHERE o.channel = %(channel)s AND o.done_at IS NULL AND o.failed_at IS NULL AND o.due_at <= %(now)s
        AND (%(chat)s::bigint IS NULL OR o.chat_id = %(chat)s)
        AND NOT EXISTS (SELECT FROM channel_state s WHERE s.channel = o.channel AND s.paused_until > %(now)s)
        AND NOT EXISTS (SELECT FROM outgoing e WHERE e.chat_id = o.chat_id AND e.number < o.number
                        AND e.done_at IS NULL AND e.failed_at IS NULL)
    ORDER BY o.attempts, o.number LIMIT 1 FOR UPDATE OF o SKIP LOCKED
)
UPDATE outgoing o SET attempts = o.attempts + 1, due_at = %(until)s FROM next, chat h
WHERE o.number = next.number AND h.id = o.chat_id
RETURNING o.number, o.id, o.payload, o.attempts, o.created_at, h.id, h.address, h.route
"""
# What has arrived is kept without its words.
_FINISH = """
WITH better AS (UPDATE channel_state SET failures = 0, paused_until = NULL, error = NULL
                WHERE channel = %(channel)s AND (failures > 0 OR error IS NOT NULL))
UPDATE outgoing SET done_at = %(now)s, error = NULL, payload = '{}' WHERE number = %(number)s
"""
_PUT_OFF = """
UPDATE outgoing SET error = %(error)s, due_at = %(due)s, failed_at = CASE WHEN %(failed)s THEN %(now)s END
WHERE number = %(number)s AND done_at IS NULL
"""
_BLOCK = """
WITH gone AS (UPDATE chat SET blocked_at = %(now)s WHERE id = %(chat)s)
UPDATE outgoing SET failed_at = %(now)s, error = 'blocked' WHERE chat_id = %(chat)s AND done_at IS NULL AND failed_at IS NULL
"""
_PAUSE = """
INSERT INTO channel_state (channel, failures, paused_until, error, error_at)
VALUES (%(channel)s, 1, %(until)s, %(error)s, %(now)s)
ON CONFLICT (channel) DO UPDATE SET failures = channel_state.failures + 1, error = EXCLUDED.error, error_at = EXCLUDED.error_at,
    paused_until = greatest(channel_state.paused_until, EXCLUDED.paused_until)
"""
_FAILURES = "SELECT failures FROM channel_state WHERE channel = %(channel)s"
_TIDY = (
    "DELETE FROM outgoing WHERE coalesce(done_at, failed_at) < %(before)s",
    "DELETE FROM incoming WHERE coalesce(done_at, failed_at) < %(before)s",
)


@dataclass(frozen=True)
class Letter:
    """A claimed message; `attempts` counts this one, `id` is the same each time it is tried."""

    number: int
    id: uuid.UUID
    payload: Payload
    attempts: int
    created_at: datetime
    chat: int
    address: str
    route: Route


def put(connection: psycopg.Connection, channel: str, chat: int, origin: str, payloads: Iterable[Payload], now: datetime) -> None:
    """Notes what is to be sent, within the caller's transaction; a second time under the same `origin` does nothing."""
    for place, payload in enumerate(payloads):
        values = {"chat": chat, "channel": channel, "origin": f"{origin}:{place}", "payload": Jsonb(payload), "now": now}
        connection.execute(_PUT, values)


def claim(database: Database, channel: str, now: datetime, chat: int | None = None) -> Letter | None:
    """The next message of the channel, or of one chat of it; for LEASE nobody else gets it."""
    row = database.run(_CLAIM, {"channel": channel, "chat": chat, "now": now, "until": now + LEASE}).fetchone()
    return Letter(*row) if row else None


def finish(database: Database, channel: str, letter: Letter, now: datetime) -> None:
    """It was accepted by the provider, so the channel works."""
    database.run(_FINISH, {"channel": channel, "number": letter.number, "now": now})


def put_off(database: Database, letter: Letter, now: datetime, seconds: float, error: str) -> None:
    """It was not accepted: due again after `seconds`, and given up a day after it was written."""
    failed = now - letter.created_at > GIVEN_UP
    due = now + timedelta(seconds=seconds)
    database.run(_PUT_OFF, {"number": letter.number, "now": now, "due": due, "error": error, "failed": failed})


def give_up(database: Database, letter: Letter, now: datetime, error: str) -> None:
    """It will never be accepted."""
    database.run(_PUT_OFF, {"number": letter.number, "now": now, "due": now, "error": error, "failed": True})


def block(database: Database, letter: Letter, now: datetime) -> None:
    """The chat's person does not want to hear from us: nothing that waits for them is sent."""
    database.run(_BLOCK, {"chat": letter.chat, "now": now})


def failures(database: Database, channel: str) -> int:
    """How often in a row the provider failed."""
    row = database.run(_FAILURES, {"channel": channel}).fetchone()
    return row[0] if row else 0


def pause(database: Database, channel: str, now: datetime, seconds: float, error: str) -> None:
    """Sends nothing on the channel for `seconds`, and says why in the console."""
    database.run(_PAUSE, {"channel": channel, "now": now, "until": now + timedelta(seconds=seconds), "error": error})


def tidy(database: Database, now: datetime) -> None:
    """Removes what ended longer than KEPT ago."""
    for statement in _TIDY:
        database.run(statement, {"before": now - KEPT})
