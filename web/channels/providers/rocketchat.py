"""Rocket.Chat, by its outgoing integrations and its REST interface (https://developer.rocket.chat/apidocs).

`http.Api` and not rocketchat_API: that follows redirects with the token, and its errors hold whole responses.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from ...checks import service
from ..channel import Blocked, Channel, Failure, Finding, Inbound, Incoming, Later, Message, Payload, Received, Rejected, Route
from ..configuration import identifier, secret, setting
from ..http import Api, Reply, failure
from ..limits import Limits, utf16
from ..markdown import rocketchat as markdown
from ..reading import as_text, iso, json_object, mention_of
from ..rendering import Part, parts
from ..rocketchat import integrations

_TAGS = 0xE0000
_HIDDEN = re.compile(r"[\U000E0020-\U000E007E]+\Z")
"""The name of a choice in signs that are not shown, at the end of what a button writes; see `_button`."""
_GONE = frozenset({
    "error-room-not-found", "error-invalid-room", "error-not-allowed", "error-room-archived", "room_is_blocked", "You_have_been_muted",
    "You can't send messages because the room is readonly."})
Fields = dict[str, Any]


class RocketChat(Channel):
    """A direct chat is one conversation, and so is each thread of a channel: its address is `channel:thread`."""

    name = "rocketchat"
    title = "Rocket.Chat"
    SETTINGS: ClassVar = (
        setting("LOTSE_ROCKETCHAT_URL", None, service, "URL", "your Rocket.Chat server, such as `https://chat.example.org`"),
        setting("LOTSE_ROCKETCHAT_USERNAME", None, identifier, "text", "the bot's user name, without @"),
        setting("LOTSE_ROCKETCHAT_USER_ID", None, identifier, "text", "the bot's user id, shown together with its token"),
        setting("LOTSE_ROCKETCHAT_AUTH_TOKEN", None, secret(20), "text", "the bot's personal access token", secret=True),
        setting("LOTSE_ROCKETCHAT_WEBHOOK_TOKEN", None, secret(16), "text",
                "the token of the outgoing integrations, the same in each; think of one", secret=True),
    )
    # Message_MaxAllowedSize as it is by default, which counts as JavaScript does.
    limits = Limits(text=5000, choices=10, choice_title=80, measure=lambda text: utf16(markdown(text)), per_second=5)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        headers = {"X-Auth-Token": settings["auth_token"], "X-User-Id": settings["user_id"]}
        self._api = Api(f"{settings['url']}/api", headers)
        self._mention = mention_of(settings["username"])

    def receive(self, request: Inbound) -> Received:
        """One message. The response must not be empty: Rocket.Chat would take that for a failure and repeat the message."""
        if request.method != "POST":
            raise Rejected(405, "Messages are sent with POST.")
        fields = json_object(request.body)
        shown = as_text(fields, "token", 500, required=False).encode(errors="replace")
        if not hmac.compare_digest(shown, self.settings["webhook_token"].encode()):
            raise Rejected(401, "The token is not that of LOTSE_ROCKETCHAT_WEBHOOK_TOKEN.")
        message = self._incoming(fields)
        return Received((message,) if message else (), "{}", "application/json")

    def render(self, message: Message) -> list[Payload]:
        """Sources are attachments: a link there has no preview."""
        return [_payload(part) for part in parts(message, self.limits, cards=True)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """`key` is the message's own id: one that is there already is refused, and that is looked up."""
        room, _, thread = address.partition(":")
        mention = f"@{self.settings['username']} " if thread else ""
        buttons = [_button(choice, mention) for choice in payload["choices"]]
        attachments = [*payload["attachments"], *([{"button_alignment": "vertical", "actions": buttons}] if buttons else [])]
        id, thread = key.replace("-", ""), thread or route.get("thread", "")
        message = {"_id": id, "rid": room, "msg": payload["msg"], "attachments": attachments, "parseUrls": False}
        reply = self._api.call("POST", "/v1/chat.sendMessage", {"message": message | ({"tmid": thread} if thread else {})})
        if reply.status >= 300:
            error = _failure(reply)
            if reply.status != 400 or isinstance(error, Blocked | Later) or not self._is_there(id):
                raise error

    def check(self, public_url: str) -> list[Finding]:
        return self._check(public_url, create=False)

    def register(self, public_url: str) -> list[Finding]:
        """Creates the outgoing integrations, if the bot may."""
        return self._check(public_url, create=True)

    def close(self) -> None:
        self._api.close()

    def _incoming(self, fields: Fields) -> Incoming | None:
        """None if it is not for the bot, or no message: in a channel it must mention the bot."""
        if fields.get("bot") or "message_id" not in fields or fields.get("user_id") == self.settings["user_id"]:
            return None
        id, room = as_text(fields, "message_id", 100), as_text(fields, "channel_id", 100)
        text = as_text(fields, "text", 100_000, required=False)
        thread, direct = as_text(fields, "tmid", 100, required=False), self._is_direct(fields, room)
        if not direct and not self._mention.search(text):
            return None
        address = room if direct else f"{room}:{thread or id}"
        return _read(fields, id, address, self._mention.sub("", text).strip(), {"thread": thread} if direct else {})

    def _is_direct(self, fields: Fields, room: str) -> bool:
        """A chat of two has no name, and its id is made of those of the two."""
        user, bot = as_text(fields, "user_id", 100), self.settings["user_id"]
        return not fields.get("channel_name") and room in (user + bot, bot + user)

    def _is_there(self, id: str) -> bool:
        return self._api.call("GET", "/v1/chat.getMessage", fields={"msgId": id}).status == 200

    def _check(self, public_url: str, create: bool) -> list[Finding]:
        url, (username, token) = self.webhook(public_url), (self.settings["username"], self.settings["webhook_token"])
        if not public_url:
            return [Finding(False, "Set LOTSE_PUBLIC_URL to the address where Rocket.Chat reaches Lotse.")]
        try:
            return [*self._check_bot(), *integrations.findings(self._api, username, token, url, create)]
        except Failure as error:
            advice = "check LOTSE_ROCKETCHAT_URL, and try again later"
            if isinstance(error, Later) and error.token:
                advice = "make a new personal access token of the bot, and set LOTSE_ROCKETCHAT_AUTH_TOKEN and _USER_ID"
            return [Finding(False, f"Rocket.Chat does not answer as it should ({error.error}): {advice}.")]

    def _check_bot(self) -> list[Finding]:
        bot, username = self._api.call("GET", "/v1/me").check(), self.settings["username"]
        if bot.get("username") != username:
            other = bot.get("username")
            return [Finding(False, f"The token is of @{other}: set LOTSE_ROCKETCHAT_USERNAME to that, or take @{username}'s token.")]
        found = [Finding(True, f"Rocket.Chat accepts the token of @{username}.")]
        if "bot" not in (bot.get("roles") or ()):
            found.append(Finding(False, f"@{username} has not the role bot: add it, as others may send only ten messages a minute."))
        return found


