"""One draft, as it is read from the database; and what can be wrong about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..errors import ApiError, Conflict
from .bodies import Body


@dataclass(frozen=True)
class Draft:
    """`item` is the id of what it changes, None: a new one. `origin` holds where it came from: `base` (the body it
    started from) and `base_version` (the publication that was), `confirmed` translations, and more."""

    id: int
    item: str | None
    body: Body
    origin: dict[str, Any]
    state: str
    revision: int
    report: dict[str, Any] | None
    report_revision: int | None
    editor: str | None
    created_at: datetime
    updated_at: datetime

    @property
    def checked(self) -> bool:
        """Whether the gate has seen what the draft says now."""
        return self.report is not None and self.report_revision == self.revision


@dataclass(frozen=True)
class Row:
    """A draft in a list. `changed` are the fields of the body that are new; `broken` is None where the gate has not
    seen the draft as it is; `checked_once` whether it has seen it at all."""

    id: int
    item: str | None
    title: str
    state: str
    updated_at: datetime
    editor: str | None
    languages: list[str]
    changed: list[str]
    broken: int | None
    accepted: int
    checked_once: bool


class NoDraft(ApiError):
    """There is no draft of that number: 404."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such draft.")


class Older(Conflict):
    """Somebody else has saved the draft since it was opened; `stored` is what they saved."""

    def __init__(self, stored: Draft) -> None:
        super().__init__("Somebody else has changed this draft.", code="older")
        self.stored = stored


class NotOpen(Conflict):
    """The draft was published or discarded."""

    def __init__(self) -> None:
        super().__init__("This draft is not open any more.", code="not_open")
