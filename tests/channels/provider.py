"""What the tests need of a provider: people who write, and what they see. One subclass for each in `providers`."""

from __future__ import annotations

import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from flask.testing import FlaskClient


@dataclass
class Shown:
    """A message as the person sees it: plain words without markup, titles of buttons, addresses of links and cards."""

    text: str
    buttons: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


class Provider(ABC):
    """A server on loopback that checks what we send as the provider's documentation says, or the real software.

    Chats are named by words such as "anna"; the subclass makes the provider's own ids of them. Whatever reaches the
    server and is not as documented must make the test fail: collect it in `complaints`.
    """

    name: ClassVar[str]
    listens: ClassVar[bool] = False
    buttons: ClassVar[bool] = True
    """Whether choices are buttons here."""
    groups: ClassVar[bool] = False
    edits: ClassVar[bool] = False
    deletions: ClassVar[bool] = False
    blocks: ClassVar[bool] = True
    """Whether people can block the bot, or throw it out, here."""
    real: ClassVar[bool] = False
    """Whether it is the real software, which cannot be made to send what it would never send."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.client: FlaskClient | None = None
        self.clock: Callable[[], float] = time.time

    @abstractmethod
    def settings(self) -> dict[str, str]:
        """The environment of a web tier that uses this provider; the server runs already."""

    def attach(self, client: FlaskClient, clock: Callable[[], float]) -> None:
        """From now on messages are brought there, at the time of `clock`; a provider that is asked for them needs nothing."""
        self.client, self.clock = client, clock

    @abstractmethod
    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        """The person writes; `name` is the message's own name, new by default. The status that the provider was given."""

    def press(self, title: str, chat: str = "anna") -> int:
        """The person presses a button of the newest message that has it."""
        raise NotImplementedError

    def send_unreadable(self, chat: str = "anna") -> int:
        """The person sends a voice message or a picture without words."""
        raise NotImplementedError

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        """The person changes the message of that name."""
        raise NotImplementedError

    def delete(self, name: str, chat: str = "anna") -> int:
        """The person deletes the message of that name."""
        raise NotImplementedError

    def say_in_group(self, text: str, addressed: bool) -> int:
        """Somebody writes in a group, to the bot or to others; the chat is called "group"."""
        raise NotImplementedError

    def forge(self) -> list[int]:
        """Requests that are not the provider's, each in another way: without signature, wrong, too old. The statuses."""
        raise NotImplementedError

    def send_unknown(self) -> list[int]:
        """Events that no documentation knows, and pieces that are no event at all, rightly signed. The statuses."""
        raise NotImplementedError

    @abstractmethod
    def shown(self, chat: str = "anna") -> list[Shown]:
        """What the person saw so far from the bot, oldest first."""

    def typing_seen(self, chat: str = "anna") -> int:
        """How often the person saw that an answer is being written; -1: this app cannot show it."""
        return -1

    @abstractmethod
    def down(self) -> None:
        """From now on every call fails as when the provider is away."""

    @abstractmethod
    def up(self) -> None:
        """Everything works again."""

    def slow_down(self, seconds: int) -> None:
        """The next call gets the provider's 429, and may be repeated after so many seconds."""
        raise NotImplementedError

    def revoke(self) -> None:
        """The token is not accepted any more, until `up`."""
        raise NotImplementedError

    def block(self, chat: str = "anna") -> None:
        """The person blocks the bot."""
        raise NotImplementedError

    def close(self) -> None:  # noqa: B027 - real software is stopped by its fixture
        """Stops the server."""


def new_name() -> str:
    """A name for a message that nobody has used."""
    return uuid.uuid4().hex


Json = dict[str, Any]
