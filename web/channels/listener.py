"""Channels that fetch their messages: one process at a time does so, and sends, as long as it holds the channel's lock."""

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any

import psycopg

from ..store.database import Database, StoreDown
from ..store.statements import lock_number
from . import inbox, outbox
from .backoff import REST, seconds_after
from .channel import Channel, Failure, Incoming

_log = logging.getLogger("web.channels")
_TRY_SECONDS = 5.0
_TRY = "SELECT pg_try_advisory_lock(%s)"


class Listener:
    """Made once a channel that listens; `holds` says whether this process is the one."""

    def __init__(self, channel: Channel, database: Database, database_url: str, most: int, clock: Callable[[], datetime],
                 wake: Callable[[], None]) -> None:
        self._channel, self._database, self._url, self._most = channel, database, database_url, most
        self._clock, self._wake = clock, wake
        self.stopped = threading.Event()
        self.holds = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"listen-{channel.name}")

    def start(self) -> None:
        """Goes on in the background until `close`."""
        self._thread.start()

    def close(self) -> None:
        """Ends; the lock goes with its connection."""
        self.stopped.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def accept(self, messages: list[Incoming] | tuple[Incoming, ...], cursor: Any = None) -> None:
        """Stores what came in, and where to go on. Raises StoreDown."""
        inbox.take(self._database, self._channel.name, messages, self._clock(), self._most, cursor)
        if messages:
            self._wake()

    def _run(self) -> None:
        while not self.stopped.is_set():
            try:
                with closing(psycopg.connect(self._url, autocommit=True, connect_timeout=2)) as connection:
                    if connection.execute(_TRY, (lock_number(f"channel-{self._channel.name}"),)).fetchone()[0]:
                        self._hold(connection)
            except psycopg.Error as error:
                _log.warning("no lock", extra={"channel": self._channel.name, "error": type(error).__name__})
            self.stopped.wait(_TRY_SECONDS)

    def _hold(self, connection: psycopg.Connection) -> None:
        self.holds.set()
        attempts = 0
        try:
            while not self.stopped.is_set():
                connection.execute("SELECT 1")  # raises once the lock is gone
                attempts = attempts + 1 if self._listen() else 0
                if attempts:
                    self.stopped.wait(seconds_after(attempts, longest=REST))
        finally:
            self.holds.clear()

    def _listen(self) -> bool:
        """Whether it failed."""
        name = self._channel.name
        try:
            self._channel.listen(self.accept, inbox.cursor_of(self._database, name), self.stopped)
            return False
        except StoreDown:
            return True
        except Failure as error:
            self._note(error.code)
        except Exception as error:  # a mistake of ours or of a library must not end the channel
            _log.exception("listening failed", exc_info=error, extra={"channel": name})
            self._note("internal")
        return True

    def _note(self, error: str) -> None:
        _log.warning("not listening", extra={"channel": self._channel.name, "error": error})
        try:
            outbox.pause(self._database, self._channel.name, self._clock(), 0.0, error)
        except StoreDown:
            return
