"""Publications in Postgres: what is public now, what was before, and when it is to be reviewed."""

from dataclasses import dataclass
from datetime import date, datetime

import psycopg
from psycopg.types.json import Jsonb

from knowledge.live import read
from knowledge.published import Published

from ..errors import ApiError
from ..store import Account, Database, locks
from ..store.staff import audit
from .bodies import Body

# Whole bodies with all their languages stay in the database: a list of items needs little of them.
_STATES = """
SELECT DISTINCT ON (item) item, version, review_on, at, body #>> '{title,de}',
    CASE WHEN item LIKE 'refuse:%%' THEN (
        SELECT coalesce(sum(jsonb_array_length(value)), 0)::int FROM jsonb_each(coalesce(body -> 'questions', '{}'))) END
FROM publication ORDER BY item, version DESC
"""
_HISTORY = """
SELECT p.version, p.item, p.body, p.review_on, p.draft_id, coalesce(a.display, ''), p.note, p.at
FROM publication p LEFT JOIN account a ON a.id = p.account_id WHERE p.item = %(item)s ORDER BY p.version DESC LIMIT %(most)s
"""
# Days of a review change no answer: what was checked before stays checked.
_CONTENT = """
SELECT coalesce(max(version), 0), coalesce(max(version) FILTER (WHERE item = %(item)s), 0)
FROM publication WHERE draft_id IS NOT NULL
"""
_ADD = """
INSERT INTO publication (item, body, review_on, draft_id, account_id, note)
VALUES (%(item)s, %(body)s, %(review_on)s, %(draft)s, %(account)s, %(note)s) RETURNING version
"""
_REVIEW = """
INSERT INTO publication (item, body, review_on, account_id)
SELECT %(item)s, (SELECT body FROM publication WHERE item = %(item)s ORDER BY version DESC LIMIT 1), %(day)s, %(account)s
"""

# The row of `draft` stands for the step: only publications with one change answers.
_WITHDRAW = """
WITH last AS (
    SELECT body FROM publication WHERE item = %(item)s ORDER BY version DESC LIMIT 1
), step AS (
    INSERT INTO draft (item, body, origin, state, account_id)
    SELECT %(item)s, body, '{"withdrawn": true}', 'published', %(account)s FROM last WHERE body IS NOT NULL RETURNING id
)
INSERT INTO publication (item, body, draft_id, account_id) SELECT %(item)s, NULL, id, %(account)s FROM step RETURNING version
"""


@dataclass(frozen=True)
class Version:
    """One publication of an item; `body` None: as the files have it. `draft` None: only the day of review is new."""

    version: int
    item: str
    body: Body | None
    review_on: date | None
    draft: int | None
    by: str
    note: str
    at: datetime


@dataclass(frozen=True)
class New:
    """What is to be published: as Version, with the numbers of draft and account."""

    item: str
    body: Body | None
    review_on: date | None
    draft: int
    account: int
    note: str


@dataclass(frozen=True)
class State:
    """Where an item stands after its last publication; `samples` counts questions that shall be refused."""

    item: str
    version: int
    review_on: date | None
    at: datetime
    title: str | None
    samples: int | None


class NoVersion(ApiError):
    """The item has no such version: 404."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such version.")


class Publications:
    """Raises NoVersion, StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def published(self) -> Published:
        """All that is public now."""
        with self._database.transaction() as connection:
            return read(connection)

    def states(self) -> dict[str, State]:
        """Every item that was ever published, by its id."""
        return {row[0]: State(*row) for row in self._database.run(_STATES, {}).fetchall()}

    def latest(self, item: str) -> Version | None:
        """The item's last publication."""
        return next(iter(self.history(item, 1)), None)

    def last_body(self, item: str) -> Body | None:
        """What the item said when it last was public."""
        return next((version.body for version in self.history(item) if version.body), None)

    def versions(self, item: str | None) -> tuple[int, int]:
        """The newest publication that changed any answer, and the newest that changed this item; 0 is none."""
        return self._database.run(_CONTENT, {"item": item}).fetchone()

    def history(self, item: str, most: int = 100) -> list[Version]:
        """The item's publications, newest first."""
        return [Version(*row) for row in self._database.run(_HISTORY, {"item": item, "most": most}).fetchall()]

    def version(self, item: str, number: int) -> Version:
        """One of the history."""
        for version in self.history(item):
            if version.version == number:
                return version
        raise NoVersion()

    def set_review(self, item: str, day: date | None, account: Account) -> None:
        """Changes the day of the next review; the item stays as it is."""
        with self._database.transaction() as connection:
            lock(connection)
            connection.execute(_REVIEW, {"item": item, "day": day, "account": account.id})
            audit(connection, account, "item.review", item, day=day.isoformat() if day else None)

    def withdraw(self, item: str, account: Account) -> None:
        """Takes back at once what was published of the item: as the files have it, or gone. Raises NoVersion."""
        with self._database.transaction() as connection:
            lock(connection)
            if connection.execute(_WITHDRAW, {"item": item, "account": account.id}).fetchone() is None:
                raise NoVersion()
            audit(connection, account, "item.withdraw", item)


def lock(connection: psycopg.Connection) -> None:
    """Until the transaction ends, nobody else publishes: all see the publications in one order."""
    locks.hold(connection, locks.Lock.PUBLICATION)


def versions(connection: psycopg.Connection, item: str | None) -> tuple[int, int]:
    """As Publications.versions, within the caller's transaction."""
    return connection.execute(_CONTENT, {"item": item}).fetchone()


def add(connection: psycopg.Connection, new: New) -> int:
    """A new publication's version, within the caller's transaction."""
    values = vars(new) | {"body": None if new.body is None else Jsonb(new.body)}
    return connection.execute(_ADD, values).fetchone()[0]
