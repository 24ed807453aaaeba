"""Slack: brings events and presses, signed as its documentation says, and takes messages by its Web API."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any
from urllib.parse import urlencode

from ..loopback import Answer
from ..provider import Json, Provider, Shown, new_name
from .slack_api import TOKEN, SlackApi, buttons, shown

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_BOT = "W23456789"
_CHANNEL = "C0GROUP"


def signature(stamp: int, body: bytes) -> str:
    return "v0=" + hmac.new(SECRET.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()


def signed(stamp: int, body: bytes, kind: str = _JSON) -> dict[str, str]:
    """Headers of a request."""
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": str(stamp), "X-Slack-Signature": signature(stamp, body)}


def callback(event: Any, name: str = "Ev123ABC456") -> Json:
    """An event in its wrapper."""
    return {"token": "XXYYZZ", "team_id": "T123ABC456", "api_app_id": "A123ABC456", "event": event, "type": "event_callback",
            "authorizations": [{"enterprise_id": None, "team_id": "T123ABC456", "user_id": _BOT, "is_bot": True}],
            "event_id": name, "event_time": 1355517523}


class SlackProvider(Provider):
    name = "slack"
    groups = edits = deletions = True

    def __init__(self) -> None:
        super().__init__()
        self.api = SlackApi(self.complaints)
        self._said: dict[str, Json] = {}
        self._count = 0

    def settings(self) -> dict[str, str]:
        return {"LOTSE_SLACK_BOT_TOKEN": TOKEN, "LOTSE_SLACK_SIGNING_SECRET": SECRET, "LOTSE_SLACK_URL": self.api.url}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        name = name or new_name()
        if name not in self._said:
            self._said[name] = self._message(chat, text)
        return self.bring(callback(self._said[name], f"Ev{name}"))

    def press(self, title: str, chat: str = "anna") -> int:
        posted, button = [(posted, one) for posted in self.api.posted[_place(chat)] for one in buttons(posted)
                          if one["text"]["text"] == title][-1]
        message = {"type": "message", "bot_id": "BZYBOTHED", "user": _BOT} | {
            field: posted[field] for field in ("text", "ts", "blocks", "thread_ts") if field in posted}
        action = {**button, "block_id": "b", "action_ts": self._ts()}
        return self.bring_form({
            "type": "block_actions", "user": {"id": _user(chat), "team_id": "T111"}, "api_app_id": "A111", "trigger_id": "1.2.valid",
            "container": {"type": "message", "message_ts": posted["ts"], "channel_id": _place(chat), "is_ephemeral": False},
            "channel": {"id": _place(chat), "name": "directmessage"}, "message": message, "actions": [action],
            "response_url": "https://hooks.slack.com/actions/T111/111/random-value"})

    def send_unreadable(self, chat: str = "anna") -> int:
        files = [{"id": "F111", "name": "audio.m4a", "mimetype": "audio/mp4", "subtype": "slack_audio"}]
        return self.bring(callback(self._message(chat, "") | {"subtype": "file_share", "files": files}, f"Ev{new_name()}"))

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        before, ts = self._said[name], self._ts()
        message = {"type": "message", "user": before["user"], "ts": before["ts"], "text": _typed(text),
                   "edited": {"user": before["user"], "ts": ts}}
        return self.bring(callback(self._hidden("message_changed", chat, ts) | {"message": message, "previous_message": before},
                                   f"Ev{new_name()}"))

    def delete(self, name: str, chat: str = "anna") -> int:
        before = self._said[name]
        told = {"deleted_ts": before["ts"], "previous_message": before}
        return self.bring(callback(self._hidden("message_deleted", chat, self._ts()) | told, f"Ev{new_name()}"))

    def say_in_group(self, text: str, addressed: bool) -> int:
        """An app that asked for all messages of channels gets a mention twice."""
        written = self._message("group", text)
        if addressed:
            written["text"] = f"<@{_BOT}> {written['text']}"
            self.bring(callback({**written, "type": "app_mention"}, f"Ev{new_name()}"))
        return self.bring(callback(written, f"Ev{new_name()}"))

    def forge(self) -> list[int]:
        body, now = json.dumps(callback(self._message("anna", "Hallo"))).encode(), int(self.clock())
        right = signed(now, body)
        tries = [{"Content-Type": _JSON}, {**right, "X-Slack-Signature": "v0=" + "0" * 64}, {**right, "X-Slack-Signature": "v0=é"},
                 {**right, "X-Slack-Request-Timestamp": "soon"}, {**right, "X-Slack-Request-Timestamp": "²"},
                 {**right, "X-Slack-Request-Timestamp": str(now - 1)}, signed(now, b"{}"),
                 signed(now - 301, body), signed(now + 301, body)]
        return [self._post(body, headers) for headers in tries]

    def send_unknown(self) -> list[int]:
        events = ({"type": "team_dance"}, {"type": []}, {}, [], None, {"type": "message"}, {"type": "message", "channel": "D\0"},
                  {"type": "app_mention", "user": "U1", "channel": "C1", "text": "x", "ts": "now"},
                  {"type": "message", "channel": "D1", "user": "U1", "text": 7, "ts": "1.1"},
                  {"type": "message", "channel": "D1", "subtype": ["message_changed"], "ts": "1.1"},
                  {"type": "message", "channel": "D1", "subtype": "message_changed", "message": [], "ts": "1.1"})
        button = {"type": "button", "value": "c:1:0"}
        forms = ({"type": "view_submission"}, {"type": "block_actions"}, {"type": "block_actions", "actions": [{}], "message": {}},
                 {"type": "block_actions", "actions": [button], "message": {}}, [], 7)
        return [*(self.bring(callback(event)) for event in events), *(self.bring(value) for value in ({}, [], "x", {"type": 7})),
                *(self.bring_form(value) for value in forms),
                *(self.bring_raw(body, _FORM) for body in (b"ssl_check=1", b"payload", b"\xff", b"&a" * 60))]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [shown(posted) for posted in self.api.posted[_place(chat)]]

    def down(self) -> None:
        self.api.always = Answer(503, "upstream connect error")

    def up(self) -> None:
        self.api.always = None

    def slow_down(self, seconds: int) -> None:
        self.api.error = Answer(429, {"ok": False, "error": "ratelimited"}, (("Retry-After", str(seconds)),))

    def revoke(self) -> None:
        self.api.always = Answer(200, {"ok": False, "error": "token_revoked"})

    def block(self, chat: str = "anna") -> None:
        """Who left the workspace has no direct chat any more."""
        self.api.closed.add(_place(chat))

    def close(self) -> None:
        self.api.close()

    def bring(self, value: object) -> int:
        return self.bring_raw(json.dumps(value).encode(), _JSON)

    def bring_form(self, payload: object) -> int:
        return self.bring_raw(urlencode({"payload": json.dumps(payload)}).encode(), _FORM)

    def bring_raw(self, body: bytes, kind: str) -> int:
        return self._post(body, signed(int(self.clock()), body, kind))

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        return self.client.post("/channels/slack", data=body, headers=headers).status_code

    def _ts(self) -> str:
        """Slack's time of a message, which is its name in the channel."""
        self._count += 1
        return f"{int(self.clock())}.{self._count:06d}"

    def _message(self, chat: str, text: str) -> Json:
        ts = self._ts()
        return {"type": "message", "user": _user(chat), "text": _typed(text), "ts": ts, "event_ts": ts, "channel": _place(chat),
                "channel_type": "channel" if chat == "group" else "im", "client_msg_id": new_name()}

    def _hidden(self, subtype: str, chat: str, ts: str) -> Json:
        return {"type": "message", "subtype": subtype, "channel": _place(chat), "hidden": True, "ts": ts, "event_ts": ts,
                "channel_type": "im"}


def _place(chat: str) -> str:
    return _CHANNEL if chat == "group" else f"D0{chat.upper()}"


def _user(chat: str) -> str:
    return f"U0{chat.upper()}"


def _typed(text: str) -> str:
    """What Slack makes of what people type."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
