"""A Rocket.Chat server: its REST interface, and an outgoing integration that brings messages."""

import re
from collections import defaultdict
from datetime import UTC, datetime

from .. import marked
from ..loopback import Answer, Call, Loopback
from ..provider import Json, Provider, Shown, new_name

BOT, TOKEN, WEBHOOK_TOKEN = "aobEdbYhXfu5hkeqG", "HMzdiyJ8MMpdkLWqG8wYhBBjjBgFjjZ7", "ir7hozblv4ir7hozblv4"
_ACTION = {"type": str, "text": str, "msg": str, "msg_in_chat_window": bool, "msg_processing_type": str}
_MESSAGE = {"_id": str, "rid": str, "msg": str, "attachments": list, "parseUrls": bool, "tmid": str}
# What the schema of integrations.create knows.
_INTEGRATION = {"type", "username", "channel", "event", "targetRoom", "urls", "triggerWords", "triggerWordAnywhere", "token", "name",
                "scriptEnabled", "script", "runOnEdits", "retryFailedCalls", "retryCount", "retryDelay", "impersonateUser", "enabled"}
_DENIED = Answer(403, {"success": False, "error": "unauthorized"})
_HIDDEN = re.compile(r"[\U000E0020-\U000E007E]")


def user_id(chat: str) -> str:
    return f"user{chat}".ljust(17, "0")


def room_id(chat: str) -> str:
    """A chat of two is called after both."""
    return "GENERAL" if chat == "group" else "".join(sorted((BOT, user_id(chat))))


