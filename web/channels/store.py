"""What is written in one transaction: an answer with its letters, news with theirs."""

from datetime import datetime
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from . import inbox, outbox, saying
from .channel import Channel
from .inbox import Item
from .notices import Chat, Notice
from .saying import Saying

_ANSWERED = """
UPDATE chat SET choices = %(choices)s, told_event = greatest(told_event, %(event)s), told_state = coalesce(%(state)s, told_state),
    blocked_at = CASE WHEN %(stopped)s THEN %(now)s END
WHERE id = %(chat)s
"""
_TOLD = "UPDATE chat SET choices = %(choices)s, told_event = %(event)s, told_state = %(state)s WHERE id = %(chat)s"


def answered(connection: psycopg.Connection, channel: Channel, item: Item, said: Saying | None, now: datetime) -> int:
    """The message is done; what is said to it waits to be sent, in so many letters."""
    inbox.finish(connection, item, now)
    name, choices, payloads = str(item.number), item.choices, []
    if said and said.text:
        payloads = channel.render(saying.message(said, name))
        outbox.put(connection, channel.name, item.chat, f"in:{name}", payloads, now)
        choices = saying.remembered(choices, said, name)
    connection.execute(_ANSWERED, {
        "chat": item.chat, "choices": Jsonb(choices), "event": said.last_event if said else 0, "state": said.state if said else None,
        "stopped": item.kind == "stopped", "now": now})
    return len(payloads)


def told(connection: psycopg.Connection, channel: Channel, chat: Chat, news: list[Notice], now: datetime) -> None:
    """The news wait to be sent."""
    choices, state = chat.choices, chat.told_state
    for notice in news:
        if notice.saying:
            # Below zero, so that no message that came in has the same name.
            name = str(-notice.number)
            payloads = channel.render(saying.message(notice.saying, name))
            outbox.put(connection, channel.name, chat.id, f"event:{notice.number}", payloads, now)
            choices, state = saying.remembered(choices, notice.saying, name), notice.saying.state or state
    values: dict[str, Any] = {"chat": chat.id, "choices": Jsonb(choices), "event": news[-1].number, "state": state}
    connection.execute(_TOLD, values)
