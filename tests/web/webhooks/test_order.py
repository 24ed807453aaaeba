"""In order within a conversation, and at least once, whoever dies and however many send."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from web.webhooks import Dispatcher

from .conftest import Clock
from .happenings import conversation, register, say, texts_of
from .receiver import SECRET, Receiver, receiving

ROOT = Path(__file__).parents[3]


def test_a_conversation_keeps_its_order_and_holds_up_no_other(database, dispatcher, receiver: Receiver, clock: Clock) -> None:
    receiver.statuses = [500]
    say(database, conversation(database), "Eins", "Zwei", "Drei")
    say(database, conversation(database, "ida"), "Ida")
    dispatcher.run_once()
    assert texts_of(receiver) == ["Eins", "Ida"]
    clock.move(seconds=11)
    dispatcher.run_once()
    assert texts_of(receiver) == ["Eins", "Ida", "Eins", "Zwei", "Drei"]


def test_each_webhook_goes_its_own_way(database, dispatcher: Dispatcher, receiver: Receiver) -> None:
    with receiving(Receiver(SECRET)) as other:
        register(database, "other", other.url)
        other.statuses = [500]
        say(database, conversation(database), "Eins", "Zwei")
        dispatcher.run_once()
        assert texts_of(receiver) == ["Eins", "Zwei"] and texts_of(other) == ["Eins"]
        ids = {got.headers["x-lotse-delivery"] for got in receiver.got + other.got}
        assert len(ids) == 3


def test_two_processes_send_each_delivery_once(database, store, clock, receiver: Receiver) -> None:
    several = [Dispatcher(store, clock) for _ in range(2)]
    for name in ("eva", "ida", "ali"):
        say(database, conversation(database, name), *(f"{name} {number}" for number in range(10)))
    threads = [threading.Thread(target=one.run_once) for one in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = texts_of(receiver)
    assert sorted(said) == sorted(set(said)) and len(said) == 30
    for name in ("eva", "ida", "ali"):
        assert [text for text in said if text.startswith(name)] == [f"{name} {number}" for number in range(10)]
    for one in several:
        one.close()


KILLED = """
import sys
from web.store import Database
from web.webhooks import Dispatcher
Dispatcher(Database(sys.argv[1], 2, 5, 0.01)).run_once()
"""


def test_killed_after_the_post_it_is_sent_again_as_the_same(database, database_url, dispatcher, receiver: Receiver, clock) -> None:
    receiver.gate.clear()  # the receiver has it, but has not answered yet
    say(database, conversation(database), "Eins", "Zwei")
    process = subprocess.Popen([sys.executable, "-c", KILLED, database_url], cwd=ROOT, env=os.environ)
    assert receiver.arrived.wait(20)
    process.send_signal(signal.SIGKILL)
    process.wait()
    receiver.gate.set()
    dispatcher.run_once()
    assert texts_of(receiver) == ["Eins"]  # it may still be another's
    clock.move(seconds=31)
    dispatcher.run_once()
    assert texts_of(receiver) == ["Eins", "Eins", "Zwei"]
    assert receiver.got[0].headers["x-lotse-delivery"] == receiver.got[1].headers["x-lotse-delivery"]
