"""What staff have published: whole items, samples of new items, and questions that must be refused."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any

Body = dict[str, Any]
REFUSE = "refuse:"


@dataclass(frozen=True)
class Published:
    """The state after the publication number `version`; 0 is none.

    ``items`` are bodies by item id, or by ``refuse:`` and a reason: {"questions": {language: [text, …]}}. None stands
    for what the files have. ``review_on`` is the day, by item id, from which an item's facts are overdue for a check.
    """

    version: int = 0
    items: dict[str, Body | None] = field(default_factory=dict)
    review_on: dict[str, datetime.date] = field(default_factory=dict)

    def plus(self, name: str, body: Body | None, review_on: datetime.date | None = None) -> Published:
        """This with one item more or other, as a draft would make it; the version is one higher."""
        days = {key: day for key, day in self.review_on.items() if key != name} | ({name: review_on} if review_on else {})
        return replace(self, version=self.version + 1, items=self.items | {name: body}, review_on=days)

    def bodies(self) -> dict[str, Body]:
        """The bodies of items, by id."""
        return {name: body for name, body in self.items.items() if body and not name.startswith(REFUSE)}

    def refused(self) -> dict[str, dict[str, list[str]]]:
        """Questions to be refused: by ``refuse:`` and the reason, then by language."""
        return {name: body["questions"] for name, body in self.items.items() if body and name.startswith(REFUSE)}

    def questions(self) -> dict[str, dict[str, list[str]]]:
        """All published sample questions: by label, then by language."""
        return {name: body["questions"] for name, body in self.bodies().items()} | self.refused()
