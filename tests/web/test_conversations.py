"""The web channel: whoever knows the id may talk, read and delete."""

import pytest
from flask.testing import FlaskClient
from psycopg import Connection

from .fakes import FakeRasa, custom

PATH = "/api/conversations"


def start(client: FlaskClient, **body: str) -> str:
    response = client.post(PATH, json=body) if body else client.post(PATH)
    assert response.status_code == 201
    return response.json["id"]


def test_say_and_read(client: FlaskClient) -> None:
    token = start(client, language="en")
    said = {"message": "Bin eva@example.org", "message_id": "1"}
    reply = client.post(f"{PATH}/{token}/messages", json=said)
    assert reply.json["messages"][1] == {"custom": custom()}
    transcript = client.get(f"{PATH}/{token}").json
    turn, = transcript["turns"]
    assert transcript["state"] == "bot"
    assert turn["message"] == "Bin [E-Mail]" and turn["messages"] == reply.json["messages"]
    assert turn["number"] == reply.json["number"] == 1 and turn["rating"] is None


def test_a_new_conversation_is_empty_and_knows_its_language(client: FlaskClient) -> None:
    token = start(client, language="en")
    assert client.get(f"{PATH}/{token}").json == {
        "state": "bot", "position": None, "person": None, "language": "en", "last_event": 0, "turns": [], "entries": []}
    element, = client.post(f"{PATH}/{token}/messages", json={"message": " "}).json["messages"]
    assert element["custom"]["language"] == "en"


def test_ids_are_long_different_and_not_in_the_database(client: FlaskClient, database: Connection) -> None:
    tokens = {start(client) for _ in range(20)}
    assert len(tokens) == 20 and all(len(token) >= 40 for token in tokens)
    stored = str(database.execute("SELECT * FROM conversation").fetchall())
    assert not any(token in stored for token in tokens)


def test_a_message_sent_again_is_answered_once(client: FlaskClient, rasa: FakeRasa) -> None:
    token = start(client)
    replies = [client.post(f"{PATH}/{token}/messages", json={"message": "Hallo", "message_id": "7"}).json
               for _ in range(3)]
    assert replies[0] == replies[1] == replies[2] and len(rasa.received) == 1
    other = client.post(f"{PATH}/{token}/messages", json={"message": "Hallo", "message_id": "8"}).json
    assert (replies[0]["number"], other["number"]) == (1, 2)


def test_delete_leaves_nothing(client: FlaskClient, rasa: FakeRasa, database: Connection) -> None:
    database.execute("CREATE TABLE IF NOT EXISTS rasa_tracker (sender_id text)")
    token = start(client)
    client.post(f"{PATH}/{token}/messages", json={"message": "Hallo"})
    database.execute("INSERT INTO rasa_tracker VALUES (%s), ('web-other')", (rasa.received[0]["sender"],))
    assert client.delete(f"{PATH}/{token}").status_code == 204
    assert database.execute("SELECT count(*) FROM conversation").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM turn").fetchone() == (0,)
    assert database.execute("SELECT sender_id FROM rasa_tracker").fetchall() == [("web-other",)]
    database.execute("DROP TABLE rasa_tracker")


@pytest.mark.parametrize("kind", ["deleted", "unknown", "malformed", "of another channel"])
def test_without_a_valid_id_there_is_nothing(client: FlaskClient, rasa: FakeRasa, kind: str) -> None:
    token = start(client)
    if kind == "deleted":
        client.delete(f"{PATH}/{token}")
    else:
        token = {"unknown": "s" + "A" * 43, "malformed": "1", "of another channel": "rest-" + "0" * 40}[kind]
    answers = (client.get(f"{PATH}/{token}"), client.delete(f"{PATH}/{token}"),
               client.post(f"{PATH}/{token}/messages", json={"message": "Hallo"}))
    for response in answers:
        assert response.status_code == 404 and response.json["error"]["code"] == "not_found"
    assert not rasa.received


@pytest.mark.parametrize("body", [
    {}, {"message": 1}, {"message": "x", "sender": "eva"}, {"message": "x", "message_id": ""},
    {"message": "x", "message_id": "ä"}, {"message": "x", "message_id": "a" * 65},
    {"message": "x", "message_id": 5}, {"message": "x", "language": "deutsch"},
])
def test_a_wrong_message_is_refused(client: FlaskClient, rasa: FakeRasa, body: dict) -> None:
    response = client.post(f"{PATH}/{start(client)}/messages", json=body)
    assert response.status_code == 400 and not rasa.received


def test_a_wrong_start_is_refused(client: FlaskClient) -> None:
    assert client.post(PATH, json={"name": "eva"}).status_code == 400
    assert client.post(PATH, json=[]).status_code == 400
    assert client.post(PATH, data="x", content_type="text/plain").status_code == 415
