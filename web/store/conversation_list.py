"""All conversations as a list: filtered, newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .database import Database

PAGE = 50

# The last turn is looked up by the index (conversation_id, id), once for each row that is passed over or shown.
_LIST = f"""
SELECT c.id, c.state, c.channel, c.language, c.agent, c.updated_at, last.status, last.reason, last.user_text,
       EXISTS (SELECT FROM handover h WHERE h.conversation_id = c.id)
FROM conversation c
LEFT JOIN LATERAL (SELECT status, reason, user_text FROM turn WHERE conversation_id = c.id ORDER BY id DESC LIMIT 1) last ON true
WHERE {{conditions}} ORDER BY c.updated_at DESC, c.id DESC LIMIT {PAGE + 1}
"""
_CONDITIONS = {
    "state": "c.state = %(state)s",
    "channel": "c.channel = %(channel)s",
    "language": "c.language = %(language)s",
    "status": "last.status = %(status)s",
    "person": "EXISTS (SELECT FROM handover h WHERE h.conversation_id = c.id) = (%(person)s = 'yes')",
    "before": "(c.updated_at, c.id) < (%(before)s, %(before_id)s)",
}
_DISTINCT = "SELECT DISTINCT channel, language FROM conversation"


@dataclass(frozen=True)
class Line:
    """A conversation in the list; status, reason and text are of its last turn."""

    id: int
    state: str
    channel: str
    language: str | None
    agent: str | None
    at: datetime
    status: str | None
    reason: str | None
    text: str | None
    had_person: bool


@dataclass(frozen=True)
class Page:
    """At most PAGE lines, and where the next page begins (None: there is none)."""

    lines: list[Line]
    next: str | None


class ConversationList:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, filters: dict[str, str], after: str | None = None) -> Page:
        """Those that match the filters (state, channel, language, status, person: yes or no), from `after` on.

        Raises ValueError if `after` is no `Page.next`.
        """
        values: dict[str, Any] = {name: value for name, value in filters.items() if name in _CONDITIONS}
        conditions = [_CONDITIONS[name] for name in values]
        if after:
            values |= _place(after)
            conditions.append(_CONDITIONS["before"])
        statement = _LIST.format(conditions=" AND ".join(conditions) or "true")
        lines = [Line(*row) for row in self._database.run(statement, values).fetchall()]
        last = lines[PAGE - 1] if len(lines) > PAGE else None
        return Page(lines[:PAGE], f"{last.at.isoformat()}_{last.id}" if last else None)

    def exists(self, number: int) -> bool:
        """Whether there is a conversation of that number."""
        return self._database.run("SELECT FROM conversation WHERE id = %(id)s", {"id": number}).fetchone() is not None

    def choices(self) -> tuple[list[str], list[str]]:
        """The channels and the languages that occur."""
        rows = self._database.run(_DISTINCT, {}).fetchall()
        return sorted({row[0] for row in rows}), sorted({row[1] for row in rows if row[1]})


def _place(after: str) -> dict[str, Any]:
    at, _, number = after.rpartition("_")
    if len(number) > 18:
        raise ValueError("no number of a conversation")
    return {"before": datetime.fromisoformat(at), "before_id": int(number)}
