"""What people and the queue do in a conversation, told in its chat: who came, what was written, when it ended."""

from dataclasses import dataclass
from typing import Any

import psycopg

from ..store.database import Database
from ..store.events import Event
from ..texts import spoken, texts
from . import saying
from .channel import Route
from .saying import LEAVE, Saying

# Not while a message of the chat is being answered: its answer may tell of the same event.
_NEWS = """
SELECT h.id FROM chat h JOIN conversation c ON c.id = h.conversation_id
WHERE h.channel = %(channel)s AND c.last_event > h.told_event AND NOT EXISTS (
    SELECT FROM incoming i WHERE i.chat_id = h.id AND i.done_at IS NULL AND i.failed_at IS NULL AND i.attempts > 0)
ORDER BY c.updated_at LIMIT 100
"""
_LOCK = """
SELECT h.id, h.address, h.route, h.choices, h.told_event, h.told_state, c.id, c.language
FROM chat h JOIN conversation c ON c.id = h.conversation_id WHERE h.id = %(chat)s FOR UPDATE OF h
"""
_EVENTS = """
SELECT number, kind, data, created_at > now() - interval '10 seconds' FROM event
WHERE conversation_id = %(conversation)s AND number > %(after)s ORDER BY number LIMIT 100
"""


@dataclass(frozen=True)
class Chat:
    """A chat, locked until the transaction ends."""

    id: int
    address: str
    route: Route
    choices: dict[str, Any]
    told_event: int
    told_state: str
    conversation: int
    language: str | None


@dataclass(frozen=True)
class Notice:
    """An event and what is said of it, if anything; `typing`: a person is writing at the moment."""

    number: int
    saying: Saying | None
    typing: bool = False


def waiting(database: Database, channel: str) -> list[int]:
    """Chats in which something has happened that was not told."""
    return [row[0] for row in database.run(_NEWS, {"channel": channel}).fetchall()]


def lock(connection: psycopg.Connection, chat: int) -> Chat | None:
    """None if it was deleted."""
    row = connection.execute(_LOCK, {"chat": chat}).fetchone()
    return Chat(*row) if row else None


def read(connection: psycopg.Connection, chat: Chat, default: str) -> list[Notice]:
    """What is to be told in the chat, oldest first, 100 at most."""
    values = {"conversation": chat.conversation, "after": chat.told_event}
    language, state, found = spoken(chat.language, default), chat.told_state, []
    for number, kind, data, fresh in connection.execute(_EVENTS, values).fetchall():
        said = _said(Event(number, kind, data), state, language)
        state = said.state or state if said else _state(kind, data, state)
        found.append(Notice(number, said, kind == "typing" and fresh))
    return found


def _said(event: Event, state: str, language: str) -> Saying | None:
    words, data = texts(language)["widget"], event.data
    if event.kind == "joined":
        return Saying(words["joined"].format(name=data["name"]), language, ((words["end_person"], LEAVE),), state="human")
    if event.kind == "message":
        own = spoken(data.get("language"), language)
        return saying.with_name(Saying(data["text"], own, sources=saying.sources(data, own)), data["name"])
    if event.kind == "closed":
        return Saying(words["closed"], language, state="closed")
    if event.kind == "state":
        return _moved(data, state, language, words)
    return None


def _moved(data: dict[str, Any], before: str, language: str, words: dict[str, str]) -> Saying | None:
    """A new state is told where the person does not know it yet, and nothing else says it."""
    if data["state"] == "waiting" and before != "waiting":
        text = f"{words['waiting'].format(position=data['position'])} {words['waiting_hint']}"
        return saying.fixed(text, language, LEAVE, state="waiting")
    if data["state"] == "bot" and before == "human":
        return Saying(words["back"], language, state="bot")
    return None


def _state(kind: str, data: dict[str, Any], state: str) -> str:
    """A state that is known without words: a conversation that is closed is told by the event after it."""
    return data["state"] if kind == "state" and data["state"] != "closed" else state
