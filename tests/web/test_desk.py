"""The people's side: who waits, take, write, give back; in Python and at the terminal."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from web.errors import Conflict, NoConversation
from web.handoff import Desk

from .visits import ALWAYS, Visit, desk_of, waiting

ROOT = Path(__file__).parents[2]


@pytest.fixture
def staffed(make_app) -> Flask:
    return make_app(LOTSE_HOURS=ALWAYS)


@pytest.fixture
def desk(staffed: Flask) -> Desk:
    return desk_of(staffed)


def begin_waiting(app: Flask, count: int = 1) -> list[Visit]:
    visits = [Visit.begin(app) for _ in range(count)]
    for visit in visits:
        visit.ask_for_person()
    return visits


def test_the_queue_names_who_waits_and_who_talks(staffed: Flask, desk: Desk) -> None:
    begin_waiting(staffed, 3)
    second = waiting(staffed)[1]
    desk.take(second, "Ida")
    found = [(guest.state, guest.position, guest.agent) for guest in desk.queue()]
    assert found == [("waiting", 1, None), ("waiting", 2, None), ("human", None, "Ida")]
    assert desk.queue()[2].id == second


def test_two_who_take_the_same_conversation(staffed: Flask, desk: Desk) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)

    def take(name: str) -> bool:
        try:
            desk.take(conversation, name)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(take, ["Ida", "Eva", "Ali", "Udo"]))
    assert sum(taken) == 1
    assert [event["event"] for event in visit.events()] == ["state", "joined", "state"]


@pytest.mark.parametrize("step", ["typing", "say", "give_back", "close"])
@pytest.mark.parametrize("state", ["bot", "waiting"])
def test_only_who_took_a_conversation_can_do_more(staffed: Flask, desk: Desk, step: str, state: str) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    if state == "bot":
        visit.client.delete(f"{visit.path}/person")
    with pytest.raises(Conflict, match=f"in the state {state}, not human"):
        getattr(desk, step)(conversation, *["Hallo"] * (step == "say"))
    with pytest.raises(NoConversation):
        getattr(desk, step)(987_654_321, *["Hallo"] * (step == "say"))


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "x" * 4001])
def test_what_a_person_writes_has_words_and_a_limit(staffed: Flask, desk: Desk, text: str) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    with pytest.raises(ValueError, match="The name must have 1 to 80 characters"):
        desk.take(conversation, text)
    desk.take(conversation, "Ida")
    with pytest.raises(ValueError, match="The text must have 1 to 4000 characters"):
        desk.say(conversation, text)
    assert visit.read()["entries"] == []


def test_every_step_leaves_who_did_it(staffed: Flask, desk: Desk, database: psycopg.Connection) -> None:
    first, second = begin_waiting(staffed, 2)
    conversation = waiting(staffed)[0]
    desk.take(conversation, "Ida")
    desk.typing(conversation)
    desk.say(conversation, "Guten\u202e Tag.")
    desk.give_back(conversation)
    first.ask_for_person()
    first.client.delete(f"{first.path}/person")
    rows = database.execute("SELECT kind, actor, data->>'state', data->>'text' FROM event WHERE conversation_id = %s"
                            " ORDER BY number", (conversation,)).fetchall()
    assert rows == [
        ("state", "visitor", "waiting", None), ("joined", "Ida", None, None), ("state", "Ida", "human", None),
        ("typing", "Ida", None, None), ("message", "Ida", None, "Guten Tag."), ("state", "Ida", "bot", None),
        ("state", "visitor", "waiting", None), ("state", "visitor", "bot", None)]
    moved = database.execute("SELECT actor FROM event WHERE conversation_id <> %s ORDER BY number", (conversation,))
    assert moved.fetchall() == [("visitor",), ("queue",)]


def test_many_at_once_lose_nothing(staffed: Flask, desk: Desk, database: psycopg.Connection) -> None:
    with ThreadPoolExecutor(8) as threads:
        visits = list(threads.map(lambda _: begin_waiting(staffed)[0], range(8)))
        conversations = waiting(staffed)
        list(threads.map(lambda number: desk.take(number, "Ida"), conversations))
        said = [(number, str(count)) for count in range(10) for number in conversations[:2]]
        list(threads.map(lambda one: desk.say(*one), said))
    assert len(set(conversations)) == 8
    for visit in visits:
        numbers = [event["id"] for event in visit.events()]
        assert numbers == list(range(1, len(numbers) + 1))
    texts = [{entry["text"] for entry in visit.read()["entries"]} for visit in visits]
    assert sorted(map(len, texts)) == [0] * 6 + [10] * 2


def run(database_url: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "web.desk", *arguments], cwd=ROOT, text=True, capture_output=True,
                          env=os.environ | {"DATABASE_URL": database_url}, check=False)


def test_at_the_terminal(staffed: Flask, database_url: str) -> None:
    visit, = begin_waiting(staffed)
    visit.say("Wann haben Sie offen?")
    message = {"message": "Bitte melden", "reply_to": "eva@example.org", "consent": True}
    visit.client.post(f"{visit.path}/callback", json=message)
    number = str(waiting(staffed)[0])
    listed = run(database_url, "list").stdout.splitlines()
    assert listed[0].startswith(f"{number}\twaiting\tplace 1") and "reply to eva@example.org" in listed[1]
    for step in (("take", number, "Ida"), ("type", number), ("say", number, "Immer.")):
        assert run(database_url, *step).returncode == 0
    shown = run(database_url, "show", number).stdout
    assert "Wann haben Sie offen?" in shown and "Ida (Mensch)" in shown and "Immer." in shown
    assert f"{number}\thuman\twith Ida" in run(database_url, "list").stdout
    assert run(database_url, "close", number).returncode == 0
    assert visit.read()["state"] == "closed"


@pytest.mark.parametrize("arguments, said", [
    (("take", "1", "Ida"), "There is no such conversation."), (("say", "1", "Hallo"), "There is no such conversation."),
    (("say", "1", " "), "The text must have 1 to 4000 characters."), (("show", "1"), "There is no such conversation."),
])
def test_what_is_wrong_is_one_sentence(staffed: Flask, database_url: str, arguments: tuple[str, ...], said: str) -> None:
    done = run(database_url, *arguments)
    assert (done.returncode, done.stderr.strip()) == (1, said)


@pytest.mark.parametrize("url, said", [("", "DATABASE_URL is missing"),
                                       ("postgresql://127.0.0.1:9/none", "The database cannot be reached.")])
def test_without_a_database_it_says_so(url: str, said: str) -> None:
    done = run(url, "list")
    assert done.returncode == 1 and said in done.stderr and len(done.stderr.strip().splitlines()) == 1
