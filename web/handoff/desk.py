"""The side of the people who answer: see who waits, take a conversation, write, give it back or close it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg

from ..errors import Conflict, NoConversation
from ..guard import clean
from ..store import Database, events, queue
from . import moves

MAX_NAME, MAX_TEXT = 80, 4000
_QUEUE = """
SELECT id, state, position, agent, language, coalesce(waiting_since, updated_at) FROM conversation
WHERE state IN ('waiting', 'human') ORDER BY state DESC, waiting_since, id
"""
_CALLBACKS = """
SELECT conversation_id, created_at, reply_to, message FROM callback ORDER BY id
"""


@dataclass(frozen=True)
class Guest:
    """A conversation that waits for a person or has one; `since` is when it began to wait, or its last change."""

    id: int
    state: str
    position: int | None
    agent: str | None
    language: str | None
    since: datetime


@dataclass(frozen=True)
class Callback:
    """A message that a visitor left while nobody was there, and where the reply shall go."""

    conversation: int
    at: datetime
    reply_to: str
    message: str


class Desk:
    """Conversations are named by their id. Raises NoConversation, Conflict (wrong state), ValueError (wrong text),
    StoreDown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self) -> list[Guest]:
        """Who waits, the first in the queue first; then who talks to a person already."""
        return [Guest(*row) for row in self._database.run(_QUEUE, {}).fetchall()]

    def callbacks(self) -> list[Callback]:
        """The messages that visitors left, oldest first."""
        return [Callback(*row) for row in self._database.run(_CALLBACKS, {}).fetchall()]

    def key_of(self, conversation: int) -> str:
        """The key under which a conversation is read."""
        row = self._database.run("SELECT key FROM conversation WHERE id = %(id)s", {"id": conversation}).fetchone()
        if row is None:
            raise NoConversation()
        return row[0]

    def take(self, conversation: int, name: str) -> None:
        """The person `name`, as the visitor will see it, takes a waiting conversation."""
        name = _said(name.replace("\n", " "), MAX_NAME, "name")
        with self._step(conversation, "waiting") as (connection, row):
            events.append(connection, row.id, "joined", name, {"name": name})
            moves.move(connection, row, "human", name, agent=name)

    def typing(self, conversation: int) -> None:
        """The person has begun to write."""
        with self._step(conversation, "human") as (connection, row):
            events.append(connection, row.id, "typing", row.agent, {})

    def say(self, conversation: int, text: str) -> None:
        """The person writes to the visitor."""
        text = _said(text, MAX_TEXT, "text")
        with self._step(conversation, "human") as (connection, row):
            events.append(connection, row.id, "message", row.agent, {"name": row.agent, "text": text})

    def give_back(self, conversation: int) -> None:
        """The visitor talks to the machine again."""
        with self._step(conversation, "human") as (connection, row):
            moves.move(connection, row, "bot", row.agent)

    def close(self, conversation: int) -> None:
        """The person ends the conversation; if the visitor writes again, the machine answers."""
        with self._step(conversation, "human") as (connection, row):
            moves.move(connection, row, "closed", row.agent)
            events.append(connection, row.id, "closed", row.agent, {})

    @contextmanager
    def _step(self, conversation: int, state: str) -> Iterator[tuple[psycopg.Connection, moves.Row]]:
        with self._database.transaction() as connection:
            queue.lock(connection)
            row = moves.by_id(connection, conversation)
            if row is None:
                raise NoConversation()
            if row.state != state:
                raise Conflict(f"The conversation is in the state {row.state}, not {state}.")
            yield connection, row


def _said(raw: str, most: int, what: str) -> str:
    text = clean(raw)
    if not 1 <= len(text) <= most:
        raise ValueError(f"The {what} must have 1 to {most} characters.")
    return text
