"""What Slack brings (https://docs.slack.dev/apis/events-api): what happened in a chat, or that it is not for us.

The id of a message is its channel and its time, which is what edits and deletions name it by; also a mention that comes as two
events is taken once so.
"""

import re
from typing import Any
from urllib.parse import parse_qs

from ..channel import Incoming, Rejected, Route
from ..reading import as_object, as_text, epoch, json_value

_MOST_CHARACTERS = 100_000
_ID = re.compile(r"[A-Za-z0-9]{1,60}")
_TS = re.compile(r"[0-9]{1,12}\.[0-9]{1,9}")
# What people write themselves; all other subtypes are Slack's own words, such as that somebody joined.
_WRITTEN = (None, "file_share", "me_message", "thread_broadcast")
_SLACKBOT = "USLACKBOT"
_DIRECT = "D"
_TAG = re.compile(r"<([^<>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def of_callback(callback: dict[str, Any]) -> Incoming | None:
    """What an event_callback tells; None: nothing for us. Raises Rejected."""
    event = as_object(callback.get("event"), "the event")
    kind = as_text(event, "type", 100)
    if kind == "message":
        return _message(event, callback)
    if kind == "app_mention" and not _of_machine(event):
        return _written(event, _named(event, "channel", _ID), mentioned=True)
    if kind == "app_home_opened" and event.get("tab") == "messages":
        channel = _named(event, "channel", _ID)
        return Incoming(f"home:{channel}", channel, "started", sent_at=epoch(callback.get("event_time")))
    return None


def of_form(body: bytes) -> Incoming | None:
    """What a form of the interactivity tells: the press of a button. Raises Rejected."""
    try:
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise Rejected(400, "The body must be a form in UTF-8.") from None
    if "payload" not in fields:
        return None
    payload = as_object(json_value(fields["payload"][0].encode()), "the payload")
    return _press(payload) if payload.get("type") == "block_actions" else None


def plain(text: str) -> str:
    """Slack's markup as the sender saw it, without mentions of people, who are of no use to the answer.

    >>> plain("<@U1> see <https://example.org|the page> &amp; <#C1|general>")
    'see the page & #general'
    """
    text = _TAG.sub(_shown, text)
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text.strip()


def _message(event: dict[str, Any], callback: dict[str, Any]) -> Incoming | None:
    """Of direct messages all is for us; in a channel only an app_mention is."""
    channel = _named(event, "channel", _ID)
    if not channel.startswith(_DIRECT):
        return None
    subtype = event.get("subtype")
    if subtype == "message_changed":
        return _changed(event, channel, callback)
    if subtype == "message_deleted":
        return _deleted(event, channel, callback, _named(event, "deleted_ts", _TS))
    return _written(event, channel) if subtype in _WRITTEN and not _of_machine(event) else None


def _written(event: dict[str, Any], channel: str, mentioned: bool = False) -> Incoming:
    ts = _named(event, "ts", _TS)
    address, route = _place(channel, ts, event)
    text = plain(as_text(event, "text", _MOST_CHARACTERS, required=False))
    wordless = event.get("files") or event.get("attachments")
    kind = "text" if text else "unreadable" if wordless else "started" if mentioned else "text"
    return Incoming(f"{channel}:{ts}", address, kind, text, sent_at=epoch(ts), route=route)


def _changed(event: dict[str, Any], channel: str, callback: dict[str, Any]) -> Incoming | None:
    """Also comes when Slack adds a preview or finds out the language, and when a message with replies is deleted."""
    message, before = as_object(event.get("message"), "the message"), _previous(event)
    if _of_machine(message) and message.get("subtype") != "tombstone":
        return None
    ts = _named(message if "ts" in message else before, "ts", _TS)
    if message.get("subtype") == "tombstone":
        return _deleted(event, channel, callback, ts)
    text = plain(as_text(message, "text", _MOST_CHARACTERS, required=False))
    if "edited" not in message or text == plain(as_text(before, "text", _MOST_CHARACTERS, required=False)):
        return None
    address, route = _place(channel, ts, message)
    return Incoming(_named(callback, "event_id", _ID), address, "edited", text, sent_at=epoch(event.get("ts")),
                    target=f"{channel}:{ts}", route=route)


def _deleted(event: dict[str, Any], channel: str, callback: dict[str, Any], ts: str) -> Incoming | None:
    before = _previous(event)
    if before and _of_machine(before):
        return None
    return Incoming(_named(callback, "event_id", _ID), channel, "deleted", sent_at=epoch(event.get("ts")), target=f"{channel}:{ts}")


def _press(payload: dict[str, Any]) -> Incoming | None:
    """A press of one of our buttons; views, menus and links are none of ours."""
    actions, message = payload.get("actions"), payload.get("message")
    action = actions[0] if isinstance(actions, list) and actions else None
    if not isinstance(action, dict) or not isinstance(message, dict) or action.get("type") != "button" or "value" not in action:
        return None
    channel = _named(as_object(payload.get("channel"), "the channel"), "id", _ID)
    ts, pressed = _named(message, "ts", _TS), _named(action, "action_ts", _TS)
    address, route = _place(channel, ts, message)
    return Incoming(f"press:{channel}:{ts}:{pressed}", address, "choice", as_text(action, "value", 32), sent_at=epoch(pressed),
                    route=route)


def _place(channel: str, ts: str, message: dict[str, Any]) -> tuple[str, Route]:
    """A direct chat is one conversation, answered where it was asked; in a channel each thread is one of its own."""
    thread = _named(message, "thread_ts", _TS) if message.get("thread_ts") else ""
    if channel.startswith(_DIRECT):
        return channel, {"thread": thread}
    return f"{channel}:{thread or ts}", {"thread": thread or ts}


def _previous(event: dict[str, Any]) -> dict[str, Any]:
    return as_object(event.get("previous_message") or {}, "the previous message")


def _of_machine(message: dict[str, Any]) -> bool:
    """Whether an app wrote it, such as ourselves, or Slack."""
    return bool(message.get("bot_id")) or message.get("user") in (None, _SLACKBOT)


def _named(fields: dict[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = as_text(fields, name, 100)
    if not form.fullmatch(value):
        raise Rejected(400, f"The field {name} is none of Slack's.")
    return value


def _shown(tag: re.Match[str]) -> str:
    """https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages"""
    target, _, label = tag[1].partition("|")
    if target.startswith("@"):
        return ""
    if target.startswith("#"):
        return f"#{label}"
    return label or ("" if target.startswith("!") else target.removeprefix("mailto:"))
