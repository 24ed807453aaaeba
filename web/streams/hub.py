"""Who follows which conversation, and one connection to Postgres that wakes them when it has news."""

import logging
import threading
from collections import defaultdict

import psycopg

from ..metrics import Metrics
from ..store.queue import CHANNEL

_log = logging.getLogger("web.streams")
_PER_CONVERSATION = 4
_LISTEN_SECONDS = 1.0
ANY = 0
"""Stands for every conversation: nobody listened for a moment."""


class TooMany(Exception):
    """As many streams are open as may be."""


class Follower:
    """One open stream. `news` is set when there is something to read, or when the stream shall end."""

    def __init__(self) -> None:
        self.news = threading.Event()
        self.ended = False
        self._changed: set[int] = set()
        self._lock = threading.Lock()

    def wake(self, conversation: int) -> None:
        with self._lock:
            self._changed.add(conversation)
        self.news.set()

    def changed(self) -> set[int]:
        """The conversations with news since the last call; ANY is among them when some may have been missed.

        Clears `news`: wait for it, ask here, and wait again.
        """
        with self._lock:
            self.news.clear()
            found, self._changed = self._changed, set()
            return found

    def end(self) -> None:
        self.ended = True
        self.news.set()


class Hub:
    """Made once a process. It listens from the first stream on; thread-safe."""

    def __init__(self, database_url: str, limit: int, rest: float, metrics: Metrics) -> None:
        self._url, self._limit, self._rest = database_url, limit, rest
        self._lock = threading.Lock()
        self._followers: defaultdict[int, list[Follower]] = defaultdict(list)
        """By conversation; those who follow all stand under ANY."""
        self._count = 0
        metrics.streams.set_function(lambda: self._count)
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def join(self, conversation: int) -> Follower:
        """Follows a conversation until `leave`. Raises TooMany.

        A page that was reloaded leaves a stream behind that nobody reads and we do not know that yet: above a
        few streams of one conversation the oldest ends.
        """
        with self._lock:
            others = self._followers.get(conversation, [])
            if len(others) >= _PER_CONVERSATION:
                others[0].end()
                self._remove(conversation, others[0])
            return self._add(conversation)

    def join_all(self) -> Follower:
        """Follows all conversations, for staff, until `leave_all`. Raises TooMany."""
        with self._lock:
            return self._add(ANY)

    def leave(self, conversation: int, follower: Follower) -> None:
        """Gives the place back; harmless when done twice."""
        with self._lock:
            if follower in self._followers.get(conversation, ()):
                self._remove(conversation, follower)

    def leave_all(self, follower: Follower) -> None:
        """Gives the place back; harmless when done twice."""
        self.leave(ANY, follower)

    def close(self) -> None:
        """Ends all streams and lets no more in."""
        self._closed.set()
        self._wake_all(end=True)

    def _add(self, conversation: int) -> Follower:
        if self._count >= self._limit or self._closed.is_set():
            raise TooMany
        follower = Follower()
        self._followers[conversation].append(follower)
        self._count += 1
        if self._thread is None:
            self._thread = threading.Thread(target=self._listen, daemon=True, name="streams")
            self._thread.start()
        return follower

    def _remove(self, conversation: int, follower: Follower) -> None:
        self._followers[conversation].remove(follower)
        self._count -= 1
        if not self._followers[conversation]:
            del self._followers[conversation]

    def _listen(self) -> None:
        while not self._closed.is_set():
            try:
                self._listen_once()
            except psycopg.Error as error:
                _log.warning("listening failed", extra={"error": type(error).__name__})
                self._closed.wait(self._rest)

    def _listen_once(self) -> None:
        with psycopg.connect(self._url, autocommit=True, connect_timeout=2, application_name="lotse-streams") as connection:
            connection.execute(f"LISTEN {CHANNEL}")
            self._wake_all()  # something may have happened while nobody listened
            while not self._closed.is_set():
                for note in connection.notifies(timeout=_LISTEN_SECONDS):
                    self._wake(int(note.payload))

    def _wake(self, conversation: int) -> None:
        with self._lock:
            for follower in (*self._followers.get(conversation, ()), *self._followers.get(ANY, ())):
                follower.wake(conversation)

    def _wake_all(self, end: bool = False) -> None:
        with self._lock:
            for follower in [one for several in self._followers.values() for one in several]:
                follower.end() if end else follower.wake(ANY)
