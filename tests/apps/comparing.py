"""The same conversation in an app and over the REST contract, compared by what it means."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from tests.channels.provider import Shown
from tests.channels.world import World
from web.elements import custom_of, texts_of

CONVERSATIONS: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "conversations.yml").read_text())


@dataclass(frozen=True)
class Turn:
    """A question as it was meant and as it was written, what the REST contract answers, and what the app showed."""

    text: str
    typed: str
    reply: list[dict[str, Any]]
    shown: list[Shown]

    @property
    def choices(self) -> list[str]:
        """Titles of the buttons over REST."""
        return [button["title"] for element in self.reply for button in element.get("buttons", [])]


def hold(world: World, service: httpx.Client, name: str) -> Iterator[Turn]:
    """Holds the conversation of that name on both sides."""
    sender, last = f"same-{uuid.uuid4()}", None
    for step in CONVERSATIONS[name]:
        if isinstance(step, str):
            text, typed, shown = step, step, world.say(step)
        else:
            title = last.choices[step["press"]]
            pressed = any(title in one.buttons for one in last.shown)
            text, typed, shown = _payload(last, title), f"[ {title} ]" if pressed else str(step["press"] + 1), world.press(title)
        reply = service.post("/webhooks/rest/webhook", json={"sender": sender, "message": text}).json()
        last = Turn(text, typed, reply, shown)
        yield last


def differences(turn: Turn, world: World) -> list[str]:
    """What the app leaves out or says otherwise, in words; empty: nothing."""
    custom, words = custom_of(turn.reply), _words("\n".join(one.text for one in turn.shown))
    links = {link for one in turn.shown for link in one.links}
    buttons = [title for one in turn.shown for title in one.buttons]
    found = [f"not said: {text}" for text in texts_of(turn.reply) if _words(text) not in words]
    found += [f"no source: {source['url']}" for source in custom["sources"]
              if source["url"] not in links and source["url"] not in words]
    found += [f"no choice: {title}" for title in turn.choices if title not in buttons and _words(title) not in words]
    return found + _unlike(custom, world)


def _unlike(custom: dict[str, Any], world: World) -> list[str]:
    """How the stored turn of the app differs."""
    row = world.database.execute("SELECT status, reason, item, language FROM turn ORDER BY id DESC LIMIT 1").fetchone()
    expected = tuple(custom[name] for name in ("status", "reason", "item", "language"))
    return [] if row == expected else [f"{row} instead of {expected}"]


def _payload(turn: Turn, title: str) -> str:
    return next(button["payload"] for element in turn.reply for button in element.get("buttons", [])
                if button["title"] == title)


def _words(text: str) -> str:
    """Without how lines are broken."""
    return re.sub(r"\s+", " ", text).strip()
