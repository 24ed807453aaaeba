"""`kill -9` while a visitor and a person write to each other: whatever was confirmed is there, once and in order."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.stack.processes import kill, wait_until
from tests.stack.test_failures import is_ready
from tests.web.visits import Person, account
from web.handoff import Desk
from web.store import Database, StoreDown

MESSAGES = 12
SECONDS = 90


@pytest.fixture
def person() -> Iterator[Person]:
    """Somebody at the desk, over a connection of their own to the service's database."""
    database = Database(os.environ["TEST_DATABASE_URL"], 2, 10, 0.2)
    yield Person(Desk(database), account(database, "Ida"))
    database.close()


def insist(step: Callable[[], bool]) -> None:
    """Tries again until it is confirmed, as the widget and the console do."""
    assert wait_until(step, SECONDS)


def visitor_says(service: httpx.Client, path: str, number: int) -> bool:
    body = {"message": f"Frage {number}", "message_id": f"visitor-{number}"}
    try:
        return service.post(f"{path}/messages", json=body).status_code == 200
    except httpx.TransportError:
        return False


def person_says(person: Person, conversation: int, number: int) -> bool:
    try:
        person.say(conversation, f"Antwort {number}", f"person-{number}")
    except StoreDown:
        return False
    return True


@pytest.mark.parametrize("program", ["web", "rasa", "postgres"])
def test_nothing_that_was_confirmed_is_lost(service: httpx.Client, person: Person, program: str) -> None:
    path = f"/api/conversations/{service.post('/api/conversations').json()['id']}"
    # Other tests kill the database too, and the web tier gives it a moment's rest.
    insist(lambda: service.post(f"{path}/person", json={}).status_code == 200)
    conversation = max(guest.id for guest in person.queue() if guest.state == "waiting")
    person.take(conversation)

    def write(say: Callable[[int], bool]) -> None:
        for number in range(MESSAGES):
            insist(lambda number=number: say(number))
            time.sleep(0.05)

    writers = [threading.Thread(target=write, args=(say,)) for say in (
        lambda number: visitor_says(service, path, number), lambda number: person_says(person, conversation, number))]
    for writer in writers:
        writer.start()
    time.sleep(0.3)
    kill(program)
    for writer in writers:
        writer.join(SECONDS)
    insist(lambda: is_ready(service))
    found = service.get(path).json()
    assert [turn["message"] for turn in found["turns"]] == [f"Frage {number}" for number in range(MESSAGES)]
    assert [entry["text"] for entry in found["entries"]] == [f"Antwort {number}" for number in range(MESSAGES)]
    assert (found["state"], found["person"]) == ("human", "Ida")
    service.delete(path)
