"""One message of a conversation at a time, also across processes; and a limit for all."""

import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
from flask import Flask

from .fakes import FakeRasa

PATH = "/webhooks/rest/webhook"


def send(app: Flask, sender: str = "eva", **metadata: str):
    """One message over a client of its own, as threads must not share one."""
    return app.test_client().post(PATH, json={"sender": sender, "message": "Hallo", "metadata": metadata})


def until(condition) -> None:
    """Waits for something another thread is about to do; the test's own time limit is ten seconds."""
    tick = threading.Event()
    for _ in range(1000):
        if condition():
            return
        tick.wait(0.01)
    raise AssertionError("it never happened")


def locks_waited_for(database: psycopg.Connection) -> int:
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    return database.execute(query).fetchone()[0]


def test_one_message_of_a_conversation_at_a_time(make_app, rasa: FakeRasa, database) -> None:
    app = make_app()
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: send(app), range(8)))
    assert [response.status_code for response in answers] == [200] * 8
    assert rasa.most_in_work == 1 and len(rasa.received) == 8
    assert database.execute("SELECT count(*) FROM turn").fetchone() == (8,)


def test_different_conversations_go_side_by_side(make_app, rasa: FakeRasa) -> None:
    app = make_app()
    rasa.gate.clear()
    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(send, app, f"s{n}") for n in range(4)]
        until(lambda: rasa.in_work == 4)
        rasa.gate.set()
    assert all(answer.result().status_code == 200 for answer in answers)


def test_two_processes_share_the_lock_and_the_answer(make_app, rasa: FakeRasa, database) -> None:
    one, two = make_app(), make_app()  # two applications share nothing but the database
    rasa.gate.clear()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(send, one, message_id="m1")
        until(lambda: rasa.in_work == 1)
        second = threads.submit(send, two, message_id="m1")
        until(lambda: locks_waited_for(database) == 1)
        rasa.gate.set()
    assert first.result().json == second.result().json
    assert len(rasa.received) == 1


def test_who_waits_too_long_is_told_to_come_back(make_app, rasa: FakeRasa) -> None:
    one, two = (make_app(LOTSE_TURN_TIMEOUT_SECONDS="0.2") for _ in range(2))
    rasa.gate.clear()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(send, one)
        until(lambda: rasa.in_work == 1)
        for app in (one, two):  # the lock of the process, the lock of the database
            response = send(app)
            assert response.status_code == 429 and response.json["error"]["code"] == "busy"
            assert int(response.headers["Retry-After"]) > 0
        rasa.gate.set()
    assert first.result().status_code == 200
    assert send(two).status_code == 200


def test_too_many_messages_of_one_conversation(make_app, rasa: FakeRasa) -> None:
    app = make_app(LOTSE_WAITING_TURNS="0")
    rasa.gate.clear()
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(send, app)
        until(lambda: rasa.in_work == 1)
        assert send(app).status_code == 429
        rasa.gate.set()
    assert first.result().status_code == 200


def test_too_many_turns(make_app, rasa: FakeRasa) -> None:
    app = make_app(LOTSE_CONCURRENT_TURNS="2")
    rasa.gate.clear()
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(send, app, f"s{n}") for n in range(2)]
        until(lambda: rasa.in_work == 2)
        response = send(app, "one more")
        assert response.status_code == 429 and "Retry-After" in response.headers
        assert app.test_client().get("/healthz").status_code == 200
        rasa.gate.set()
    assert all(turn.result().status_code == 200 for turn in running)
    assert send(app, "one more").status_code == 200


def test_deleting_waits_for_the_turn_in_work(make_app, rasa: FakeRasa, database) -> None:
    app = make_app()
    path = "/api/conversations"
    token = app.test_client().post(path).json["id"]
    rasa.gate.clear()
    with ThreadPoolExecutor(2) as threads:
        turn = threads.submit(app.test_client().post, f"{path}/{token}/messages", json={"message": "Hallo"})
        until(lambda: rasa.in_work == 1)
        deletion = threads.submit(app.test_client().delete, f"{path}/{token}")
        rasa.gate.set()
    assert (turn.result().status_code, deletion.result().status_code) == (200, 204)
    assert database.execute("SELECT count(*) FROM conversation").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM turn").fetchone() == (0,)


def test_no_lock_is_left_behind(make_app, rasa: FakeRasa, database) -> None:
    app = make_app()
    send(app)
    send(app, message_id="1")
    send(app, message_id="1")
    rasa.behave(lambda sent: [])
    send(app)
    assert database.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'").fetchone() == (0,)
