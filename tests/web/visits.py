"""Visitors and people of the tests: an application where somebody is always there, and the desk behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from web.guard import clean
from web.handoff import Desk, Guest
from web.store import Account, Database

PATH = "/api/conversations"
ALWAYS = "Mo-Su 0:00-24:00 UTC"
_ACCOUNT = """
INSERT INTO account (name, display, role, password) VALUES (%(name)s, %(display)s, %(role)s, 'none')
ON CONFLICT (name) DO UPDATE SET display = EXCLUDED.display, role = EXCLUDED.role RETURNING id
"""


@dataclass
class Visit:
    """One visitor's conversation over HTTP."""

    client: FlaskClient
    token: str

    @classmethod
    def begin(cls, app: Flask) -> "Visit":
        client = app.test_client()
        return cls(client, client.post(PATH).json["id"])

    @property
    def path(self) -> str:
        return f"{PATH}/{self.token}"

    def say(self, text: str, **further: str) -> list[dict]:
        """The elements of the reply."""
        response = self.client.post(f"{self.path}/messages", json={"message": text, **further})
        assert response.status_code == 200
        return response.json["messages"]

    def ask_for_person(self) -> dict:
        response = self.client.post(f"{self.path}/person", json={})
        assert response.status_code == 200
        return response.json

    def leave(self) -> dict:
        """Goes back to the machine."""
        response = self.client.delete(f"{self.path}/person")
        assert response.status_code == 200
        return response.json

    def read(self) -> dict:
        return self.client.get(self.path).json

    def events(self, after: int = 0) -> list[dict]:
        response = self.client.get(f"{self.path}/events?format=json&after={after}")
        assert response.status_code == 200
        return response.json["events"]


class Person:
    """The desk in one person's hands: every step of `Desk` that takes an account gets theirs."""

    _STEPS = frozenset({"take", "take_over", "typing", "say", "note", "forward", "give_back", "close"})

    def __init__(self, desk: Desk, account: Account) -> None:
        self.desk, self.account = desk, account

    def __getattr__(self, name: str) -> Any:
        step = getattr(self.desk, name)
        return partial(self._do, step) if name in self._STEPS else step

    def _do(self, step: Callable, conversation: int, *further: Any, **named: Any) -> None:
        step(conversation, self.account, *further, **named)

    def mine(self, account: Account) -> list[Guest]:
        """The conversations of the queue that the account has."""
        return [guest for guest in self.desk.queue() if (guest.state, guest.account) == ("human", account.id)]

    def decide(self, proposal: int, decision: str, text: str | None = None) -> int:
        return self.desk.decide(proposal, self.account, decision, text)


def account(database: Database, display: str, role: str = "agent") -> Account:
    """Somebody who works here; made if need be."""
    display = clean(display)  # as where accounts are made
    values = {"name": display.lower(), "display": display, "role": role}
    number, = database.run(_ACCOUNT, values).fetchone()
    return Account(number, values["name"], display, role, "de", False, False)


def desk_of(app: Flask, display: str = "Ida", role: str = "agent") -> Person:
    """The people's side of an application, in the hands of somebody of that name."""
    return Person(app.extensions["desk"], account(app.extensions["database"], display, role))


def waiting(app: Flask) -> list[int]:
    """The ids of those who wait, first in the queue first."""
    return [guest.id for guest in desk_of(app).queue() if guest.state == "waiting"]


def told(events: list[dict], kind: str = "state") -> list[dict]:
    """What events of one kind say."""
    return [event["data"] for event in events if event["event"] == kind]
