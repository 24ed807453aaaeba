"""The pool of database connections, and what happens when the database is away."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from ..breaker import Breaker

_log = logging.getLogger("web.store")
_CONNECT_SECONDS = 2
_KEPT_OPEN = 4
_FURTHER = 8
"""Connections besides those that turns hold: for reading, the queue and streams, for milliseconds each."""

T = TypeVar("T")


class StoreDown(Exception):
    """The database cannot be used at the moment, or has no tables yet."""


class Database:
    """Lends connections in autocommit mode. Opening never fails: a database that is away may come later."""

    def __init__(self, url: str, turns: int, lock_timeout: float, rest: float) -> None:
        self._url = url
        self._breaker = Breaker(rest, trial=_CONNECT_SECONDS + 1)
        lock = int(lock_timeout * 1000)
        # A turn that is said to be stored is on the disk: a killed Postgres loses what only its memory held.
        options = f"-c lock_timeout={lock} -c statement_timeout={lock + 2000}"
        self._pool = ConnectionPool(
            url, min_size=_KEPT_OPEN, max_size=turns + _FURTHER, timeout=_CONNECT_SECONDS,
            # Short, because a pool that still waits for an old attempt starts no new one.
            reconnect_timeout=_CONNECT_SECONDS, open=False, name="web",
            kwargs={"autocommit": True, "connect_timeout": _CONNECT_SECONDS, "options": options,
                    "application_name": "lotse-web"})
        self._pool.open(wait=False)

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()

    def lend(self) -> psycopg.Connection:
        """A connection, to be given to `take_back`. Raises StoreDown, at once while the database rests."""
        suspect = not self._breaker.closed
        if not self._breaker.allows():
            raise StoreDown
        with self.guarded():
            if suspect:
                self._probe()
            return self._pool.getconn()

    def take_back(self, connection: psycopg.Connection) -> None:
        """Returns a connection; one that was closed is replaced."""
        self._pool.putconn(connection)

    def on_live_connection(self, work: Callable[[], T]) -> T:
        """The result of `work`, done twice if its connection had died, as in a restart of the database.

        Raises StoreDown; `work` must not have changed anything when its connection fails.
        """
        with self.guarded():
            try:
                return work()
            except psycopg.errors.QueryCanceled:
                raise
            except psycopg.OperationalError:
                self._probe()
                self._pool.check()  # replaces the other dead connections too
                return work()

    def run(self, statement: str, values: Mapping[str, Any]) -> psycopg.Cursor:
        """One statement that reads, or that may be done twice. Raises StoreDown."""
        def execute() -> psycopg.Cursor:
            with self._lent() as connection:
                return connection.execute(statement, values)
        return self.on_live_connection(execute)

    @contextmanager
    def transaction(self) -> Iterator[psycopg.Connection]:
        """Several statements, all or none of them. Raises StoreDown."""
        connection = self.on_live_connection(self._live)
        try:
            with self.guarded(), connection.transaction():
                yield connection
        finally:
            self.take_back(connection)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns database errors of the body into StoreDown, and tells the breaker how it went."""
        try:
            yield
        except (psycopg.Error, PoolTimeout) as error:
            self._breaker.failed()
            _log.warning("store failed", extra={"error": type(error).__name__})
            raise StoreDown from error
        self._breaker.succeeded()

    @contextmanager
    def _lent(self) -> Iterator[psycopg.Connection]:
        connection = self.lend()
        try:
            yield connection
        finally:
            self.take_back(connection)

    def _live(self) -> psycopg.Connection:
        """A connection that has just answered: what is done in a transaction must not be done twice."""
        connection = self.lend()
        try:
            connection.execute("SELECT 1")
        except BaseException:
            connection.close()
            self.take_back(connection)
            raise
        return connection

    def _probe(self) -> None:
        """Connects once, past the pool: that fails at once where the pool would go on hoping."""
        psycopg.connect(self._url, connect_timeout=_CONNECT_SECONDS).close()

    def ping(self) -> bool:
        """Whether the database answers and has the tables, asked over a connection of its own."""
        with psycopg.connect(self._url, connect_timeout=1, autocommit=True) as connection:
            return connection.execute("SELECT to_regclass('turn') IS NOT NULL").fetchone()[0]
