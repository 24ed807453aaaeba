"""Reads the log of what staff changed, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .database import Database

PAGE = 100
# One row more than a page: so it is known whether there is another one.
_PAGE = f"""
SELECT id, at, actor, action, subject, detail FROM audit
WHERE id < %(before)s AND (%(actor)s::text IS NULL OR actor = %(actor)s)
    AND (%(action)s::text IS NULL OR action = %(action)s)
ORDER BY id DESC LIMIT {PAGE + 1}
"""
_NEWEST = 2**63 - 1


@dataclass(frozen=True)
class Deed:
    """Who did what to whom or what, and when."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]


class AuditLog:
    """Raises StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, actor: str | None, action: str | None, before: int | None) -> tuple[list[Deed], int | None]:
        """The newest PAGE deeds before the one of that number, and the number to go on with, if there are older ones."""
        values = {"actor": actor, "action": action, "before": before or _NEWEST}
        deeds = [Deed(*row) for row in self._database.run(_PAGE, values).fetchall()]
        return deeds[:PAGE], deeds[PAGE - 1].id if len(deeds) > PAGE else None
