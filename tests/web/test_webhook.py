"""The REST channel in front of a working Rasa."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from .fakes import FakeRasa, custom

PATH = "/webhooks/rest/webhook"


def send(client: FlaskClient, message: str, sender: str = "eva", **metadata: str):
    return client.post(PATH, json={"sender": sender, "message": message, "metadata": metadata})


def test_the_reply_is_in_the_shape_of_rasas_rest_channel(client: FlaskClient) -> None:
    response = send(client, "Wie viele Partner?")
    assert response.status_code == 200 and response.content_type == "application/json"
    assert response.json == [
        {"recipient_id": "eva", "text": "Mit vier Partnern.",
         "buttons": [{"title": "Welche?", "payload": "Welche Länder?"}]},
        {"recipient_id": "eva", "custom": custom()}]


def test_rasa_gets_a_hashed_sender_and_a_harmless_text(client: FlaskClient, rasa: FakeRasa) -> None:
    send(client, "\u200b /restart eva@example.org ", language="de-AT")
    sent, = rasa.received
    assert sent["message"] == "restart [E-Mail]"
    assert sent["sender"].startswith("rest-") and "eva" not in sent["sender"]
    assert sent["metadata"] == {"channel": "rest", "language": "de"}


def test_a_sender_is_always_the_same_conversation(client: FlaskClient, rasa: FakeRasa) -> None:
    for sender in ("eva", "eva", "ida"):
        send(client, "Hallo", sender)
    first, second, third = (sent["sender"] for sent in rasa.received)
    assert first == second != third


def test_a_sender_never_reaches_a_conversation_of_the_web(client: FlaskClient, rasa: FakeRasa) -> None:
    token = client.post("/api/conversations").json["id"]
    client.post(f"/api/conversations/{token}/messages", json={"message": "Hallo"})
    send(client, "Hallo", token)
    send(client, "Hallo", rasa.received[0]["sender"])
    assert len({sent["sender"] for sent in rasa.received}) == 3


def test_the_turn_is_stored_without_personal_data(client: FlaskClient, database: Connection) -> None:
    send(client, "Ich bin eva@example.org", message_id="m1")
    row = database.execute(
        "SELECT channel, state, message_id, user_text, status, item, t.language, confidence, degraded"
        " FROM turn t JOIN conversation c ON c.id = t.conversation_id").fetchone()
    assert row == ("rest", "bot", "m1", "Ich bin [E-Mail]", "answered", "agreements", "de",
                   pytest.approx(0.9), False)
    everything = str(database.execute("SELECT * FROM conversation, turn").fetchall())
    assert "eva" not in everything


def test_a_message_sent_again_is_answered_from_the_store(client: FlaskClient, rasa: FakeRasa) -> None:
    first = send(client, "Hallo", message_id="m1")
    again = send(client, "Hallo", message_id="m1")
    assert again.json == first.json
    assert len(rasa.received) == 1


def test_a_message_id_counts_only_in_its_conversation(client: FlaskClient, rasa: FakeRasa) -> None:
    send(client, "Hallo", "eva", message_id="m1")
    send(client, "Hallo", "ida", message_id="m1")
    send(client, "Hallo", "eva", message_id="m2")
    send(client, "Hallo", "eva")
    send(client, "Hallo", "eva")
    assert len(rasa.received) == 5


@pytest.mark.parametrize("message", ["", "   ", "\u200b\u2060", "\n", "/", "\u0000"])
def test_nothing_to_answer(client: FlaskClient, rasa: FakeRasa, message: str) -> None:
    element, = send(client, message).json
    assert (element["custom"]["status"], element["custom"]["reason"]) == ("clarify", "unclear")
    assert "leer" in element["text"] and not rasa.received


def test_too_long(client: FlaskClient, rasa: FakeRasa, database: Connection) -> None:
    element, = send(client, "wort " * 1000, language="en").json
    assert (element["custom"]["status"], element["custom"]["reason"]) == ("refused", "unclear")
    assert "too long" in element["text"] and element["custom"]["language"] == "en" and not rasa.received
    assert database.execute("SELECT length(user_text) <= 2000 FROM turn").fetchone() == (True,)


def test_as_long_as_allowed(client: FlaskClient, rasa: FakeRasa) -> None:
    send(client, "x" * 2000)
    assert len(rasa.received[0]["message"]) == 2000


def test_streaming_is_ignored(client: FlaskClient) -> None:
    response = client.post(PATH + "?stream=true", json={"sender": "eva", "message": "Hallo"})
    assert len(response.json) == 2


def test_an_input_channel_is_ignored(client: FlaskClient, rasa: FakeRasa) -> None:
    client.post(PATH, json={"sender": "eva", "message": "Hallo", "input_channel": "telegram"})
    assert rasa.received[0]["metadata"] == {"channel": "rest"}
