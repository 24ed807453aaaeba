"""Visitors and people of the tests: an application where somebody is always there, and the desk behind it."""

from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from web.handoff import Desk

PATH = "/api/conversations"
ALWAYS = "Mo-Su 0:00-24:00 UTC"


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

    def read(self) -> dict:
        return self.client.get(self.path).json

    def events(self, after: int = 0) -> list[dict]:
        response = self.client.get(f"{self.path}/events?format=json&after={after}")
        assert response.status_code == 200
        return response.json["events"]


def desk_of(app: Flask) -> Desk:
    """The people's side of an application."""
    return Desk(app.extensions["database"])


def waiting(app: Flask) -> list[int]:
    """The ids of those who wait, first in the queue first."""
    return [guest.id for guest in desk_of(app).queue() if guest.state == "waiting"]


def told(events: list[dict], kind: str = "state") -> list[dict]:
    """What events of one kind say."""
    return [event["data"] for event in events if event["event"] == kind]
