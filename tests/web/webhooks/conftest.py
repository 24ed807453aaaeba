"""A dispatcher over the real database with a clock that can be moved, and a receiver that wants to hear everything."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.web.tables import empty
from web.store import Database
from web.webhooks import Dispatcher

from .happenings import register
from .receiver import SECRET, Receiver, receiving


class Clock:
    """The real time, moved by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def move(self, **by: float) -> None:
        self.ahead += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database: psycopg.Connection, database_url: str) -> Iterator[Database]:
    empty(database, "webhook")
    pool = Database(database_url, 2, 5, 0.01)
    yield pool
    pool.close()
    empty(database, "webhook")


@pytest.fixture
def dispatcher(store: Database, clock: Clock) -> Iterator[Dispatcher]:
    made = Dispatcher(store, clock, lambda: 1.0)
    yield made
    made.close()


@pytest.fixture
def receiver(store: Database, database: psycopg.Connection) -> Iterator[Receiver]:
    """A receiver that wants to hear everything."""
    with receiving(Receiver(SECRET)) as made:
        register(database, "ticket", made.url)
        yield made
