"""A web tier with one provider's channel: the people of the tests write, and everything due is done before they look."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import psycopg
from flask import Flask

from tests.web.visits import Person, desk_of, waiting
from web.channels import Office
from web.channels.pace import Pace

from .provider import Provider, Shown

_LONGEST = 15.0


class World:
    """`clock` can be moved; `office` is the application's."""

    def __init__(self, app: Flask, provider: Provider, database: psycopg.Connection) -> None:
        self.app, self.provider, self.database = app, provider, database
        self.office: Office = app.extensions["channels"]
        self.moved = timedelta()
        self.office.clock = lambda: datetime.now(UTC) + self.moved
        for lane in self.office.lanes.values():
            lane.pace = Pace(1e6)
            lane.wake = lambda everything=False: None  # everything is done by `settle`, so that the order is known
        provider.attach(app.test_client(), lambda: self.office.clock().timestamp())
        for listener in self.office.listeners.values():
            listener.start()
            assert listener.holds.wait(_LONGEST)

    @property
    def name(self) -> str:
        return self.provider.name

    def listens_only(self) -> bool:
        """Whether no request can bring a message."""
        return self.provider.listens

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> list[Shown]:
        """What is shown after the person wrote."""
        return self.after(lambda: self.provider.say(text, chat, name), chat)

    def press(self, title: str, chat: str = "anna") -> list[Shown]:
        """What is shown after the person chose: by a button, else by its number, as where the title is too long for one."""
        if self.provider.buttons and any(title in one.buttons for one in self.provider.shown(chat)):
            return self.after(lambda: self.provider.press(title, chat), chat)
        lines = self.provider.shown(chat)[-1].text.splitlines()
        number = next(line.split(".")[0].strip() for line in lines if line.strip().partition(". ")[2] == title)
        return self.say(number, chat)

    def after(self, act, chat: str = "anna", expected: int = 1) -> list[Shown]:
        """What is new in the chat after `act`, which brings so many messages."""
        before, taken = len(self.provider.shown(chat)), self.taken()
        status = act()
        assert status in (200, 201, 202, 204, None), status
        self.wait_taken(taken + expected)
        self.settle()
        return self.provider.shown(chat)[before:]

    def taken(self) -> int:
        """How many messages were stored so far."""
        return self.database.execute("SELECT count(*) FROM incoming").fetchone()[0]

    def wait_taken(self, number: int) -> None:
        """Channels that fetch their messages need a moment."""
        end = time.monotonic() + _LONGEST
        while self.provider.listens and self.taken() < number and time.monotonic() < end:
            time.sleep(0.02)

    def settle(self) -> None:
        """Does all that is due."""
        self.office.run_once()
        assert self.provider.complaints == []

    def die_before_sending(self) -> None:
        """Answers what came in, and ends while the letter is claimed and not yet handed over."""
        class Died(BaseException):
            pass

        def die(*_: object) -> None:
            raise Died

        channel = self.office.channels[self.name]
        channel.send = die
        with suppress(Died):
            self.office.run_once()
        del channel.send

    def later(self, **span: float) -> None:
        """Moves the clock, and does what is due then."""
        self.moved += timedelta(**span)
        self.settle()

    def conversation(self, chat: str = "anna") -> int:
        """The id of the newest conversation."""
        return self.database.execute("SELECT max(id) FROM conversation").fetchone()[0]

    def desk(self, display: str = "Ida") -> Person:
        return desk_of(self.app, display)

    def waiting(self) -> list[int]:
        return waiting(self.app)
