"""Bringing events to the channel as Slack does, and looking at what becomes of it."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from web.channels.channel import Choice, Failure, Inbound, Incoming, Message, Received, Source
from web.channels.providers.slack import Slack

from ..loopback import Answer
from ..provider import Json, Shown
from ..providers.slack import SlackProvider, callback, signed
from ..providers.slack_api import shown
from . import examples

PUBLIC = "https://lotse.example.org"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def bring(slack: Slack, body: bytes, kind: str = "application/json") -> Received:
    return slack.receive(Inbound("POST", signed(int(NOW.timestamp()), body, kind), {}, body, NOW))


def read(slack: Slack, event: Json, **changes: object) -> tuple[Incoming, ...]:
    """What becomes of an event."""
    return bring(slack, json.dumps(callback({**event, **changes})).encode()).messages


def pressed(slack: Slack, **changes: object) -> tuple[Incoming, ...]:
    payload = {**examples.PRESS, **changes}
    return bring(slack, urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded").messages


def rendered(slack: Slack, text: str, choices: tuple[str, ...] = (), sources: tuple[Source, ...] = ()) -> list[Shown]:
    message = Message(text, "de", tuple(Choice(f"c:1:{place}", title) for place, title in enumerate(choices)), sources)
    return [shown(payload) for payload in slack.render(message)]


def failure(slack: Slack, provider: SlackProvider, answer: Answer) -> Failure:
    """What becomes of an answer to chat.postMessage."""
    provider.api.error = answer
    with pytest.raises(Failure) as raised:
        slack.send("D1", {}, slack.render(Message("Hallo", "de"))[0], "key")
    return raised.value
