"""Canned replies: what staff say often, by language."""

from dataclasses import dataclass

import psycopg

from ..errors import Conflict
from ..texts import LANGUAGES
from .database import Database
from .staff import Account, audit

MAX_TITLE, MAX_TEXT = 80, 4000
NAME = "{name}"
"""Stands in a text for the display name of who sends it."""

_ALL = "SELECT id, title, language, text FROM canned ORDER BY language, title"
_IN = "SELECT id, title, language, text FROM canned WHERE language = %(language)s ORDER BY title"
_ONE = "SELECT id, title, language, text FROM canned WHERE id = %(id)s"
_ADD = "INSERT INTO canned (title, language, text) VALUES (%(title)s, %(language)s, %(text)s) RETURNING id"
_CHANGE = """
UPDATE canned SET title = %(title)s, language = %(language)s, text = %(text)s, updated_at = now() WHERE id = %(id)s RETURNING id
"""
_DELETE = "DELETE FROM canned WHERE id = %(id)s RETURNING id"


@dataclass(frozen=True)
class Canned:
    """A reply ready to be sent; titles are unique within a language (ISO 639-1)."""

    id: int
    title: str
    language: str
    text: str

    def spoken_by(self, account: Account) -> str:
        """The text as this person says it."""
        return self.text.replace(NAME, account.display)


class CannedReplies:
    """Raises StoreDown, and Conflict("title_taken")."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Canned]:
        """By language, then title."""
        return [Canned(*row) for row in self._database.run(_ALL, {}).fetchall()]

    def of(self, language: str) -> list[Canned]:
        """Those of one language, by title."""
        return [Canned(*row) for row in self._database.run(_IN, {"language": language}).fetchall()]

    def one(self, number: int) -> Canned | None:
        row = self._database.run(_ONE, {"id": number}).fetchone()
        return Canned(*row) if row else None

    def add(self, account: Account, title: str, language: str, text: str) -> int:
        """Its number. Checked by `findings` before."""
        return self._write(account, "canned.add", _ADD, {"title": title, "language": language, "text": text})

    def change(self, account: Account, number: int, title: str, language: str, text: str) -> None:
        """Gives it another title, language and text."""
        values = {"id": number, "title": title, "language": language, "text": text}
        self._write(account, "canned.change", _CHANGE, values)

    def delete(self, account: Account, number: int) -> None:
        """Deletes it; what was said with it stays."""
        self._write(account, "canned.delete", _DELETE, {"id": number})

    def _write(self, account: Account, action: str, statement: str, values: dict[str, object]) -> int:
        with self._database.transaction() as connection:
            try:
                with connection.transaction():
                    row = connection.execute(statement, values).fetchone()
            except psycopg.errors.UniqueViolation:
                raise Conflict("There is a reply of that title already.", code="title_taken") from None
            if row is None:  # somebody else has deleted it
                return 0
            audit(connection, account, action, str(row[0]))
            return row[0]


def findings(title: str, language: str, text: str) -> dict[str, str]:
    """What is wrong with a reply: the field, and the name of the sentence that says it."""
    wrong = {"title": not 1 <= len(title) <= MAX_TITLE, "language": language not in LANGUAGES,
             "text": not 1 <= len(text) <= MAX_TEXT}
    return {field: f"wrong_{field}" for field, is_wrong in wrong.items() if is_wrong}
