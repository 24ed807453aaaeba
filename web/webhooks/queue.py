"""The deliveries in Postgres: which is due, who sends it, how it ended. Times come from the caller's clock, in UTC."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..store.database import Database
from ..store.staff import audit
from .outbox import SERVICE

LEASE = timedelta(seconds=30)
"""For so long a claimed delivery is its claimer's; then another may send it, as the claimer must have died."""
KEPT = timedelta(days=30)
"""For so long one sees what was sent, and may send again what failed."""

_OPEN = "d.done_at IS NULL AND d.failed_at IS NULL AND d.due_at <= %(now)s"
_DUE = f"SELECT DISTINCT d.webhook_id FROM delivery d JOIN webhook w ON w.id = d.webhook_id WHERE w.active AND {_OPEN}"
# A delivery waits for the earlier ones of its conversation. New ones come before those that failed already, so that
# one conversation's trouble is not everybody's. The lock keeps a second claimer away until the lease can be seen.
_CLAIM = f"""
WITH next AS (
    SELECT d.id, w.url, w.secret FROM delivery d JOIN webhook w ON w.id = d.webhook_id
    WHERE w.id = %(hook)s AND w.active AND {_OPEN} AND NOT EXISTS (
        SELECT FROM delivery e WHERE e.webhook_id = d.webhook_id AND e.conversation_id = d.conversation_id
            AND e.number < d.number AND e.done_at IS NULL AND e.failed_at IS NULL)
    ORDER BY d.attempts, d.number LIMIT 1 FOR UPDATE OF d SKIP LOCKED
)
UPDATE delivery d SET attempts = d.attempts + 1, due_at = %(until)s FROM next WHERE d.id = next.id
RETURNING d.id, d.webhook_id, next.url, next.secret, d.kind, d.payload, d.attempts
"""
# What has arrived is kept without its words.
_FINISH = "UPDATE delivery SET done_at = %(now)s, error = NULL, payload = payload - 'data' WHERE id = %(id)s"
_PUT_OFF = """
UPDATE delivery SET error = %(error)s, due_at = coalesce(%(due)s, due_at), failed_at = CASE WHEN %(due)s IS NULL THEN %(now)s END
WHERE id = %(id)s AND done_at IS NULL
"""
_STOP = "UPDATE webhook SET active = false WHERE id = %(hook)s AND active RETURNING name"
_TIDY = "DELETE FROM delivery WHERE coalesce(done_at, failed_at) < %(before)s"


@dataclass(frozen=True)
class Delivery:
    """A claimed delivery with all that is needed to send it; `attempts` counts this one."""

    id: uuid.UUID
    webhook: int
    url: str
    secret: str
    kind: str
    payload: dict[str, Any]
    attempts: int


def due(database: Database, now: datetime) -> list[int]:
    """The webhooks that have something due."""
    return [row[0] for row in database.run(_DUE, {"now": now}).fetchall()]


def claim(database: Database, hook: int, now: datetime) -> Delivery | None:
    """The webhook's next delivery; for LEASE nobody else gets it."""
    row = database.run(_CLAIM, {"hook": hook, "now": now, "until": now + LEASE}).fetchone()
    return Delivery(*row) if row else None


def finish(database: Database, delivery: Delivery, now: datetime) -> None:
    """It has arrived."""
    database.run(_FINISH, {"id": delivery.id, "now": now})


def put_off(database: Database, delivery: Delivery, now: datetime, seconds: float | None, error: str | None) -> None:
    """It has not arrived: due again after `seconds`; None: it is given up."""
    due_at = None if seconds is None else now + timedelta(seconds=seconds)
    database.run(_PUT_OFF, {"id": delivery.id, "now": now, "due": due_at, "error": error})


def stop(database: Database, hook: int) -> None:
    """The webhook is sent nothing more, until somebody starts it again; the audit log says so."""
    with database.transaction() as connection:
        row = connection.execute(_STOP, {"hook": hook}).fetchone()
        if row:
            audit(connection, SERVICE, "webhook.paused", row[0], status=410)


def tidy(database: Database, now: datetime) -> None:
    """Removes what ended longer than KEPT ago."""
    database.run(_TIDY, {"before": now - KEPT})
