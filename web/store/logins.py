"""Attempts to log in: counted before they are looked at, so that many at once guess no more than one after the other."""

from dataclasses import dataclass
from typing import Any

from .database import Database
from .staff import Account

MOST_FAILURES, LOCK_MINUTES = 5, 15
_ATTEMPT = f"""
UPDATE account SET
    failures = CASE WHEN locked_until <= now() THEN 1 ELSE failures + 1 END,
    locked_until = CASE WHEN locked_until IS NULL AND failures + 1 >= {MOST_FAILURES}
        THEN now() + interval '{LOCK_MINUTES} minutes' END
WHERE %(where)s AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= now())
RETURNING id, name, display, role, language, totp IS NOT NULL, must_change, password, totp, locked_until IS NOT NULL
"""
_BY_NAME, _BY_ID = _ATTEMPT.replace("%(where)s", "name = %(name)s"), _ATTEMPT.replace("%(where)s", "id = %(id)s")
_FORGIVE = "UPDATE account SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE id = %(id)s"
_SUCCEED = "UPDATE account SET failures = 0, locked_until = NULL WHERE id = %(id)s"
_TAKE_STEP = "UPDATE account SET totp_step = %(step)s WHERE id = %(id)s AND totp_step < %(step)s"
_SET_PASSWORD = "UPDATE account SET password = %(password)s WHERE id = %(id)s"


@dataclass(frozen=True)
class Attempt:
    """An attempt that counts as a failure until it is forgiven or succeeds; `last` if it was the last one before the lock."""

    account: Account
    password: str
    totp: str | None
    last: bool


class Logins:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def attempt(self, name: str) -> Attempt | None:
        """An attempt on the account of that name; None where there is none, or it is locked or disabled."""
        return self._attempt(_BY_NAME, {"name": name})

    def attempt_again(self, account: int) -> Attempt | None:
        """The same for the second factor."""
        return self._attempt(_BY_ID, {"id": account})

    def forgive(self, account: int) -> None:
        """The password was right and the second factor comes next: the failures before it stay counted."""
        self._database.run(_FORGIVE, {"id": account})

    def succeed(self, account: int) -> None:
        """The login is complete: no failure is remembered."""
        self._database.run(_SUCCEED, {"id": account})

    def take_step(self, account: int, step: int) -> bool:
        """Uses up the code of a time step and those before it; whether it was still unused."""
        return self._database.run(_TAKE_STEP, {"id": account, "step": step}).rowcount > 0

    def rehash(self, account: int, password: str) -> None:
        """Keeps the same password under a newer hash."""
        self._database.run(_SET_PASSWORD, {"id": account, "password": password})

    def _attempt(self, statement: str, values: dict[str, Any]) -> Attempt | None:
        row = self._database.run(statement, values).fetchone()
        return Attempt(Account(*row[:7]), *row[7:]) if row else None
