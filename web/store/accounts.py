"""The accounts of staff, as administrators manage them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg

from . import locks
from .database import Database
from .staff import Account, audit

_ALL = """
SELECT a.id, a.name, a.display, a.role, a.language, a.totp IS NOT NULL, a.must_change, a.disabled_at,
    CASE WHEN a.locked_until > now() THEN a.locked_until END,
    (SELECT count(*) FROM staff_session s WHERE s.account_id = a.id),
    coalesce((SELECT max(seen_at) FROM staff_session s WHERE s.account_id = a.id),
             (SELECT at FROM audit u WHERE u.actor = a.name AND u.action = 'login.done' ORDER BY u.id DESC LIMIT 1)),
    ARRAY(SELECT t.name FROM membership m JOIN team t ON t.id = m.team_id WHERE m.account_id = a.id ORDER BY t.name)
FROM account a ORDER BY a.disabled_at IS NOT NULL, a.display, a.id
"""
_ONE = """
SELECT id, name, display, role, language, totp IS NOT NULL, must_change FROM account WHERE name = %(name)s FOR UPDATE
"""
_ADD = """
INSERT INTO account (name, display, role, password, must_change, language)
VALUES (%(name)s, %(display)s, %(role)s, %(password)s, %(must_change)s, %(language)s) ON CONFLICT (name) DO NOTHING
"""
_OTHER_ADMINISTRATORS = """
SELECT count(*) FROM account WHERE role = 'administrator' AND disabled_at IS NULL AND id <> %(id)s
"""
_ROLE = "UPDATE account SET role = %(role)s WHERE id = %(id)s"
_DISABLE = "UPDATE account SET disabled_at = coalesce(disabled_at, now()) WHERE id = %(id)s"
_ENABLE = "UPDATE account SET disabled_at = NULL, failures = 0, locked_until = NULL WHERE id = %(id)s"
_UNLOCK = "UPDATE account SET failures = 0, locked_until = NULL WHERE id = %(id)s"
_NO_SECOND_FACTOR = "UPDATE account SET totp = NULL, totp_step = 0 WHERE id = %(id)s"
_PASSWORD = """
UPDATE account SET password = %(password)s, must_change = %(must_change)s, failures = 0, locked_until = NULL WHERE id = %(id)s
"""
_END = "DELETE FROM staff_session WHERE account_id = %(id)s"


class NoAccount(Exception):
    """There is no account of that name."""


class NameTaken(Exception):
    """There is an account of that name already."""


class LastAdministrator(Exception):
    """Without this account nobody could administer anything any more."""


@dataclass(frozen=True)
class Person:
    """An account as administrators see it; `seen` is when the person was last here, or at least logged in."""

    account: Account
    disabled: datetime | None
    locked: datetime | None
    sessions: int
    seen: datetime | None
    teams: list[str]


class Accounts:
    """Accounts are named by `name`; `actor` is who does it, for the audit log. Each method but `all` and `add` raises
    NoAccount; all raise StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Person]:
        """Everybody, who is disabled last."""
        return [Person(Account(*row[:7]), *row[7:]) for row in self._database.run(_ALL, {}).fetchall()]

    def add(self, actor: Account | str, name: str, display: str, role: str, password: str, *, must_change: bool = True,
            language: str = "de") -> None:
        """A new account; `password` is the hash. Raises NameTaken."""
        values = {"name": name, "display": display, "role": role, "password": password, "must_change": must_change,
                  "language": language}
        with self._database.transaction() as connection:
            if not connection.execute(_ADD, values).rowcount:
                raise NameTaken
            audit(connection, actor, "account.added", name, role=role)

    def change_role(self, actor: Account | str, name: str, role: str) -> None:
        """Ends the account's sessions. Raises LastAdministrator."""
        with self._change(name) as (connection, account):
            if account.role == role:
                return
            _keep_an_administrator(connection, account)
            connection.execute(_ROLE, {"id": account.id, "role": role})
            connection.execute(_END, {"id": account.id})
            audit(connection, actor, "account.role", name, before=account.role, role=role)

    def disable(self, actor: Account | str, name: str) -> None:
        """Nobody can log in any more, and whoever is loses the session. Raises LastAdministrator."""
        with self._change(name) as (connection, account):
            _keep_an_administrator(connection, account)
            connection.execute(_DISABLE, {"id": account.id})
            connection.execute(_END, {"id": account.id})
            audit(connection, actor, "account.disabled", name)

    def enable(self, actor: Account | str, name: str) -> None:
        """Opens a disabled account again."""
        self._do(_ENABLE, actor, name, "account.enabled")

    def unlock(self, actor: Account | str, name: str) -> None:
        """Forgets the failed logins."""
        self._do(_UNLOCK, actor, name, "account.unlocked")

    def end_sessions(self, actor: Account | str, name: str) -> None:
        """Everybody who is logged in as that account has to log in again."""
        self._do(_END, actor, name, "account.sessions_ended")

    def remove_second_factor(self, actor: Account | str, name: str) -> None:
        """For somebody who has lost it."""
        self._do(_NO_SECOND_FACTOR, actor, name, "account.second_factor_removed")

    def set_password(self, actor: Account | str, name: str, password: str, *, must_change: bool) -> None:
        """Another password, as its hash; ends the account's sessions and its lock."""
        with self._change(name) as (connection, account):
            connection.execute(_PASSWORD, {"id": account.id, "password": password, "must_change": must_change})
            connection.execute(_END, {"id": account.id})
            audit(connection, actor, "account.password", name)

    def set_second_factor(self, actor: Account, secret: str, step: int) -> None:
        """The actor's own second factor from now on; the code of `step` has confirmed it."""
        with self._change(actor.name) as (connection, account):
            connection.execute("UPDATE account SET totp = %s, totp_step = %s WHERE id = %s", (secret, step, account.id))
            audit(connection, actor, "account.second_factor_added", account.name)

    def set_language(self, actor: Account, language: str) -> None:
        """The language in which the actor reads the console."""
        with self._change(actor.name) as (connection, account):
            connection.execute("UPDATE account SET language = %s WHERE id = %s", (language, account.id))
            audit(connection, actor, "account.language", account.name, language=language)

    def _do(self, statement: str, actor: Account | str, name: str, action: str) -> None:
        with self._change(name) as (connection, account):
            connection.execute(statement, {"id": account.id})
            audit(connection, actor, action, name)

    @contextmanager
    def _change(self, name: str) -> Iterator[tuple[psycopg.Connection, Account]]:
        with self._database.transaction() as connection:
            # Two administrators who disable each other come one after the other.
            locks.hold(connection, locks.Lock.ACCOUNTS)
            row = connection.execute(_ONE, {"name": name}).fetchone()
            if row is None:
                raise NoAccount
            yield connection, Account(*row)


def _keep_an_administrator(connection: psycopg.Connection, account: Account) -> None:
    if account.role == "administrator" and not connection.execute(_OTHER_ADMINISTRATORS, {"id": account.id}).fetchone()[0]:
        raise LastAdministrator
