"""Teams of staff, to which a conversation can be forwarded."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg

from .database import Database
from .staff import Account, audit

_ALL = """
SELECT t.id, t.name, ARRAY(SELECT m.account_id FROM membership m WHERE m.team_id = t.id ORDER BY m.account_id)
FROM team t ORDER BY t.name, t.id
"""
_ADD = "INSERT INTO team (name) VALUES (%s) ON CONFLICT (name) DO NOTHING"
_RENAME = """
UPDATE team SET name = %(name)s WHERE id = %(id)s AND NOT EXISTS (SELECT FROM team WHERE name = %(name)s AND id <> %(id)s)
"""
_JOIN = "INSERT INTO membership (team_id, account_id) SELECT %s, id FROM account WHERE id = ANY(%s)"


class NoTeam(Exception):
    """There is no team of that number."""


class TeamNameTaken(Exception):
    """Another team has that name."""


@dataclass(frozen=True)
class Team:
    """A team and the accounts in it."""

    id: int
    name: str
    members: list[int]


class Teams:
    """`actor` is who does it, for the audit log. Raises NoTeam, TeamNameTaken, StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Team]:
        """By name."""
        return [Team(*row) for row in self._database.run(_ALL, {}).fetchall()]

    def add(self, actor: Account, name: str) -> None:
        """A new team without members."""
        with self._database.transaction() as connection:
            if not connection.execute(_ADD, (name,)).rowcount:
                raise TeamNameTaken
            audit(connection, actor, "team.added", name)

    def change(self, actor: Account, team: int, name: str, members: Iterable[int]) -> None:
        """Another name, and exactly these members; numbers of no account are left out."""
        with self._database.transaction() as connection:
            before = _lock(connection, team)
            if not connection.execute(_RENAME, {"id": team, "name": name}).rowcount:
                raise TeamNameTaken
            connection.execute("DELETE FROM membership WHERE team_id = %s", (team,))
            connection.execute(_JOIN, (team, sorted(set(members))))
            audit(connection, actor, "team.changed", name, before=before)

    def remove(self, actor: Account, team: int) -> None:
        """What was forwarded to the team waits for everybody again."""
        with self._database.transaction() as connection:
            name = _lock(connection, team)
            connection.execute("DELETE FROM team WHERE id = %s", (team,))
            audit(connection, actor, "team.removed", name)


def _lock(connection: psycopg.Connection, team: int) -> str:
    row = connection.execute("SELECT name FROM team WHERE id = %s FOR UPDATE", (team,)).fetchone()
    if row is None:
        raise NoTeam
    return row[0]
