"""Events as they go over the wire: server-sent events, or a list for who asks again and again."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from ..store import Event, EventLog, StoreDown
from .hub import Follower

KEEP_SECONDS = 15.0
"""After so long without an event a comment goes out, so that nothing in between takes the connection for dead."""
LIFE_SECONDS = 600.0
"""A stream ends after so long, and the client connects anew."""
LOOK_SECONDS = 1.0
_RECONNECT_MILLISECONDS = 2000

Gone = Callable[[], bool]
"""Whether the reader has gone."""


def as_list(events: list[Event]) -> list[dict[str, Any]]:
    """The events as JSON."""
    return [{"id": event.number, "event": event.kind, "data": event.data} for event in events]


def frames(log: EventLog, key: str, after: int, follower: Follower, gone: Gone) -> Iterator[bytes]:
    """The events after number `after`, as they come, in the format of server-sent events.

    Ends when the conversation is deleted, the database is away, the reader is `gone`, or after LIFE_SECONDS.
    """
    yield f"retry: {_RECONNECT_MILLISECONDS}\n\n".encode()
    end = time.monotonic() + LIFE_SECONDS
    while not follower.ended and time.monotonic() < end:
        follower.news.clear()  # before reading: what comes while we read wakes us again
        try:
            news = log.read(key, after)
        except StoreDown:
            return
        if news is None:
            return
        for event in news.events:
            after = event.number
            yield _frame(event)
        if not news.events and not (yield from _wait(follower, end, gone)):
            return


def _wait(follower: Follower, end: float, gone: Gone) -> Iterator[bytes]:
    """Waits for news, KEEP_SECONDS at most; whether anybody still reads."""
    until = min(time.monotonic() + KEEP_SECONDS, end)
    while not follower.news.wait(min(LOOK_SECONDS, max(0.0, until - time.monotonic()))):
        if gone():
            return False
        if time.monotonic() >= until:
            yield b": keep\n\n"
            return True
    return True


def _frame(event: Event) -> bytes:
    return f"id: {event.number}\nevent: {event.kind}\ndata: {json.dumps(event.data, ensure_ascii=False)}\n\n".encode()
