"""People, live updates, ratings and saving in the running service, where somebody is always there (LOTSE_HOURS)."""

import json
import os
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from tests.web.visits import Person, account
from web.handoff import Desk
from web.store import Database

from .checks import check_error, check_reply

PATH = "/api/conversations"


@pytest.fixture
def conversation(service: httpx.Client) -> Iterator[str]:
    """The path of a new conversation, which is deleted afterwards: nobody is left in the queue."""
    path = f"{PATH}/{service.post(PATH).json()['id']}"
    yield path
    service.delete(path)


@pytest.fixture
def desk() -> Iterator[Person]:
    """The people's side, in the service's own database (TEST_DATABASE_URL)."""
    database = Database(os.environ["TEST_DATABASE_URL"], 1, 10, 1)
    yield Person(Desk(database), account(database, "Ida"))
    database.close()


def newest(desk: Person) -> int:
    """The conversation that began to wait last."""
    return max((guest for guest in desk.queue() if guest.state == "waiting"), key=lambda guest: guest.since).id


def say(service: httpx.Client, conversation: str, text: str) -> list[dict]:
    return service.post(f"{conversation}/messages", json={"message": text}).json()["messages"]


def test_who_wants_a_person_is_offered_one_and_waits(service: httpx.Client, conversation: str) -> None:
    custom = check_reply(say(service, conversation, "Ich möchte mit einem Menschen sprechen."))
    assert custom["status"] == "handoff" and custom["offer_person"] is True
    answer = service.post(f"{conversation}/person", json={}).json()
    assert answer["state"] == "waiting" and answer["position"] >= 1 and answer["open"] is True and answer["hours"]
    kept = check_reply(say(service, conversation, "Wie viele Schlüsselbereiche gibt es?"))
    assert (kept["status"], kept["delivered"]) == ("handoff", True)
    back = service.delete(f"{conversation}/person")
    assert back.status_code == 200 and back.json()["state"] == "bot"
    assert check_reply(say(service, conversation, "Welche fünf Schlüsselbereiche gibt es?"))["status"] == "answered"


def test_a_person_is_heard_at_once(service: httpx.Client, conversation: str, desk: Person) -> None:
    after = service.post(f"{conversation}/person", json={}).json()["last_event"]
    number = newest(desk)
    seen = []
    with service.stream("GET", f"{conversation}/events", params={"after": after}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = stream.iter_lines()
        assert next(lines).startswith("retry:")
        desk.take(number)
        desk.typing(number)
        desk.say(number, "Guten Tag.")
        desk.close(number)
        while "closed" not in seen:
            line = next(lines)
            if line.startswith("event: "):
                seen.append(line.removeprefix("event: "))
                if seen[-1] == "message":
                    assert json.loads(next(lines).removeprefix("data: "))["text"] == "Guten Tag."
    assert seen == ["joined", "state", "typing", "message", "state", "closed"]
    listed = service.get(f"{conversation}/events", params={"after": after, "format": "json"}).json()["events"]
    assert [event["event"] for event in listed] == seen
    assert [entry["text"] for entry in service.get(conversation).json()["entries"]] == ["Guten Tag."]


def test_a_sender_of_the_rest_channel_reaches_the_same_people(service: httpx.Client, desk: Person, send, sender: str) -> None:
    custom = check_reply(send("Ich möchte mit einem Menschen sprechen.").json())
    assert (custom["status"], custom["state"]) == ("handoff", "waiting") and custom["position"] >= 1
    number = newest(desk)
    desk.take(number)
    desk.say(number, "Guten Tag.")
    query = {"sender": sender, "after": custom["last_event"]}
    events = service.get("/webhooks/rest/events", params=query).json()["events"]
    assert [event["event"] for event in events] == ["joined", "state", "message"]
    back = service.request("DELETE", "/webhooks/rest/person", json={"sender": sender})
    assert back.json()["state"] == "bot"
    assert check_reply(send("Welche fünf Schlüsselbereiche gibt es?").json())["status"] == "answered"


def test_rating_and_saving(service: httpx.Client, conversation: str) -> None:
    say(service, conversation, "Welche fünf Schlüsselbereiche gibt es?")
    rating = {"turn": 1, "value": "down", "comment": "Zu lang"}
    assert service.post(f"{conversation}/ratings", json=rating).status_code == 204
    check_error(service.post(f"{conversation}/ratings", json=rating | {"turn": 2}), 404)
    saved = service.get(f"{conversation}/transcript", params={"format": "text", "lang": "de"})
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "Welche fünf Schlüsselbereiche gibt es?" in saved.text and "https://commission.europa.eu/" in saved.text


def test_a_message_for_later(service: httpx.Client, conversation: str) -> None:
    message = {"message": "Bitte melden", "reply_to": "eva@example.org", "consent": True}
    assert service.post(f"{conversation}/callback", json=message).status_code == 201
    check_error(service.post(f"{conversation}/callback", json=message | {"consent": False}), 400)
    assert service.delete(conversation).status_code == 204
    with psycopg.connect(os.environ["TEST_DATABASE_URL"]) as connection:
        assert connection.execute("SELECT count(*) FROM callback WHERE reply_to = 'eva@example.org'").fetchone() == (0,)


@pytest.mark.parametrize("place, body", [
    ("person", {"position": 1}), ("person", []), ("callback", {}), ("callback", {"message": "x", "reply_to": "x", "consent": True}),
    ("ratings", {"turn": 0, "value": "up"}), ("ratings", {"turn": 1, "value": "<b>"}), ("ratings", "up"),
])
def test_a_wrong_body(service: httpx.Client, conversation: str, place: str, body: object) -> None:
    check_error(service.post(f"{conversation}/{place}", json=body), 400)


@pytest.mark.parametrize("query", ["after=x", "after=-1", "format=xml"])
def test_a_wrong_question_for_events(service: httpx.Client, conversation: str, query: str) -> None:
    check_error(service.get(f"{conversation}/events?{query}"), 400)
