"""When a part is away, the service answers with what is left, and says so."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import Settings, close_app, create_app

from .fakes import FakeKnowledge, FakeRasa, answer, serving

PATH = "/webhooks/rest/webhook"
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens


def send(client: FlaskClient, message: str = "Hallo", sender: str = "eva", **metadata: str):
    return client.post(PATH, json={"sender": sender, "message": message, "metadata": metadata})


def final(response) -> dict:
    return next(element["custom"] for element in response.json if "custom" in element)


@pytest.mark.parametrize("broken", [
    {"answer": lambda sent: []},
    {"answer": lambda sent: {"error": "x"}},
    {"answer": lambda sent: [{"text": "Something went wrong"}]},
    {"answer": lambda sent: answer(sent) * 2},
    {"status": 500},
    {"status": 404},
])
def test_a_failed_turn_is_answered_by_the_knowledge_base(
        client: FlaskClient, rasa: FakeRasa, knowledge: FakeKnowledge, broken: dict) -> None:
    rasa.behave(**broken)
    response = send(client, "/Was gilt? eva@example.org", language="en")
    assert response.status_code == 200 and final(response)["degraded"] is True
    assert response.json[0]["text"] == "Aus der Wissensbasis."
    assert response.json[0]["buttons"] == [{"title": "Mehr", "payload": "Mehr dazu"}]
    assert knowledge.asked == [("Was gilt? [E-Mail]", None, "en")]


def test_no_rasa_at_all(make_app, database: psycopg.Connection) -> None:
    client = make_app(RASA_URL=NOWHERE).test_client()
    assert final(send(client))["degraded"] is True
    stored = database.execute("SELECT degraded, reply->0->'custom'->'degraded' FROM turn").fetchone()
    assert stored == (True, True)


def test_a_silent_rasa(make_app, rasa: FakeRasa) -> None:
    client = make_app(LOTSE_RASA_TIMEOUT_SECONDS="0.05").test_client()
    rasa.gate.clear()
    assert final(send(client))["degraded"] is True


def test_follow_up_questions_keep_their_context(make_app, knowledge: FakeKnowledge) -> None:
    client = make_app(RASA_URL=NOWHERE).test_client()
    for sender in ("eva", "eva", "ida"):
        send(client, "Hallo", sender)
    assert [context for _, context, _ in knowledge.asked] == [None, 1, None]


def test_while_rasa_rests_it_is_not_asked(make_app, rasa: FakeRasa) -> None:
    client = make_app(LOTSE_RETRY_SECONDS="60").test_client()
    rasa.behave(status=500)
    for _ in range(3):
        assert final(send(client))["degraded"] is True
    assert len(rasa.received) == 1


def test_one_bad_answer_does_not_cut_the_others_off(make_app, rasa: FakeRasa) -> None:
    client = make_app(LOTSE_RETRY_SECONDS="60").test_client()
    rasa.behave(lambda sent: [] if "böse" in sent["message"] else answer(sent))
    assert final(send(client, "böse"))["degraded"] is True
    assert "degraded" not in final(send(client, "Hallo", "ida"))


def test_rasa_comes_back(make_app, rasa: FakeRasa) -> None:
    client = make_app(LOTSE_RETRY_SECONDS="0.01").test_client()
    rasa.behave(status=500)
    assert final(send(client))["degraded"] is True
    rasa.behave()
    for _ in range(1000):  # each turn takes a while; the rest is over after a few
        if "degraded" not in final(send(client)):
            return
    pytest.fail("Rasa was never asked again")


def test_neither_rasa_nor_knowledge(database: psycopg.Connection, database_url: str) -> None:
    def load() -> None:
        raise ImportError("no knowledge here")

    app = create_app(Settings.read({"DATABASE_URL": database_url, "RASA_URL": NOWHERE}), load)
    response = send(app.test_client())
    close_app(app)
    assert response.status_code == 503 and response.json["error"]["code"] == "unavailable"
    assert int(response.headers["Retry-After"]) > 0
    assert "knowledge" not in response.get_data(as_text=True)


def test_conversations_are_spread_and_stay_where_they_are(make_app, rasa: FakeRasa) -> None:
    other = FakeRasa()
    with serving(other) as url:
        client = make_app(RASA_URL=f"{rasa.url},{url}").test_client()
        for name in range(20):
            send(client, "eins", f"sender {name}")
            send(client, "zwei", f"sender {name}")
    here, there = ({sent["sender"] for sent in fake.received} for fake in (rasa, other))
    assert here and there and not here & there
    assert len(rasa.received) + len(other.received) == 40


def test_another_replica_takes_over(make_app, rasa: FakeRasa) -> None:
    client = make_app(RASA_URL=f"{rasa.url},{NOWHERE}", LOTSE_RETRY_SECONDS="60").test_client()
    answers = [final(send(client, "Hallo", f"sender {name}")) for name in range(20)]
    assert sum("degraded" in custom for custom in answers) == 1


@pytest.fixture
def forgetful(make_app) -> Flask:
    """An application whose database is away."""
    return make_app(DATABASE_URL="postgresql://postgres@127.0.0.1:9/none", LOTSE_RETRY_SECONDS="60")


def test_without_the_database_it_answers_but_forgets(forgetful: Flask) -> None:
    client = forgetful.test_client()
    for _ in range(2):
        response = send(client, message_id="1")
        assert response.status_code == 200 and final(response)["stored"] is False
    ready = client.get("/readyz")
    assert ready.status_code == 503
    assert ready.json["parts"] == {"database": False, "rasa": True, "actions": True}
    assert client.get("/healthz").status_code == 200


def test_without_the_database_a_new_conversation_works(forgetful: Flask, client: FlaskClient) -> None:
    away = forgetful.test_client()
    token = away.post("/api/conversations").json["id"]
    path = f"/api/conversations/{token}"
    assert final_of(away.post(f"{path}/messages", json={"message": "Hallo"}))["stored"] is False
    assert away.get(path).status_code == away.delete(path).status_code == 503
    # Later, with the database back, the same conversation goes on and is stored.
    assert "stored" not in final_of(client.post(f"{path}/messages", json={"message": "Hallo"}))
    assert len(client.get(path).json["turns"]) == 1


def final_of(response) -> dict:
    return next(element["custom"] for element in response.json["messages"] if "custom" in element)


def test_a_database_without_tables_is_not_ready(make_app, database: psycopg.Connection) -> None:
    client = make_app().test_client()
    database.execute("ALTER TABLE turn RENAME TO away")
    try:
        assert final(send(client))["stored"] is False
        assert client.get("/readyz").json["parts"]["database"] is False
    finally:
        database.execute("ALTER TABLE away RENAME TO turn")


def test_broken_connections_are_replaced(client: FlaskClient, database: psycopg.Connection) -> None:
    send(client)
    database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                     " WHERE application_name = 'lotse-web'")
    assert "stored" not in final(send(client))
    assert database.execute("SELECT count(*) FROM turn").fetchone() == (2,)


def test_the_knowledge_base_is_loaded_once(database_url: str, database: psycopg.Connection) -> None:
    loads = []

    def load() -> FakeKnowledge:
        loads.append(threading.get_ident())
        return FakeKnowledge()

    app = create_app(Settings.read({"DATABASE_URL": database_url, "RASA_URL": NOWHERE}), load)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda n: send(app.test_client(), "Hallo", f"s{n}"), range(8)))
    close_app(app)
    assert all(final(response)["degraded"] for response in answers) and len(loads) == 1
