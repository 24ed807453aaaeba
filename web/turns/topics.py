"""Which topic an item belongs to, for rules about topics: as published, else as in the files."""

import threading
from collections.abc import Callable

import psycopg

_PUBLISHED = "SELECT body->>'topic' FROM publication WHERE item = %s ORDER BY version DESC LIMIT 1"


def load_topics() -> dict[str, str]:
    """The topics of the files' items, by id; about two seconds, hence not at import."""
    from knowledge import content
    return {item.id: item.topic for item in content.load().items.values()}


class Topics:
    """Reads the files when it is first asked. Thread-safe."""

    def __init__(self, load: Callable[[], dict[str, str]] = load_topics) -> None:
        self._load, self._lock = load, threading.Lock()
        self._files: dict[str, str] | None = None

    def of(self, connection: psycopg.Connection, item: str) -> str | None:
        """The item's topic, None if there is no such item."""
        published = connection.execute(_PUBLISHED, (item,)).fetchone()
        if published and published[0]:
            return published[0]
        with self._lock:
            if self._files is None:
                self._files = self._load()
        return self._files.get(item)
