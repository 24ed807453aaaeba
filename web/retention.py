"""Deletes what nobody may keep any longer: old conversations with all that hangs on them, old log entries, ended logins."""

import logging
import threading
from dataclasses import dataclass
from datetime import date

import psycopg

from .store import Account, Database, locks, statements
from .store.staff import SWEEP, audit

_log = logging.getLogger("web.retention")
BATCH = 500
AUDIT_DAYS = 730
PERIODS = (30, 90, 180, 365)
"""Days that the preview compares."""

# Whoever waits for a person or has one is not forgotten over it.
_OLD = "state IN ('bot', 'closed') AND updated_at < now() - make_interval(days => %(days)s)"
_FIND = f"SELECT key FROM conversation WHERE {_OLD} ORDER BY updated_at LIMIT {BATCH}"
# Nobody is answering these at the moment: a turn holds the lock of its conversation.
_FREE = """
SELECT key FROM unnest(%(keys)s::text[], %(numbers)s::bigint[]) AS c (key, number) WHERE pg_try_advisory_xact_lock(number)
"""
_DELETE = f"DELETE FROM conversation WHERE key = ANY (%(keys)s) AND {_OLD} RETURNING key"
_DELETE_TRACKERS = "DELETE FROM rasa_tracker WHERE sender_id = ANY (%(keys)s)"
# Rasa keeps some that the web tier never stored, because its database was away.
_DELETE_ORPHANS = f"""
DELETE FROM rasa_tracker WHERE sender_id IN (
    SELECT sender_id FROM rasa_tracker t WHERE updated_at < now() - make_interval(days => %(days)s)
        AND NOT EXISTS (SELECT FROM conversation c WHERE c.key = t.sender_id) LIMIT {BATCH})
"""
_DELETE_AUDIT = f"DELETE FROM audit WHERE at < now() - interval '{AUDIT_DAYS} days'"
_PREVIEW = f"""
SELECT days, count(c.id) FROM unnest(%(periods)s::integer[]) AS period (days)
LEFT JOIN conversation c ON {_OLD.replace('%(days)s', 'days')} GROUP BY days
"""
_MONTHS = """
SELECT date_trunc('month', updated_at AT TIME ZONE 'UTC')::date AS month, count(*),
    count(*) FILTER (WHERE state IN ('waiting', 'human'))
FROM conversation GROUP BY month ORDER BY month
"""


@dataclass(frozen=True)
class Month:
    """Conversations whose last message is of that month (its first day); `kept` wait for a person or have one."""

    month: date
    conversations: int
    kept: int


class Retention:
    """`days` without a message and a conversation may go, 0: never; `idle` and `longest` as in `Staff`. Raises StoreDown."""

    def __init__(self, database: Database, days: int, idle: float, longest: float) -> None:
        self._database, self.days = database, days
        self._logins = {"idle": idle, "longest": longest}

    def preview(self) -> dict[int, int]:
        """How many conversations would go today if the setting were so many days: for PERIODS and the setting itself."""
        periods = sorted({*PERIODS, *([self.days] if self.days else [])})
        return dict(sorted(self._database.run(_PREVIEW, {"periods": periods}).fetchall()))

    def months(self) -> list[Month]:
        """All conversations by the month of their last message, oldest first."""
        return [Month(*row) for row in self._database.run(_MONTHS, {}).fetchall()]

    def clean(self, actor: Account | str) -> int:
        """Deletes, in portions, what is due; the audit log counts each. Returns the number of conversations."""
        deleted = portion = self._portion(actor)
        while portion == BATCH:
            portion = self._portion(actor)
            deleted += portion
        return deleted

    def _portion(self, actor: Account | str) -> int:
        with self._database.transaction() as connection:
            if not locks.try_hold(connection, locks.Lock.RETENTION):
                return 0
            connection.execute(statements.WAIT_FOR_DISK)
            counts = self._conversations(connection) if self.days else {}
            connection.execute(SWEEP, self._logins)
            counts["audit"] = connection.execute(_DELETE_AUDIT).rowcount
            if any(counts.values()):
                audit(connection, actor, "data.cleaned", days=self.days, **counts)
        return counts.get("conversations", 0)

    def _conversations(self, connection: psycopg.Connection) -> dict[str, int]:
        values = {"days": self.days}
        keys = _keys(connection.execute(_FIND, values))
        free = _keys(connection.execute(_FREE, {"keys": keys, "numbers": [statements.lock_number(key) for key in keys]}))
        gone = _keys(connection.execute(_DELETE, values | {"keys": free}))
        trackers = 0
        if connection.execute(statements.HAS_TRACKER).fetchone()[0]:
            trackers = connection.execute(_DELETE_TRACKERS, {"keys": gone}).rowcount
            trackers += connection.execute(_DELETE_ORPHANS, values).rowcount
        return {"conversations": len(gone), "trackers": trackers}


class Keeper:
    """Cleans every hour in a thread of its own; whatever goes wrong, the thread goes on."""

    def __init__(self, retention: Retention, first: float = 60, every: float = 3600) -> None:
        self._retention, self._first, self._every = retention, first, every
        self._closed = threading.Event()

    def start(self) -> None:
        """Begins `first` seconds from now."""
        threading.Thread(target=self._run, name="retention", daemon=True).start()

    def close(self) -> None:
        """Ends the thread; what it has begun, it finishes."""
        self._closed.set()

    def _run(self) -> None:
        pause = self._first
        while not self._closed.wait(pause):
            pause = self._every
            try:
                deleted = self._retention.clean("retention")
            except Exception as error:  # a database that is away, or worse: the next hour is another chance
                _log.warning("retention failed", extra={"error": type(error).__name__})
            else:
                _log.info("retention", extra={"deleted": deleted})


def _keys(found: psycopg.Cursor) -> list[str]:
    return [key for key, in found.fetchall()]
