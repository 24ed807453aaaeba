"""Staff in Postgres: who is logged in, and the log of what they change."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from .database import Database

# That somebody was here is written at most once a minute; a session may end that much earlier.
_SESSION = """
WITH found AS (
    SELECT s.seen_at, s.csrf, s.complete, a.id, a.name, a.display, a.role, a.language, a.totp IS NOT NULL AS second,
        a.must_change
    FROM staff_session s JOIN account a ON a.id = s.account_id
    WHERE s.token_hash = %(hash)s AND a.disabled_at IS NULL
        AND s.seen_at > now() - make_interval(secs => %(idle)s) AND s.created_at > now() - make_interval(secs => %(longest)s)
        AND (s.complete OR s.created_at > now() - interval '10 minutes')
), seen AS (
    UPDATE staff_session SET seen_at = now() FROM found
    WHERE %(active)s AND token_hash = %(hash)s AND found.seen_at < now() - make_interval(secs => least(60, %(idle)s / 10))
)
SELECT csrf, complete, id, name, display, role, language, second, must_change FROM found
"""
_BEGIN = """
INSERT INTO staff_session (token_hash, account_id, csrf, complete) VALUES (%(hash)s, %(account)s, %(csrf)s, %(complete)s)
"""
_OF_ACCOUNT = """
SELECT encode(token_hash, 'hex'), created_at, seen_at, token_hash = %(hash)s FROM staff_session
WHERE account_id = %(account)s AND complete AND seen_at > now() - make_interval(secs => %(idle)s)
    AND created_at > now() - make_interval(secs => %(longest)s)
ORDER BY seen_at DESC
"""
_END_ONE = "DELETE FROM staff_session WHERE account_id = %(account)s AND encode(token_hash, 'hex') = %(name)s"
SWEEP = """
DELETE FROM staff_session WHERE seen_at < now() - make_interval(secs => %(idle)s)
    OR created_at < now() - make_interval(secs => %(longest)s)
"""
_AUDIT = """
INSERT INTO audit (account_id, actor, action, subject, detail)
VALUES (%(account)s, %(actor)s, %(action)s, %(subject)s, %(detail)s)
"""


@dataclass(frozen=True)
class Account:
    """Somebody who works here. `display` is what visitors see; `second_factor` whether there is one."""

    id: int
    name: str
    display: str
    role: str
    language: str
    second_factor: bool
    must_change: bool


@dataclass(frozen=True)
class StaffSession:
    """A login; only a `complete` one opens anything."""

    csrf: str
    complete: bool
    account: Account


@dataclass(frozen=True)
class Login:
    """One of the sessions of an account, by a name that opens nothing; `own` is the one that asks."""

    name: str
    since: datetime
    seen: datetime
    own: bool


class Staff:
    """Raises StoreDown. `idle` and `longest` are seconds after which a session ends."""

    def __init__(self, database: Database, idle: float, longest: float) -> None:
        self._database, self._limits = database, {"idle": idle, "longest": longest}

    def session(self, token: str | None, active: bool = True) -> StaffSession | None:
        """The session of that cookie, if it still holds; pages that refresh themselves are not `active`."""
        if not token:
            return None
        row = self._database.run(_SESSION, {"hash": _hash(token), "active": active} | self._limits).fetchone()
        return StaffSession(row[0], row[1], Account(*row[2:])) if row else None

    def sessions(self, account: int, token: str) -> list[Login]:
        """The sessions of an account that hold, the latest first."""
        values = {"hash": _hash(token), "account": account} | self._limits
        return [Login(*row) for row in self._database.run(_OF_ACCOUNT, values).fetchall()]

    def begin(self, account: int, complete: bool) -> str:
        """A new session's token; the database keeps only its hash. Sessions that are over are swept away."""
        token = secrets.token_urlsafe(32)
        self._database.run(SWEEP, self._limits)
        self._database.run(_BEGIN, {"hash": _hash(token), "account": account, "csrf": secrets.token_urlsafe(24),
                                    "complete": complete})
        return token

    def end(self, token: str) -> None:
        """Ends the session of that cookie."""
        self._database.run("DELETE FROM staff_session WHERE token_hash = %(hash)s", {"hash": _hash(token)})

    def end_one(self, account: int, name: str) -> bool:
        """Ends the session of that name, if it belongs to the account; whether there was one."""
        return self._database.run(_END_ONE, {"account": account, "name": name}).rowcount > 0

    def end_all(self, account: int) -> int:
        """Ends all sessions of an account; how many there were."""
        return self._database.run("DELETE FROM staff_session WHERE account_id = %(account)s", {"account": account}).rowcount

    def audit(self, actor: Account | str, action: str, subject: str = "", **detail: Any) -> None:
        """Writes down who changed what; never with the words of a citizen."""
        self._database.run(_AUDIT, _entry(actor, action, subject, detail))


def audit(connection: psycopg.Connection, actor: Account | str, action: str, subject: str = "", **detail: Any) -> None:
    """The same within the caller's transaction."""
    connection.execute(_AUDIT, _entry(actor, action, subject, detail))


def _entry(actor: Account | str, action: str, subject: str, detail: dict[str, Any]) -> dict[str, Any]:
    known = isinstance(actor, Account)
    return {"account": actor.id if known else None, "actor": actor.name if known else actor, "action": action,
            "subject": subject, "detail": Jsonb(detail)}


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
