"""Slack's Web API on loopback: takes only what its documentation allows, and keeps what was posted."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from typing import Any

from ..loopback import Answer, Call, Loopback
from ..provider import Json, Shown

TOKEN = "xoxb-1-2-made-up-for-tests"
SCOPES = "app_mentions:read,chat:write,im:history"
_FIELDS = {"channel", "text", "blocks", "thread_ts", "mrkdwn", "unfurl_links", "unfurl_media"}
_MOST_IN_BLOCKS = 13_000  # found by others, https://github.com/slackapi/bolt-js/issues/2509
_RAW = re.compile(r"[<>]|&(?!(?:amp|lt|gt);)")


def units(text: str) -> int:
    """The strictest way to count characters: UTF-16."""
    return len(text.encode("utf-16-le")) // 2


class SlackApi:
    """`error` is answered to the next call, `always` to every call."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        self.posted: dict[str, list[Json]] = defaultdict(list)
        self.error: Answer | None = None
        self.always: Answer | None = None
        self.closed: set[str] = set()
        self.scopes = SCOPES
        self._server = Loopback(self._respond)
        self.url = f"{self._server.url}/api"

    def close(self) -> None:
        self._server.close()

    def _respond(self, call: Call) -> Answer:
        if call.headers["Authorization"] != f"Bearer {TOKEN}":
            self.complaints.append("a call without the token")
        if TOKEN.encode() in call.body:
            self.complaints.append("the token is in a body")
        error, self.error = self.always or self.error, None
        if error:
            return error
        if call.path == "/api/auth.test":
            return Answer(200, {"ok": True, "team": "Subarachnoid Workspace", "user": "lotse", "team_id": "T0G9PQBBK",
                                "user_id": "W23456789", "bot_id": "BZYBOTHED"}, (("x-oauth-scopes", self.scopes),))
        if call.path != "/api/chat.postMessage":
            return Answer(200, {"ok": False, "error": "unknown_method"})
        return self._post(call)

    def _post(self, call: Call) -> Answer:
        if call.headers["Content-Type"] != "application/json;charset=utf-8":
            self.complaints.append("no JSON with its charset")
        sent = call.json()
        if sent["channel"] in self.closed:
            return Answer(200, {"ok": False, "error": "channel_not_found"})
        wrong = list(_faults(sent))
        if wrong:
            self.complaints += wrong
            return Answer(200, {"ok": False, "error": "invalid_blocks"})
        place = sent["channel"]
        number = len(self.posted[place]) + 1
        self.posted[place].append({**sent, "ts": f"1900000000.{number:06d}"})
        return Answer(200, {"ok": True, "channel": place, "ts": f"1900000000.{number:06d}", "message": {"text": sent["text"]}})


def shown(posted: Json) -> Shown:
    """A message as people see it."""
    rich = _rich(posted)
    links = [one["url"] for one in rich if one["type"] == "link"]
    return Shown("".join(one.get("text") or one["url"] for one in rich), [one["text"]["text"] for one in buttons(posted)], links)


def buttons(posted: Json) -> list[Json]:
    return [element for block in posted["blocks"] if block["type"] == "actions" for element in block["elements"]]


def _rich(posted: Json) -> list[Json]:
    return [one for block in posted["blocks"] if block["type"] == "rich_text" for section in block["elements"]
            for one in section["elements"]]


def _faults(sent: Json):
    """https://docs.slack.dev/reference/methods/chat.postMessage and its blocks."""
    if set(sent) - _FIELDS:
        yield f"unknown fields {set(sent) - _FIELDS}"
    if (sent["mrkdwn"], sent["unfurl_links"], sent["unfurl_media"]) != (False, False, False):
        yield "markup or previews are on"
    if not 0 < units(sent["text"]) <= 40_000 or _RAW.search(sent["text"]):
        yield "the text is empty, too long or not escaped"
    if sent["channel"].startswith("C") and not sent.get("thread_ts"):
        yield "an answer in a channel outside of its thread"
    if [block["type"] for block in sent["blocks"]] not in (["rich_text"], ["rich_text", "actions"]):
        yield "unknown blocks"
    yield from _faults_of_words(_rich(sent), html.unescape(sent["text"]))
    yield from _faults_of_buttons(buttons(sent))


def _faults_of_words(rich: list[Json], said: str):
    written = "".join(one.get("text", "") for one in rich)
    if not rich or units(written) > _MOST_IN_BLOCKS:
        yield "no words, or too many"
    for one in rich:
        if one["type"] == "text" and set(one) == {"type", "text"} and one["text"]:
            continue
        if one["type"] == "link" and set(one) <= {"type", "text", "url"} and re.match(r"https?://[^\s<>]+\Z", one["url"]):
            continue
        yield f"a wrong element of type {one['type']}"
    if any(one.get("text", one.get("url")).strip() not in said for one in rich):
        yield "the notification says something else"


def _faults_of_buttons(found: list[Any]):
    if len(found) > 25 or len({one["action_id"] for one in found}) < len(found):
        yield "too many buttons, or two of one name"
    for one in found:
        text = one["text"]
        if one["type"] != "button" or text["type"] != "plain_text" or text["emoji"] or not 0 < units(text["text"]) <= 75:
            yield "a wrong button"
        if not 0 < len(one["action_id"]) <= 255 or not 0 < len(one["value"]) <= 2000:
            yield "a wrong name of a button"
