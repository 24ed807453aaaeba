"""What happens reaches a real receiver, signed, once, and leaves no words behind."""

import threading
from datetime import UTC, datetime

import pytest

from web.webhooks import Dispatcher, enqueue, post

from .conftest import Clock
from .happenings import conversation, register, say, texts_of
from .receiver import SECRET, Receiver


def test_what_happens_arrives_signed(database, dispatcher: Dispatcher, receiver: Receiver) -> None:
    number = conversation(database)
    say(database, number, "Grüße · مرحبا")
    dispatcher.run_once()
    [got] = receiver.got
    [stored] = database.execute("SELECT id FROM delivery").fetchall()
    assert got.genuine and got.headers["x-lotse-event"] == got.body["kind"] == "message"
    assert got.headers["x-lotse-delivery"] == got.body["delivery"] == str(stored[0])
    assert got.body["conversation"] == number and got.body["data"] == {"from": "visitor", "text": "Grüße · مرحبا"}
    assert got.body["service"] == "lotse" and datetime.fromisoformat(got.body["at"]).tzinfo is not None
    assert got.headers["content-type"] == "application/json"


def test_another_secret_or_a_changed_body_is_noticed(receiver: Receiver) -> None:
    for secret in (SECRET, "another"):
        assert post.post(receiver.url, secret, "1", "message", {}, datetime.now(UTC)).done
    assert [got.genuine for got in receiver.got] == [True, False]


def test_nothing_is_sent_twice_and_what_has_arrived_keeps_no_words(database, dispatcher: Dispatcher, receiver: Receiver) -> None:
    say(database, conversation(database), "geheim")
    dispatcher.run_once()
    dispatcher.run_once()
    assert len(receiver.got) == 1
    assert "geheim" not in str(database.execute("SELECT payload FROM delivery").fetchone())


def test_only_what_is_committed_and_asked_for_is_noted(database, dispatcher: Dispatcher, receiver: Receiver) -> None:
    register(database, "ratings", receiver.url, "rated")
    number = conversation(database)
    with pytest.raises(ZeroDivisionError), database.transaction():
        enqueue(database, "rated", number, {})
        raise ZeroDivisionError
    say(database, number, "Hallo")
    dispatcher.run_once()
    assert [got.body["kind"] for got in receiver.got] == ["message"]


def test_with_the_conversation_go_its_deliveries(database, dispatcher: Dispatcher, receiver: Receiver) -> None:
    say(database, conversation(database), "Eins")
    database.execute("DELETE FROM conversation")
    dispatcher.run_once()
    assert receiver.got == [] and database.execute("SELECT count(*) FROM delivery").fetchone() == (0,)


def test_the_thread_sends_without_being_asked_and_tidies_up(database, store, receiver: Receiver, clock: Clock) -> None:
    number = conversation(database)
    database.execute("""INSERT INTO delivery (id, webhook_id, kind, conversation_id, payload, done_at)
        SELECT gen_random_uuid(), 1, 'closed', %s, '{}', now() - make_interval(days => days)
        FROM unnest(ARRAY[29, 31]) days""", (number,))
    say(database, number, "Hallo")
    made = Dispatcher(store, clock)
    made.start()
    assert receiver.arrived.wait(10)
    for _ in range(100):  # tidying comes right after
        if database.execute("SELECT count(*) FROM delivery WHERE kind = 'closed'").fetchone() == (1,):
            break
        threading.Event().wait(0.05)
    made.close()
    assert database.execute("SELECT count(*) FROM delivery WHERE kind = 'closed'").fetchone() == (1,)
    assert texts_of(receiver) == ["Hallo"]


def test_a_rating_is_told(make_app, database, dispatcher: Dispatcher, receiver: Receiver) -> None:
    client = make_app().test_client()
    path = f"/api/conversations/{client.post('/api/conversations').json['id']}"
    client.post(f"{path}/messages", json={"message": "Mit wem?"})
    assert client.post(f"{path}/ratings", json={"turn": 1, "value": "down", "comment": "Falsch"}).status_code == 204
    assert client.post(f"{path}/ratings", json={"turn": 2, "value": "down"}).status_code == 404
    dispatcher.run_once()
    [got] = receiver.got
    assert got.genuine and got.body["kind"] == "rated" and got.body["data"] == {"turn": 1, "value": "down", "item": "agreements"}
