"""Knowledge that follows what is published, without a restart: every process asks the database twice a second."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

import psycopg

from knowledge.published import Published
from knowledge.schema import ContentError

INTERVAL = 0.5  # seconds between two looks: published content must be live within two
_CONNECT = {"autocommit": True, "connect_timeout": 3, "tcp_user_timeout": 5000, "application_name": "lotse-knowledge"}
# Numbers are given when a transaction begins to write: one that ends later may have a smaller number than the largest.
_STATE = "SELECT count(*), coalesce(max(version), 0) FROM publication"
_LATEST = "SELECT DISTINCT ON (item) version, item, body, review_on FROM publication ORDER BY item, version DESC"
NOTHING = (0, 0)
_log = logging.getLogger(__name__)


def read(connection: psycopg.Connection) -> Published:
    """All that is published. Raises psycopg.Error."""
    rows = connection.execute(_LATEST).fetchall()
    return Published(
        max((row[0] for row in rows), default=0),
        {item: body for _, item, body, _ in rows},
        {item: day for _, item, _, day in rows if day},
    )


def fetch(database_url: str) -> Published:
    """All that is published. Raises ContentError, with the reason, where the database cannot be read."""
    try:
        with psycopg.connect(database_url, **_CONNECT) as connection:
            return read(connection)
    except psycopg.Error as error:
        raise ContentError(f"What is published cannot be read: {' '.join(str(error).split())}") from error


class Live:
    """The knowledge base as it is published at this moment. Thread-safe.

    While the database is away it stays as it is, and the thread that asks tries again.
    """

    def __init__(self, load: Callable[[], Any], database_url: str | None, interval: float = INTERVAL):
        """`load` returns the Knowledge of the files; without `database_url` nothing is added to it."""
        self._load, self._url, self._interval = load, database_url, interval
        self._lock, self._closed = threading.Lock(), threading.Event()
        self._loading: Future[None] | None = None
        self._base: Any = None
        self._now: Any = None
        self._state = NOTHING
        self._connection: psycopg.Connection | None = None

    def warm(self) -> Future[None]:
        """Starts loading in the background, once; a load that failed is tried again. Done: current() does not wait."""
        with self._lock:
            failed = self._loading and self._loading.done() and self._loading.exception()
            if self._loading is None or failed:
                self._loading = Future()
                threading.Thread(target=self._run, args=(self._loading,), name="published", daemon=True).start()
            return self._loading

    def current(self, timeout: float | None = None) -> Any:
        """The Knowledge that answers now. The first call waits for loading, about two seconds.

        Raises whatever loading raises, or TimeoutError after `timeout` seconds.
        """
        self.warm().result(timeout)
        return self._now

    def close(self) -> None:
        """Ends the thread that asks the database."""
        self._closed.set()

    def _run(self, loading: Future[None]) -> None:
        try:
            self._base = self._now = self._load()
            self._look()
        except BaseException as error:  # the thread ends here; whoever waits gets the error
            loading.set_exception(error)
            return
        loading.set_result(None)
        while self._url and not self._closed.wait(self._interval):
            self._look()
        self._disconnect()

    def _look(self) -> None:
        """Takes over what is published, if it is another than before."""
        if not self._url:
            return
        try:
            self._follow(self._connected())
        except psycopg.errors.UndefinedTable:
            pass  # the tables are still to be made
        except (psycopg.Error, OSError):
            self._disconnect()
        except Exception:
            # What answers now is sound; one publication that cannot be used must not take it away.
            _log.exception("What is published cannot be used; the knowledge stays at version %s", self._state[1])

    def _follow(self, connection: psycopg.Connection) -> None:
        state = connection.execute(_STATE).fetchone()
        if state is None or state == self._state:
            return
        self._state = state
        self._now = self._base if state == NOTHING else self._base.with_published(read(connection))

    def _connected(self) -> psycopg.Connection:
        if self._connection is None:
            self._connection = psycopg.connect(self._url, **_CONNECT)
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = None