def _read(fields: Fields, id: str, address: str, text: str, route: Route) -> Incoming:
    sent_at = iso(fields.get("timestamp"))
    if fields.get("isEdited"):
        # The time is still that of the message, and there is no id of the change.
        change = hashlib.sha256(text.encode(errors="replace")).hexdigest()[:20]
        return Incoming(f"{id}:{change}", address, "edited", text, target=id, route=route)
    if hidden := _HIDDEN.search(text):
        return Incoming(id, address, "choice", "".join(chr(ord(sign) - _TAGS) for sign in hidden[0]), sent_at, route=route)
    if not text:
        return Incoming(id, address, "started" if fields.get("text") else "unreadable", sent_at=sent_at, route=route)
    return Incoming(id, address, "text", text, sent_at, route=route)


def _button(choice: Fields, mention: str) -> Fields:
    """A button writes a message for the person. It is the title, so that they see what they chose, and the name as tags of
    Unicode, which are not shown: a number could mean a choice of another answer once there is a newer one."""
    name = "".join(chr(ord(sign) + _TAGS) for sign in choice["name"])
    return {"type": "button", "text": choice["title"], "msg": f"{mention}{choice['title']}{name}", "msg_in_chat_window": True,
            "msg_processing_type": "sendMessage"}


def _payload(part: Part) -> Payload:
    links = [{"title": source.label, "title_link": source.url} if source.url else {"text": markdown(source.label)}
             for source in part.sources]
    choices = [{"name": choice.name, "title": choice.title} for choice in part.choices]
    return {"msg": markdown(part.text), "attachments": links, "choices": choices}


def _failure(reply: Reply) -> Failure:
    error, kind, details = reply.fields.get("error"), reply.fields.get("errorType"), reply.fields.get("details")
    if reply.status == 429 or kind == "error-too-many-requests":
        seconds = details.get("seconds") if isinstance(details, dict) else None
        return Later("429", float(seconds) if isinstance(seconds, int | float) else reply.after)
    if reply.status == 403:
        return Later("403", token=True)
    return Blocked(str(kind or error)[:40]) if kind in _GONE or error in _GONE else failure(reply.status, reply.after)
