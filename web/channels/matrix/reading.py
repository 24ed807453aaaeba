"""From an event of a room to our message: what is for us, and what it says."""

import re
from collections.abc import Iterable
from typing import Any

from nio import Event, MatrixRoom, RedactionEvent, RoomMemberEvent

from ..channel import Incoming, Kind
from ..reading import epoch

_UNREADABLE = frozenset({"m.image", "m.audio", "m.video", "m.file", "m.location"})
_QUOTE = re.compile(r"\A(?:> [^\n]*\n)+\n?")
_JOINED = ("join", "invite")


class Reader:
    """Of one account; `names` are how people write to it in a group, its Matrix id first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(filter(None, names)))
        self._me = self._names[0]
        called = "|".join(map(re.escape, sorted(self._names[1:], key=len, reverse=True)))
        self._called = re.compile(rf"\A\s*(?:{re.escape(self._me)}|@?(?:{called}))(?!\w)\s*[:,]?\s*", re.IGNORECASE)

    def read(self, event: Event, room: MatrixRoom) -> Incoming | None:
        """The message of an event that can be read; None if it is not for us."""
        if isinstance(event, RoomMemberEvent):
            return self._membership(event, room)
        if event.sender == self._me:
            return None
        if isinstance(event, RedactionEvent):
            return _incoming(event, room, "deleted", target=event.redacts)
        kind = event.source.get("type")
        if kind == "m.sticker":
            return _incoming(event, room, "unreadable") if direct(room) else None
        return self._said(event, room) if kind == "m.room.message" else None

    def begin(self, events: list[Event]) -> list[Event]:
        """The events since we were asked into the room, or all if that was earlier: what was said before is none of ours.

        Apps send the first message together with the invitation, before we can be there.
        """
        for place, event in enumerate(events):
            if isinstance(event, RoomMemberEvent) and event.state_key == self._me and _came(event):
                return events[place:]
        return events

    def _membership(self, event: RoomMemberEvent, room: MatrixRoom) -> Incoming | None:
        ours = event.state_key == self._me
        if ours and _came(event) and direct(room):
            return _incoming(event, room, "started")
        if not ours and event.membership in ("leave", "ban") and len(room.users) <= 1:
            return _incoming(event, room, "stopped")
        return None

    def _said(self, event: Event, room: MatrixRoom) -> Incoming | None:
        outer = event.source["content"]
        relation = _object(outer, "m.relates_to")
        edited = relation.get("event_id") if relation.get("rel_type") == "m.replace" else None
        content = _object(outer, "m.new_content") if edited else outer
        text, kind = _words(content), content.get("msgtype")
        alone = direct(room)
        if not alone and not self._addressed(str(content.get("body")), outer, content):
            return None
        if text is None:
            return _incoming(event, room, "unreadable", relation) if kind in _UNREADABLE and not edited else None
        said = text if alone else self._without_name(text)
        if isinstance(edited, str):
            return _incoming(event, room, "edited", None, said, edited)
        return _incoming(event, room, "text", relation, said)

    def _addressed(self, text: str, *contents: dict[str, Any]) -> bool:
        """By a mention, which replies to us have too; else by our id in the text, or our name at its beginning."""
        mentioned = [_object(content, "m.mentions").get("user_ids") for content in contents]
        return any(isinstance(users, list) and self._me in users for users in mentioned) or (
            self._me in text or self._called.match(text) is not None)

    def _without_name(self, text: str) -> str:
        return self._called.sub("", text).replace(self._me, "").strip()


def direct(room: MatrixRoom) -> bool:
    """Whether only one other is there, or invited."""
    return len(room.users) <= 2


def left(events: Iterable[Event], me: str) -> RoomMemberEvent | None:
    """The event by which somebody else made us leave a room."""
    return next((event for event in events if isinstance(event, RoomMemberEvent) and event.state_key == me
                 and event.membership in ("leave", "ban") and event.prev_membership == "join" and event.sender != me), None)


def stopped(event: RoomMemberEvent, room_id: str) -> Incoming:
    """We are not in the room any more."""
    return Incoming(event.event_id, room_id, "stopped", sent_at=epoch(event.server_timestamp, 0.001))


def _came(event: RoomMemberEvent) -> bool:
    """Whether we were asked into the room, or came without."""
    return event.membership in _JOINED and event.prev_membership not in _JOINED


def _words(content: dict[str, Any]) -> str | None:
    """What a message says; of a picture or a file its caption, if it has one."""
    kind, body = content.get("msgtype"), content.get("body")
    if not isinstance(body, str):
        return None
    if kind == "m.text":
        quoted = "m.in_reply_to" in _object(content, "m.relates_to")
        return _QUOTE.sub("", body) if quoted else body
    captioned = kind in _UNREADABLE and isinstance(content.get("filename"), str) and content["filename"] != body
    return body if captioned else None


def _incoming(event: Event, room: MatrixRoom, kind: Kind, relation: dict[str, Any] | None = None, text: str = "",
              target: str = "") -> Incoming:
    """Without a `relation` that is known the way back stays as it was."""
    route: dict[str, Any] = {}
    if relation is not None:
        thread = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
        route = {"thread": thread, "reply": None if direct(room) and not thread else event.event_id}
    return Incoming(event.event_id, room.room_id, kind, text, epoch(event.server_timestamp, 0.001), target=target, route=route)


def _object(fields: dict[str, Any], name: str) -> dict[str, Any]:
    found = fields.get(name)
    return found if isinstance(found, dict) else {}
