"""While people have a conversation, the real Rasa is silent in it; afterwards it goes on with what it knew."""

import hashlib
import json
import os
import uuid
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from tests.http.checks import check_reply, custom_of
from tests.stack.processes import kill, wait_until

SECONDS = 60


@pytest.fixture
def conversation(service: httpx.Client) -> Iterator[str]:
    """The path of a conversation that is about Tunisia."""
    path = f"/api/conversations/{service.post('/api/conversations').json()['id']}"
    # After a restart of the database, which other tests cause, Rasa keeps conversations in memory for ten seconds.
    assert wait_until(lambda: knows_tunisia(service, path) and events(path), SECONDS)
    yield path
    service.delete(path)


def say(service: httpx.Client, conversation: str, text: str) -> dict:
    answer = service.post(f"{conversation}/messages", json={"message": text})
    assert answer.status_code == 200
    return custom_of(answer.json()["messages"])


def knows_tunisia(service: httpx.Client, conversation: str) -> bool:
    """Asked for Tunisia, so that what follows is about it."""
    return say(service, conversation, "Von wann ist die operative Partnerschaft mit Tunesien?")["item"] == "agreement-tunisia"


def is_paused(conversation: str) -> bool:
    """Whether the last pause in Rasa's tracker was not followed by anything that ends it."""
    kinds = [event["event"] for event in events(conversation) if event["event"] in ("pause", "resume")]
    return kinds[-1:] == ["pause"]


def events(conversation: str) -> list[dict]:
    """What Rasa's tracker store has of the conversation."""
    name = hashlib.sha256(f"web\0{conversation.rpartition('/')[2]}".encode()).hexdigest()[:40]
    with psycopg.connect(os.environ["TEST_DATABASE_URL"]) as connection:
        row = connection.execute("SELECT events FROM rasa_tracker WHERE sender_id = %s", (f"web-{name}",)).fetchone()
    return json.loads(row[0]) if row else []


def test_silent_while_people_have_it_and_nothing_is_forgotten(service: httpx.Client, conversation: str) -> None:
    assert service.post(f"{conversation}/person", json={}).json()["state"] == "waiting"
    assert wait_until(lambda: is_paused(conversation), SECONDS)
    for _ in range(5):
        assert say(service, conversation, "Für einen Menschen")["delivered"] is True
    service.delete(f"{conversation}/person")
    follow_up = say(service, conversation, "Und mit Marokko?")
    assert follow_up["item"] == "agreement-morocco" and "degraded" not in follow_up
    assert wait_until(lambda: not is_paused(conversation), SECONDS)


def test_rasa_that_was_dead_while_people_gave_it_back_goes_on_later(service: httpx.Client, conversation: str) -> None:
    assert service.post(f"{conversation}/person", json={}).json()["state"] == "waiting"
    assert wait_until(lambda: is_paused(conversation), SECONDS)
    kill("rasa")
    service.delete(f"{conversation}/person")
    assert wait_until(lambda: service.get("/readyz").status_code == 200, SECONDS)
    answer = {"degraded": True}

    def answered_by_rasa() -> bool:
        answer.clear()
        answer.update(say(service, conversation, "Und mit Niger?"))
        return "degraded" not in answer

    assert wait_until(answered_by_rasa, SECONDS)
    assert answer["item"] == "agreement-niger" and not is_paused(conversation)


def test_a_person_before_the_first_word(service: httpx.Client) -> None:
    sender = {"sender": uuid.uuid4().hex}
    assert service.post("/webhooks/rest/person", json=sender).json()["state"] == "waiting"
    service.request("DELETE", "/webhooks/rest/person", json=sender)
    body = sender | {"message": "Welche fünf Schlüsselbereiche gibt es?"}
    custom = check_reply(service.post("/webhooks/rest/webhook", json=body).json())
    assert custom["status"] == "answered" and "degraded" not in custom
