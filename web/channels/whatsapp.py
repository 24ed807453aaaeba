"""What a notification of WhatsApp's Cloud API means."""

import logging
from collections.abc import Iterator
from typing import Any

from .channel import Incoming, Kind
from .meta import objects
from .reading import as_object, as_text, epoch

_log = logging.getLogger("web.channels")

_UNREADABLE = frozenset({"audio", "contacts", "document", "image", "location", "order", "sticker", "unsupported", "video"})
_REPLIES = ("button_reply", "list_reply")


def messages(change: dict[str, Any], number: str) -> Iterator[Incoming]:
    """The messages to the number of that id. Raises Rejected."""
    if change.get("field") != "messages":
        return
    value = as_object(change.get("value"), "a value")
    if as_object(value.get("metadata"), "metadata").get("phone_number_id") != number:
        return
    for status in objects(value, "statuses"):
        _note(status)
    contact = next(objects(value, "contacts"), {})
    for message in objects(value, "messages"):
        found = _incoming(message, contact)
        if found:
            yield found


def _incoming(message: dict[str, Any], contact: dict[str, Any]) -> Incoming | None:
    """What a message means; None: nothing for us, as reactions, what stands in a group, and what nobody knows yet."""
    meaning = _meaning(message)
    if meaning is None or "group_id" in message:
        return None
    kind, text, target = meaning
    name = as_text(message, "id", 200)
    sender = {"id": message.get("from") or message.get("from_user_id") or contact.get("user_id")}
    route = {} if kind in ("edited", "deleted") else {"message": name}
    return Incoming(name, as_text(sender, "id", 200), kind, text, epoch(message.get("timestamp")), target=target, route=route)


def _meaning(message: dict[str, Any]) -> tuple[Kind, str, str] | None:
    """Kind, text and target."""
    sort = as_text(message, "type", 100)
    content = message.get(sort) or {}
    if sort == "request_welcome":
        return "started", "", ""
    if sort == "interactive":
        return _chosen(as_object(content, sort))
    if sort in ("edit", "revoke"):
        return _changed(sort, as_object(content, sort))
    text = _words(sort, content)
    if text:
        return "text", text, ""
    return ("unreadable", "", "") if sort in _UNREADABLE else None


def _chosen(content: dict[str, Any]) -> tuple[Kind, str, str] | None:
    reply = next((as_object(content[name], name) for name in _REPLIES if name in content), None)
    return ("choice", as_text(reply, "id", 256), "") if reply else None


def _changed(sort: str, content: dict[str, Any]) -> tuple[Kind, str, str] | None:
    target = as_text(content, "original_message_id", 200)
    if sort == "revoke":
        return "deleted", "", target
    message = as_object(content.get("message"), "a message")
    text = _words(as_text(message, "type", 100), message.get(message["type"]))
    return ("edited", text, target) if text else None


def _words(sort: str, content: Any) -> str:
    """What a person wrote: a text, below a picture, or on the button of a template."""
    field = {"text": "body", "button": "text"}.get(sort, "caption")
    return as_text(content, field, 100_000, required=False, empty=True) if isinstance(content, dict) else ""


def _note(status: dict[str, Any]) -> None:
    """What Meta could not deliver after it took it: seen in the log, by its code only."""
    for error in objects(status, "errors"):
        _log.warning("not delivered", extra={"channel": "whatsapp", "error": str(error.get("code"))[:20]})