class RocketChatProvider(Provider):
    name = "rocketchat"
    groups = edits = True

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, Json] = {}
        self.created: list[Json] = []
        self.me = {"_id": BOT, "username": "lotse", "roles": ["bot"], "success": True}
        self._managed = False
        self.failure: Answer | None = None
        self._once: list[Answer] = []
        self._times: dict[str, str] = defaultdict(lambda: datetime.fromtimestamp(self.clock(), UTC).isoformat(timespec="milliseconds")
                                                  .replace("+00:00", "Z"))
        self.server = Loopback(self._respond)

    def settings(self) -> dict[str, str]:
        return {"LOTSE_ROCKETCHAT_URL": self.server.url, "LOTSE_ROCKETCHAT_USERNAME": "lotse", "LOTSE_ROCKETCHAT_USER_ID": BOT,
                "LOTSE_ROCKETCHAT_AUTH_TOKEN": TOKEN, "LOTSE_ROCKETCHAT_WEBHOOK_TOKEN": WEBHOOK_TOKEN}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        return self.bring(self.message(text, chat, name))

    def press(self, title: str, chat: str = "anna") -> int:
        """What the person's app does: it writes what the button says, into the same thread."""
        presses = [(message, action) for message in self._of(chat) for attachment in message["attachments"]
                   for action in attachment.get("actions", ()) if action["text"] == title]
        message, action = presses[-1]
        return self.bring(self.message(action["msg"].strip(), chat, tmid=message.get("tmid")))

    def send_unreadable(self, chat: str = "anna") -> int:
        return self.say("", chat)

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        return self.bring(self.message(text, chat, name) | {"isEdited": True})

    def say_in_group(self, text: str, addressed: bool) -> int:
        return self.say(f"@lotse {text}" if addressed else text, "group")

    def forge(self) -> list[int]:
        right = self.message("Hallo")
        forged = [right | {"token": "ir7hozblv4ir7hozblv5"}, right | {"token": ""}, right | {"token": None}, right | {"token": 7},
                  {name: value for name, value in right.items() if name != "token"}]
        return [self.client.post("/channels/rocketchat", json=body).status_code for body in forged]

    def send_unknown(self) -> list[int]:
        right = self.message("Hallo")
        other = {"token": WEBHOOK_TOKEN, "bot": False, "user_id": user_id("anna"), "channel_id": "GENERAL"}
        unknown = [other, {"token": WEBHOOK_TOKEN}, *(right | change for change in (
            {"bot": {"i": "x1"}}, {"user_id": BOT}, {"message_id": 7}, {"text": ["x"]}, {"timestamp": "today"}, {"channel_id": None},
            {"user_id": {}}, {"tmid": 7}))]
        return [self.client.post("/channels/rocketchat", json=body).status_code for body in [*unknown, [], None, "x"]]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [self._shown(message) for message in self._of(chat)]

    def down(self) -> None:
        self.failure = Answer(502, "<html>Bad gateway</html>")

    def up(self) -> None:
        self.failure = None

    def slow_down(self, seconds: int) -> None:
        text = f"Error, too many requests. Please slow down. You must wait {seconds} seconds before trying this endpoint again."
        kind, details = "error-too-many-requests", {"timeToReset": seconds * 1000, "seconds": seconds}
        self._once = [Answer(429, {"success": False, "error": f"{text} [{kind}]", "errorType": kind, "details": details})]

    def revoke(self) -> None:
        self.failure = Answer(401, {"status": "error", "message": "You must be logged in to do this."})

    def block(self, chat: str = "anna") -> None:
        self.refuse("room_is_blocked")

    def let_manage(self) -> None:
        """The bot may see and create integrations."""
        self._managed = True

    def refuse(self, error: str, kind: str | None = None) -> None:
        """The next message is refused."""
        self._once = [Answer(400, {"success": False, "error": error} | ({"errorType": kind} if kind else {}))]

    def close(self) -> None:
        self.server.close()

    def message(self, text: str, chat: str = "anna", name: str | None = None, tmid: str | None = None) -> Json:
        """What an outgoing integration sends, as `triggerHandler` of the server makes it."""
        id = (name or new_name()).ljust(17, "x")[:32]
        room = {"channel_id": room_id(chat)} | ({"channel_name": "general"} if chat == "group" else {})
        return {"token": WEBHOOK_TOKEN, "bot": False, **room, "message_id": id, "timestamp": self._times[id], "user_id": user_id(chat),
                "user_name": chat, "text": text, "siteUrl": self.server.url} | ({"tmid": tmid} if tmid else {})

    def bring(self, body: Json) -> int:
        """The status; the server takes an empty response for a failure, and one with a text for an answer."""
        response = self.client.post("/channels/rocketchat", json=body)
        if response.status_code == 200 and (not response.data or not response.is_json or response.json):
            self.complaints.append(f"response {response.data!r}")
        return response.status_code

    def _of(self, chat: str) -> list[Json]:
        return [message for message in self.seen.values() if message["rid"] == room_id(chat)]

    def _shown(self, message: Json) -> Shown:
        attachments = message["attachments"]
        titles = [attachment["title"] for attachment in attachments if "title" in attachment]
        buttons = [action["text"] for attachment in attachments for action in attachment.get("actions", ())]
        links = [attachment["title_link"] for attachment in attachments if "title_link" in attachment]
        return Shown("\n".join([marked.rocketchat(message["msg"], self.complaints.append), *titles]), buttons, links)

    def _respond(self, call: Call) -> Answer:
        if (call.headers["X-Auth-Token"], call.headers["X-User-Id"]) != (TOKEN, BOT):
            self.complaints.append("token")
        if self.failure:
            return self.failure
        if call.path == "/api/v1/chat.sendMessage":
            return self._once.pop() if self._once else self._send(call.json())
        if call.path == "/api/v1/chat.getMessage":
            known = self.seen.get(call.query["msgId"][0])
            return Answer(200, {"message": known, "success": True}) if known else Answer(400, {"success": False})
        if call.path == "/api/v1/integrations.list":
            return Answer(200, {"integrations": self.created, "success": True}) if self._managed else _DENIED
        if call.path == "/api/v1/integrations.create":
            if not self._managed:
                return _DENIED
            self.created.append(call.json())
            self.complaints += ["integration"] * (set(self.created[-1]) - _INTEGRATION != set())
            return Answer(200, {"integration": call.json(), "success": True})
        return Answer(200, self.me)

    def _send(self, body: Json) -> Answer:
        message = body["message"]
        if message["_id"] in self.seen:
            return Answer(400, {"success": False, "error": "Cannot read properties of undefined (reading 'starred')"})
        self._examine(body, message)
        self.seen[message["_id"]] = message
        return Answer(200, {"message": message, "success": True})

    def _examine(self, body: Json, message: Json) -> None:
        """What the server would refuse, and what the person would see wrongly."""
        actions = [action for attachment in message["attachments"] for action in attachment.get("actions", ())]
        links = [attachment["title_link"] for attachment in message["attachments"] if "title_link" in attachment]
        self.complaints += [what for what, bad in {
            "body": set(body) != {"message"}, "message": not _fits(message, _MESSAGE),
            "action": not all(_fits(one, _ACTION) for one in actions),
            "length": not 0 < len(message["msg"].encode("utf-16-le")) // 2 <= 5000, "id": not 17 <= len(message["_id"]) <= 40,
            "link": not all(link.startswith("https://") for link in links),
            "press": [one for one in actions if _HIDDEN.sub("", one["msg"]).removeprefix("@lotse ") != one["text"]],
            "thread": message["rid"] == "GENERAL" and not message.get("tmid")}.items() if bad]


def _fits(fields: Json, types: dict[str, type]) -> bool:
    return all(isinstance(value, types.get(name, ())) for name, value in fields.items())
