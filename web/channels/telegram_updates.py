"""Telegram's updates (https://core.telegram.org/bots/api#update), read field by field.

The reader of the library is not used: it refuses a whole update for the lack of a field that nobody here needs.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from telegram.constants import MessageAttachmentType

from .channel import Incoming, Rejected
from .reading import as_object, as_text, epoch
from .saying import LEAVE, PERSON

UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""Kinds that are read; Telegram is asked for no others."""
_COMMANDS = frozenset({"/start", "/help", PERSON, LEAVE})
_OWN_COMMAND = re.compile(r"\A(/\w+)@\w+")
_CHOICE = re.compile(r"[a-z0-9:-]{1,32}")
_AWAY = frozenset({"left", "kicked"})
_MOST_CHARACTERS = 100_000
Fields = dict[str, Any]


class Updates:
    """Made once a channel. `name` gives the bot's user name; it is asked when somebody writes in a group."""

    def __init__(self, bot: int, name: Callable[[], str]) -> None:
        self._bot, self._name = bot, name

    def read(self, update: Fields) -> Incoming | None:
        """What happened; None if it is nothing for us. Raises Rejected."""
        event = f"update:{_whole(update, 'update_id')}"
        kind = next((kind for kind in UPDATES if kind in update), None)
        if kind is None:
            return None
        fields = as_object(update[kind], kind)
        if kind == "callback_query":
            return _pressed(fields)
        if kind == "my_chat_member":
            return _moved(fields, event)
        return self._message(fields) if kind == "message" else self._edited(fields, event)

    def _message(self, message: Fields) -> Incoming | None:
        """What a person writes to us; None: of a bot or a channel, to others in a group, or news such as a new title."""
        chat, sender = _object(message, "chat"), _object(message, "from")
        if not sender or sender.get("is_bot") or message.get("is_automatic_forward") or chat.get("type") == "channel":
            return None
        words = self._words(message, private=_whole(chat, "id") > 0)
        kind = None if words is None else _kind(words, message)
        if kind is None:
            return None
        return Incoming(_id(message, kind), _address(message), kind, words if kind == "text" else "",
                        sent_at=epoch(message.get("date")), language=_language(sender))

    def _edited(self, message: Fields, event: str) -> Incoming | None:
        """Telegram reports more than what a person changed; only that has a date."""
        found = self._message(message)
        if found is None or found.kind != "text" or "edit_date" not in message:
            return None
        return replace(found, id=event, kind="edited", target=found.id, sent_at=epoch(message["edit_date"]))

    def _words(self, message: Fields, private: bool) -> str | None:
        """The text, or the caption, without our name; None in a group where we are not addressed."""
        text = as_text(message, "text", _MOST_CHARACTERS, required=False) or as_text(
            message, "caption", _MOST_CHARACTERS, required=False)
        if private:
            return _OWN_COMMAND.sub(r"\1", text)
        called = rf"(?:\A(/\w+)|(?<!\w))@{re.escape(self._name())}(?!\w)"
        words, times = re.subn(called, r"\1", text, flags=re.IGNORECASE)
        if times or self._is_reply(message) or _first(text) in _COMMANDS:
            return words.strip() or ("/start" if times and not _attached(message) else "")
        return None

    def _is_reply(self, message: Fields) -> bool:
        return _object(_object(message, "reply_to_message"), "from").get("id") == self._bot


def _kind(words: str, message: Fields) -> str | None:
    if _first(words) == "/start":  # what follows is of the link that it was opened by
        return "started"
    if words:
        return "text"
    return "unreadable" if _attached(message) else None


def _pressed(query: Fields) -> Incoming | None:
    """A button; none of ours is outside a chat. People can send any data, it need not be of a button."""
    if "message" not in query:
        return None
    data = query.get("data")
    name = data if isinstance(data, str) and _CHOICE.fullmatch(data) else ""
    return Incoming(f"press:{as_text(query, 'id', 100)}", _address(_object(query, "message")), "choice", name,
                    language=_language(_object(query, "from")))


def _moved(change: Fields, event: str) -> Incoming | None:
    """We were blocked, removed from a group or added to one; who begins a private chat sends /start."""
    chat = _object(change, "chat")
    before, after = (_object(change, name).get("status") for name in ("old_chat_member", "new_chat_member"))
    if chat.get("type") == "channel" or (before in _AWAY) == (after in _AWAY) or after not in _AWAY and _whole(chat, "id") > 0:
        return None
    return Incoming(event, _address(change), "stopped" if after in _AWAY else "started", sent_at=epoch(change.get("date")),
                    language=_language(_object(change, "from")))


def _id(message: Fields, kind: str) -> str:
    """Numbers of messages are the chat's own. The pictures of an album come one by one and get one answer."""
    chat, album = _whole(_object(message, "chat"), "id"), message.get("media_group_id")
    if kind == "unreadable" and album:
        return f"{chat}:album:{as_text(message, 'media_group_id', 100)}"
    return f"{chat}:{_whole(message, 'message_id')}"


def _address(message: Fields) -> str:
    """The chat's number, with that of its topic where there are topics: each is a conversation."""
    chat = _whole(_object(message, "chat"), "id")
    return f"{chat}:{_whole(message, 'message_thread_id')}" if message.get("is_topic_message") else str(chat)


def _language(sender: Fields) -> str | None:
    """From the app's IETF tag."""
    found = re.match(r"[a-z]{2}(?![^-])", str(sender.get("language_code", "")).lower())
    return found[0] if found else None


def _attached(message: Fields) -> bool:
    return any(message.get(kind) for kind in MessageAttachmentType)


def _first(text: str) -> str:
    """The first word, in lower case."""
    return text.split(maxsplit=1)[0].lower() if text.strip() else ""


def _object(fields: Fields, name: str) -> Fields:
    """The field's object; empty if it is missing."""
    return as_object(fields.get(name, {}), name)


def _whole(fields: Fields, name: str) -> int:
    value = fields.get(name)
    if type(value) is not int or abs(value) >= 2 ** 63:
        raise Rejected(400, f"The field {name} must be a whole number.")
    return value
