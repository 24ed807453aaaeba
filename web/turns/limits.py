"""Limits inside one process: how many turns at once, and one message of a conversation at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import Busy


class Capacity:
    """Lets at most `limit` turns in; the next one is Busy at once."""

    def __init__(self, limit: int) -> None:
        self._free = threading.BoundedSemaphore(limit)

    @contextmanager
    def claim(self) -> Iterator[None]:
        """Holds one place. Raises Busy if there is none."""
        if not self._free.acquire(blocking=False):
            raise Busy()
        try:
            yield
        finally:
            self._free.release()


class Queues:
    """One lock a conversation. At most `waiting` threads queue for it, each at most `timeout` seconds."""

    def __init__(self, waiting: int, timeout: float) -> None:
        self._waiting, self._timeout = waiting, timeout
        self._registry = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, list[int]]] = {}

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """Holds the conversation's lock. Raises Busy if too many wait, or for too long."""
        lock = self._enter(key)
        try:
            if not lock.acquire(timeout=self._timeout):
                raise Busy("The message before this one is still being answered.")
            try:
                yield
            finally:
                lock.release()
        finally:
            self._leave(key)

    def _enter(self, key: str) -> threading.Lock:
        with self._registry:
            lock, users = self._locks.setdefault(key, (threading.Lock(), [0]))
            if users[0] > self._waiting:  # one of the users is being served, the others wait
                raise Busy("Too many messages of this conversation are waiting.")
            users[0] += 1
            return lock

    def _leave(self, key: str) -> None:
        with self._registry:
            users = self._locks[key][1]
            users[0] -= 1
            if not users[0]:
                del self._locks[key]
