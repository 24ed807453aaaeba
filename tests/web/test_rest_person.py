"""People over the REST channel: the same queue, the same events, named by the sender."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from .fakes import FakeRasa, custom
from .test_people import ANOTHER_DAY
from .visits import Visit, desk_of, waiting

REST = "/webhooks/rest"
EVA = {"sender": "eva"}


@pytest.fixture
def client(staffed: Flask) -> FlaskClient:
    return staffed.test_client()


@pytest.fixture
def wants_person(rasa: FakeRasa) -> None:
    """Rasa understands every message as the wish for a person."""
    rasa.behave(lambda sent: [{"text": "Hier erreichen Sie Menschen."}, {"custom": custom(status="handoff", item=None, sources=[])}])


def say(client: FlaskClient, text: str, sender: str = "eva", **further: str) -> list[dict]:
    response = client.post(f"{REST}/webhook", json={"sender": sender, "message": text, "metadata": further})
    assert response.status_code == 200
    return response.json


def events(client: FlaskClient, after: int = 0) -> list[dict]:
    return client.get(f"{REST}/events?sender=eva&after={after}").json["events"]


def test_the_whole_way(client: FlaskClient, staffed: Flask, rasa: FakeRasa) -> None:
    say(client, "Hallo")
    asked = client.post(f"{REST}/person", json=EVA | {"language": "en"}).json
    assert (asked["state"], asked["position"], asked["open"]) == ("waiting", 1, True) and asked["hours"].startswith("Mon")
    desk, (conversation,) = desk_of(staffed), waiting(staffed)
    assert desk.queue()[0].channel == "rest"
    kept, = say(client, "Ist da jemand?")
    assert kept["custom"]["delivered"] is True and kept["recipient_id"] == "eva" and len(rasa.received) == 1
    desk.take(conversation)
    desk.say(conversation, "Ja.")
    seen = events(client, asked["last_event"])
    assert [event["event"] for event in seen] == ["joined", "state", "message"] and seen[2]["data"]["text"] == "Ja."
    assert client.delete(f"{REST}/person", json=EVA).json["state"] == "bot"
    assert say(client, "Hallo")[0]["text"] == "Mit vier Partnern."


def test_who_asks_in_words_waits_at_once(client: FlaskClient, staffed: Flask, wants_person) -> None:
    Visit.begin(staffed).ask_for_person()
    element, = say(client, "Einen Menschen bitte", message_id="m-1")
    about = element["custom"]
    assert (about["status"], about["state"], about["position"]) == ("handoff", "waiting", 2)
    assert "Ihr Platz in der Reihe: 2" in element["text"] and "offer_person" not in about
    assert events(client)[-1] == {"id": about["last_event"], "event": "state", "data": {"state": "waiting", "position": 2}}
    assert say(client, "Einen Menschen bitte", message_id="m-1") == [element] and len(waiting(staffed)) == 2


@pytest.mark.parametrize("settings", [{}, {"LOTSE_HOURS": ANOTHER_DAY}])
def test_while_nobody_is_there_the_contact_points_are_the_answer(make_app, wants_person, settings: dict) -> None:
    client = make_app(**settings).test_client()
    said, about = say(client, "Einen Menschen bitte")
    assert said["text"] == "Hier erreichen Sie Menschen." and set(about["custom"]) == set(custom())
    assert client.post(f"{REST}/person", json=EVA).json["state"] == "bot"


def test_if_it_cannot_be_stored_the_contact_points_are_the_answer(client: FlaskClient, wants_person, database) -> None:
    database.execute("ALTER TABLE handover RENAME TO away")
    try:
        said, about = say(client, "Einen Menschen bitte")
    finally:
        database.execute("ALTER TABLE away RENAME TO handover")
    assert said["text"] == "Hier erreichen Sie Menschen." and about["custom"]["stored"] is False


def test_a_personal_case_offers_a_person(client: FlaskClient, rasa: FakeRasa) -> None:
    rasa.behave(lambda sent: [{"text": "Das darf ich nicht.", "custom": custom(status="refused", reason="personal_case", sources=[])}])
    first, second = say(client, "Mein Antrag")
    assert first["custom"]["offer_person"] is True and second["text"] == "Möchten Sie mit einem Menschen sprechen?"


def test_a_sender_who_has_said_nothing_yet_can_wait(client: FlaskClient, staffed: Flask) -> None:
    assert client.post(f"{REST}/person", json=EVA).json["state"] == "waiting" and len(waiting(staffed)) == 1


def test_a_message_for_later(client: FlaskClient, staffed: Flask, make_app) -> None:
    message = EVA | {"message": "Bitte melden", "reply_to": "eva@example.org", "consent": True}
    assert client.post(f"{REST}/callback", json=message).status_code == 201
    assert [left.reply_to for left in desk_of(staffed).callbacks()] == ["eva@example.org"]
    refused = make_app().test_client().post(f"{REST}/callback", json=message)
    assert (refused.status_code, refused.json["error"]["code"]) == (409, "nobody_there")


def test_a_sender_never_reaches_a_conversation_of_the_web_page(client: FlaskClient, staffed: Flask) -> None:
    visit = Visit.begin(staffed)
    visit.ask_for_person()
    assert client.get(f"{REST}/events?sender={visit.token}").status_code == 404
    assert client.delete(f"{REST}/person", json={"sender": visit.token}).status_code == 404
    assert visit.read()["state"] == "waiting"


@pytest.mark.parametrize("method, path, body", [
    ("POST", "person", {}), ("POST", "person", {"sender": ""}), ("POST", "person", {"sender": "eva", "place": 1}),
    ("POST", "person", {"sender": "eva", "language": "deutsch"}), ("DELETE", "person", {}), ("DELETE", "person", {"sender": 5}),
    ("GET", "events", None), ("GET", "events?sender=", None), ("GET", "events?sender=eva&after=x", None),
    ("POST", "callback", EVA), ("POST", "callback", EVA | {"message": "x", "reply_to": "x", "consent": True}),
    ("POST", "callback", EVA | {"message": "x", "reply_to": "eva@example.org", "consent": False}),
])
def test_a_wrong_request_gets_a_sentence(client: FlaskClient, method: str, path: str, body: dict | None) -> None:
    response = client.open(f"{REST}/{path}", method=method, json=body)
    assert response.status_code == 400 and response.json["error"]["message"].endswith(".")


def test_an_unknown_sender_has_no_events_and_nothing_to_leave(client: FlaskClient) -> None:
    assert client.get(f"{REST}/events?sender=eva").status_code == 404
    assert client.delete(f"{REST}/person", json=EVA).status_code == 404
