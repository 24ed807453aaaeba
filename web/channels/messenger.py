"""What a notification of the Messenger Platform means."""

from collections.abc import Iterator
from typing import Any

from .channel import Incoming, Kind
from .meta import objects
from .reading import as_object, as_text, epoch

STARTED = "GET_STARTED"
"""What the button says that begins a chat."""


def messages(entry: dict[str, Any]) -> Iterator[Incoming]:
    """The messages to a page; left out is what it said itself, reactions, and what was read. Raises Rejected."""
    for event in objects(entry, "messaging"):
        sender = as_object(event.get("sender") or {}, "a sender")
        meaning = _meaning(event) if sender.get("id") not in (None, entry.get("id")) else None
        if meaning:
            kind, name, text, target = meaning
            yield Incoming(name, as_text(sender, "id", 200), kind, text, epoch(event.get("timestamp"), 0.001), target=target)


def _meaning(event: dict[str, Any]) -> tuple[Kind, str, str, str] | None:
    """Kind, id, text and target."""
    if "message" in event:
        return _of_message(as_object(event["message"], "a message"))
    if "postback" in event:
        return _of_postback(as_object(event["postback"], "a postback"), f"{event['sender']['id']}:{event.get('timestamp')}")
    if "message_edit" in event:
        edit = as_object(event["message_edit"], "an edit")
        name = as_text(edit, "mid", 180)
        return "edited", f"{name}:{str(edit.get('num_edit'))[:10]}", as_text(edit, "text", 100_000, empty=True), name
    return None


def _of_message(message: dict[str, Any]) -> tuple[Kind, str, str, str] | None:
    if message.get("is_echo"):
        return None
    name = as_text(message, "mid", 200)
    if "quick_reply" in message:
        return "choice", name, as_text(as_object(message["quick_reply"], "a quick reply"), "payload", 1000), ""
    text = as_text(message, "text", 100_000, required=False)
    if text:
        return "text", name, text, ""
    return ("unreadable", name, "", "") if message.get("attachments") else None


def _of_postback(postback: dict[str, Any], press: str) -> tuple[Kind, str, str, str] | None:
    """The button that begins a chat, else one that the page's people made: then its title is the question.

    `press` names one without an id.
    """
    payload = as_text(postback, "payload", 1000, required=False)
    name = as_text(postback, "mid", 200, required=False) or press[:200]
    if payload == STARTED:
        return "started", name, "", ""
    title = as_text(postback, "title", 1000, required=False)
    return ("text", name, title, "") if title else None
