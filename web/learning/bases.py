"""What an item says before somebody changes it: as it is published, or as the files have it."""

from collections.abc import Callable
from typing import Any

from knowledge.content import Content
from knowledge.published import REFUSE

from ..errors import ApiError
from .bodies import REASONS, Body, merged, of_item
from .draft import Draft
from .publications import Publications


class NoItem(ApiError):
    """There is no such item: 404."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such item.")


class Bases:
    """`files` gives the content of the files. Raises NoItem, StoreDown."""

    def __init__(self, files: Callable[[], Content], publications: Publications) -> None:
        self._files, self._publications = files, publications

    @property
    def files(self) -> Content:
        """The content as the files have it."""
        return self._files()

    def of(self, name: str) -> Body:
        """The body of an item, or of `refuse:` and a reason, as it is public now; with its day of review.

        Of an item that was withdrawn and is not in the files, what it said last."""
        latest = self._publications.latest(name)
        body = latest.body if latest and latest.body else self.of_files(name) or (latest and self._publications.last_body(name))
        if body is None:
            raise NoItem()
        day = latest.review_on if latest else None
        return body | ({"review_on": day.isoformat()} if day else {})

    def of_files(self, name: str) -> Body | None:
        """The body of an item as the files have it; None: they do not have it."""
        if name.startswith(REFUSE):
            return {"questions": {}} if name.removeprefix(REFUSE) in REASONS else None
        item = self.files.items.get(name)
        return of_item(item) if item else None

    def origin(self, name: str) -> dict[str, Any]:
        """What a new draft that changes the item stands on."""
        return {"base": self.of(name), "base_version": self._publications.versions(name)[1]}

    def moved(self, draft: Draft) -> tuple[Body, dict[str, Any]]:
        """The draft's body with what was published since it was begun, and what it stands on then."""
        origin = self.origin(draft.item or "")
        return merged(draft.origin.get("base") or {}, origin["base"], draft.body), origin
