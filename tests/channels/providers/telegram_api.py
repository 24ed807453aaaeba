"""The Bot API on loopback, as https://core.telegram.org/bots/api describes it."""

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import count

from web.channels.limits import utf16

from ..loopback import Answer, Call, Loopback
from ..provider import Json

TOKEN = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
BOT = {"id": 123456, "is_bot": True, "first_name": "Lotse", "username": "lotse_test_bot"}
GROUP, OLD_GROUP = -1001234567890, -4242
_PARAMETERS = {
    "getMe": set(), "getWebhookInfo": set(),
    "setWebhook": {"url", "secret_token", "allowed_updates", "drop_pending_updates"},
    "sendMessage": {"chat_id", "message_thread_id", "text", "link_preview_options", "reply_markup"},
    "sendChatAction": {"chat_id", "message_thread_id", "action"},
}
_TEXTS = {"text", "url", "secret_token", "action"}


class BotApi:
    """`complaints` grow with what no client may send; the rest gets the documented errors."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.clock: Callable[[], float] = time.time
        self.sent: dict[tuple[int, int | None], list[Json]] = defaultdict(list)
        """Messages by chat and topic, oldest first."""
        self.typing: dict[int, int] = defaultdict(int)
        self.calls: list[str] = []
        """Methods, as they were called."""
        self.errors: list[Answer] = []
        """Answers of the next calls of sendMessage and setWebhook."""
        self.always: Answer | None = None
        self.bot: Json = BOT | {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        self.webhook: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        self.chats: dict[str, int] = {"group": GROUP}
        self.blocked: set[int] = set()
        self.numbers = count(1000)
        self.server = Loopback(self._respond)

    def number(self, chat: str) -> int:
        """Of the chat; a new one is private."""
        return self.chats.setdefault(chat, 1_000_000 + len(self.chats))

    def chat(self, name: str) -> Json:
        """The object Chat."""
        return self._chat(self.number(name))

    def _chat(self, number: int) -> Json:
        kind = {"type": "private", "first_name": "Anna"} if number > 0 else {"type": "supergroup", "title": "Gruppe"}
        return {"id": number, **kind}

    def _respond(self, call: Call) -> Answer:
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", call.path)
        if not found or found[2] not in _PARAMETERS or call.method != "POST":
            self.complaints.append(f"no such method: {call.method}")
            return error(404, "Not Found")
        if found[1] != TOKEN:
            return error(401, "Unauthorized")
        method, sent = found[2], {name: _value(name, raw) for name, raw in call.form().items()}
        self.calls.append(method)
        self.complaints += [f"{method} has no {name}" for name in sent.keys() - _PARAMETERS[method]]
        if self.always:
            return self.always
        if self.errors and method in ("sendMessage", "setWebhook"):
            return self.errors.pop(0)
        return getattr(self, f"_{method}")(sent)

    def _getMe(self, _: Json) -> Answer:
        return _done(self.bot)

    def _getWebhookInfo(self, _: Json) -> Answer:
        return _done(self.webhook)

    def _setWebhook(self, sent: Json) -> Answer:
        if not re.fullmatch(r"https://[^/:]+(:(443|80|88|8443))?/.*", sent["url"]):
            return error(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", sent["secret_token"]) or sent["drop_pending_updates"]:
            self.complaints.append("setWebhook loses messages or their proof")
        self.webhook |= {"url": sent["url"], "allowed_updates": sent["allowed_updates"], "max_connections": 40}
        return _done(True)

    def _sendMessage(self, sent: Json) -> Answer:
        if sent["chat_id"] == OLD_GROUP:
            return error(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=GROUP)
        if sent["chat_id"] in self.blocked:
            return error(403, "Forbidden: bot was blocked by the user")
        if sent["chat_id"] not in self.chats.values():
            return error(400, "Bad Request: chat not found")
        if not 1 <= utf16(sent["text"].strip()) <= 4096:
            self.complaints.append(f"a text of {utf16(sent['text'])}")
        if sent.get("link_preview_options") != {"is_disabled": True}:
            self.complaints.append("a preview of a link")
        self._check_buttons(sent)
        thread = sent.get("message_thread_id")
        message = {"message_id": next(self.numbers), "from": BOT, "chat": self._chat(sent["chat_id"]),
                   "date": int(self.clock()), **sent}
        self.sent[sent["chat_id"], thread].append(message)
        return _done({name: value for name, value in message.items() if name != "link_preview_options"})

    def _sendChatAction(self, sent: Json) -> Answer:
        if sent["action"] != "typing":
            self.complaints.append(f"action {sent['action']}")
        self.typing[sent["chat_id"]] += 1
        return _done(True)

    def _check_buttons(self, sent: Json) -> None:
        rows = sent.get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
        if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
            self.complaints.append("too many buttons")
        for button in buttons(sent):
            if set(button) != {"text", "callback_data"} or not button["text"] or not 1 <= len(button["callback_data"].encode()) <= 64:
                self.complaints.append(f"button {button}")


def buttons(sent: Json) -> list[Json]:
    """Those of a message, in order."""
    return [button for row in sent.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def error(status: int, description: str, **parameters: int) -> Answer:
    """What the API says when it does not do something."""
    fields = {"ok": False, "error_code": status, "description": description}
    return Answer(status, fields | ({"parameters": parameters} if parameters else {}))


def _value(name: str, raw: str) -> object:
    """Texts come as they are, everything else as JSON."""
    return raw if name in _TEXTS else json.loads(raw)


def _done(result: object) -> Answer:
    return Answer(200, {"ok": True, "result": result})
