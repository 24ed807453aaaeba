"""Activities of the Bot Framework, as Teams sends them: what happened in a chat, or that it is not for us."""

import json
import re
from hashlib import sha256
from typing import Any

from ..channel import Incoming, Kind
from ..reading import as_object, as_text, iso

_TAGGED = re.compile(r"<at(?: [^>]*)?>(.*?)</at>", re.DOTALL)
Activity = dict[str, Any]
Found = tuple[Kind, str] | None
"""Kind and text of what happened; None: nothing that concerns us."""


def read(activity: Activity, tenant: str) -> Incoming | None:
    """What happened; None for all that is not for us. `tenant` is the only one we serve, if not empty. Raises Rejected."""
    reader = _READERS.get(as_text(activity, "type", 100, required=False))
    if reader is None or _elsewhere(activity, tenant) or _of_a_bot(activity):
        return None
    found = reader(activity)
    return _incoming(activity, *found) if found else None


def _incoming(activity: Activity, kind: Kind, text: str) -> Incoming:
    """Ids of activities are unique in a chat only; those of edits and deletions are the message's own."""
    address, name = as_text(_part(activity, "conversation"), "id", 500), as_text(activity, "id", 120)
    message, sent = f"{sha256(address.encode()).hexdigest()[:32]}:{name}", as_text(activity, "timestamp", 40, required=False)
    later = kind in ("edited", "deleted")
    return Incoming(
        id=f"{message}:{sent}" if later else message, target=message if later else "", address=address, kind=kind, text=text,
        sent_at=iso(sent or None), language=_language(activity),
        route={"service": as_text(activity, "serviceUrl", 500), "bot": as_text(_part(activity, "recipient"), "id", 200)})


def _message(activity: Activity) -> Found:
    choice = _pressed(activity.get("value"))
    if choice:
        return "choice", choice
    if not _addressed(activity):
        return None
    text = _text(activity)
    # Teams repeats formatted words as an attachment of HTML; any other attachment is a file, a picture, a card.
    files = any(one.get("contentType") != "text/html" for one in _list(activity, "attachments"))
    return ("text", text) if text else ("unreadable", "") if files else None


def _edited(activity: Activity) -> Found:
    """A deleted message that comes back is no edit: its words were forgotten and stay so."""
    back = _part(activity, "channelData").get("eventType") == "undeleteMessage"
    text = "" if back or not _addressed(activity) else _text(activity)
    return ("edited", text) if text else None


def _deleted(activity: Activity) -> Found:
    return "deleted", ""


def _started(activity: Activity) -> Found:
    """The bot itself was added to a person's chat."""
    bot = _part(activity, "recipient").get("id")
    added = any(member.get("id") == bot for member in _list(activity, "membersAdded"))
    return ("started", "") if added and _personal(activity) else None


def _stopped(activity: Activity) -> Found:
    """The app was removed; a newer version of it (`remove-upgrade`) is none."""
    return ("stopped", "") if activity.get("action") == "remove" else None


_READERS = {"message": _message, "messageUpdate": _edited, "messageDelete": _deleted, "conversationUpdate": _started,
            "installationUpdate": _stopped}


def _elsewhere(activity: Activity, tenant: str) -> bool:
    """Whether it names another tenant than ours."""
    named = _part(_part(activity, "channelData"), "tenant").get("id") or _part(activity, "conversation").get("tenantId")
    return bool(tenant and named) and str(named).lower() != tenant.lower()


def _of_a_bot(activity: Activity) -> bool:
    """Ids of bots begin with 28; answering them, or ourselves, would never end."""
    account = _part(activity, "from")
    return str(account.get("id", "")).startswith("28:") or account.get("role") in ("bot", "skill")


def _personal(activity: Activity) -> bool:
    chat = _part(activity, "conversation")
    group = chat.get("isGroup") or str(chat.get("id", "")).startswith("19:")
    return chat.get("conversationType", "channel" if group else "personal") == "personal"


def _addressed(activity: Activity) -> bool:
    """In groups Teams brings only what mentions the bot, unless it was given more rights than it needs."""
    return _personal(activity) or any(_is_bot(activity, mention) for mention in _mentions(activity))


def _text(activity: Activity) -> str:
    """The words without the bot's name; other people's names stay, without their tags."""
    text = as_text(activity, "text", 100_000, required=False)
    for mention in _mentions(activity):
        tagged = mention.get("text")
        if isinstance(tagged, str) and tagged and _is_bot(activity, mention):
            text = text.replace(tagged, " ")
    return _TAGGED.sub(r"\1", text).strip()


def _pressed(value: Any) -> str:
    """The name of the choice of a button; what buttons send back is documented as an object or as its JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return ""
    return as_text(value, "choice", 100, required=False) if isinstance(value, dict) else ""


def _language(activity: Activity) -> str | None:
    client = next((one for one in _list(activity, "entities") if one.get("type") == "clientInfo"), {})
    locale = activity.get("locale") or client.get("locale")
    code = str(locale or "").partition("-")[0].lower()
    return code if len(code) == 2 else None


def _mentions(activity: Activity) -> list[dict[str, Any]]:
    return [one for one in _list(activity, "entities") if one.get("type") == "mention"]


def _is_bot(activity: Activity, mention: dict[str, Any]) -> bool:
    return _part(mention, "mentioned").get("id") == _part(activity, "recipient").get("id", "")


def _part(fields: dict[str, Any], name: str) -> dict[str, Any]:
    value = fields.get(name)
    return {} if value is None else as_object(value, f"the field {name}")


def _list(fields: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = fields.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
