"""Whatever fails is tried again, for about a day."""

import socket
from datetime import UTC, datetime

import pytest

from web.webhooks import Dispatcher, post
from web.webhooks.backoff import ATTEMPTS, seconds_after

from .conftest import Clock
from .happenings import conversation, say, texts_of, waiting
from .receiver import SECRET, Receiver


@pytest.mark.parametrize("status", [500, 404, 401, 302, 429])
def test_any_other_status_is_tried_again_later(database, dispatcher: Dispatcher, receiver: Receiver, clock, status: int) -> None:
    receiver.statuses = [status]
    say(database, conversation(database), "Hallo")
    dispatcher.run_once()
    assert waiting(database) == [(1, str(status))]
    clock.move(seconds=9)
    dispatcher.run_once()
    assert len(receiver.got) == 1
    clock.move(seconds=2)
    dispatcher.run_once()
    first, second = receiver.got
    assert second.genuine and second.headers["x-lotse-delivery"] == first.headers["x-lotse-delivery"]
    assert int(second.headers["x-lotse-timestamp"]) > int(first.headers["x-lotse-timestamp"])
    assert waiting(database) == []


def test_nobody_at_the_address(database, dispatcher: Dispatcher, receiver: Receiver, clock: Clock) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: refused
        database.execute("UPDATE webhook SET url = %s", (f"http://127.0.0.1:{taken.getsockname()[1]}/",))
        say(database, conversation(database), "Hallo")
        dispatcher.run_once()
    assert waiting(database) == [(1, "unreachable")]
    database.execute("UPDATE webhook SET url = %s", (receiver.url,))
    clock.move(seconds=11)
    dispatcher.run_once()
    assert texts_of(receiver) == ["Hallo"]


def test_a_receiver_that_says_nothing(database, dispatcher: Dispatcher, receiver: Receiver, clock, monkeypatch) -> None:
    monkeypatch.setattr(post, "SECONDS", 0.2)
    receiver.gate.clear()
    say(database, conversation(database), "Hallo")
    dispatcher.run_once()
    assert waiting(database) == [(1, "timeout")]
    receiver.gate.set()
    clock.move(seconds=11)
    dispatcher.run_once()
    assert waiting(database) == [] and len({got.headers["x-lotse-delivery"] for got in receiver.got}) == 1


def test_what_is_no_tls_is_a_wrong_certificate(receiver: Receiver) -> None:
    url = receiver.url.replace("http://", "https://")
    assert post.post(url, SECRET, "1", "ping", {}, datetime.now(UTC)).error == "certificate"


def test_plain_http_leaves_the_house_for_nobody() -> None:
    assert post.post("http://192.88.99.1/", SECRET, "1", "ping", {}, datetime.now(UTC)).error == "insecure"


def test_the_pauses_grow_and_end_after_about_a_day() -> None:
    pauses = [seconds_after(attempts, lambda: 0.5) for attempts in range(1, ATTEMPTS)]
    assert pauses == sorted(pauses) and pauses[-1] <= 6 * 3600 and 20 * 3600 < sum(pauses) < 28 * 3600
    assert seconds_after(1, lambda: 0.0) < seconds_after(1, lambda: 1.0)
    assert seconds_after(ATTEMPTS) is None


def test_after_the_last_attempt_it_is_given_up_and_the_next_one_goes(database, dispatcher, receiver: Receiver, clock: Clock) -> None:
    receiver.statuses = [500] * ATTEMPTS
    say(database, conversation(database), "Eins", "Zwei")
    for _ in range(ATTEMPTS):
        dispatcher.run_once()
        clock.move(hours=7)
    assert database.execute("SELECT attempts, error FROM delivery WHERE failed_at IS NOT NULL").fetchall() == [(ATTEMPTS, "500")]
    dispatcher.run_once()
    assert texts_of(receiver) == ["Eins"] * ATTEMPTS + ["Zwei"]


def test_who_is_gone_is_sent_nothing_more(database, dispatcher: Dispatcher, receiver: Receiver, clock: Clock) -> None:
    receiver.statuses = [410]
    number = conversation(database)
    say(database, number, "Eins", "Zwei")
    dispatcher.run_once()
    clock.move(days=1)
    dispatcher.run_once()
    say(database, number, "Drei")
    assert texts_of(receiver) == ["Eins"]
    assert database.execute("SELECT active FROM webhook").fetchone() == (False,)
    said = database.execute("SELECT actor, action, subject FROM audit ORDER BY id DESC LIMIT 1").fetchone()
    assert said == ("lotse", "webhook.paused", "ticket")
    assert waiting(database) == [(0, None)]  # what waited waits; nothing new is noted
