"""`kill -9` in the middle of a handover, seen from the console: the same page goes on, and Lotse takes over afterwards."""

import os
import re
from collections.abc import Iterator

import httpx
import pytest

from tests.stack.processes import kill
from tests.stack.test_failures import is_ready
from tests.stack.test_handoff_failures import insist
from tests.web.visits import account
from web.helpdesk.access import COOKIE
from web.store import Database, Staff

QUESTION, FOLLOW_UP, ITEM = "Wann begann die operative Partnerschaft mit Niger?", "Und mit Marokko?", "agreement-morocco"


class Console:
    """The console over HTTP, in the hands of somebody who was logged in before anything broke."""

    def __init__(self, url: str) -> None:
        database = Database(os.environ["TEST_DATABASE_URL"], 1, 10, 0.2)
        number = account(database, "Mara").id
        database.run("UPDATE account SET must_change = false WHERE id = %(id)s", {"id": number})
        staff = Staff(database, 3600, 36_000)
        token = staff.begin(number, True)
        self._csrf = staff.session(token).csrf
        self.client = httpx.Client(base_url=url, cookies={COOKIE: token}, timeout=30, headers={"X-Requested-With": "fetch"})
        database.close()

    def waiting(self) -> int:
        """The conversation that began to wait last."""
        return max(map(int, re.findall(r'/conversations/(\d+)/take"', self.client.get("/helpdesk/queue").text)))

    def does(self, number: int, step: str, **form: str) -> bool:
        """Whether the step is confirmed."""
        try:
            answer = self.client.post(f"/helpdesk/conversations/{number}/{step}", data=form | {"csrf": self._csrf})
        except httpx.TransportError:
            return False
        assert answer.status_code < 400 or answer.status_code >= 500, (step, answer.status_code, answer.text)
        return answer.status_code < 400

    def shows(self, number: int, text: str) -> int:
        """How often the transcript has that text as a message."""
        return len(re.findall(rf'<p class="said words"[^>]*>{text}</p>', self.client.get(f"/helpdesk/conversations/{number}").text))


@pytest.fixture
def console(service: httpx.Client) -> Iterator[Console]:
    made = Console(str(service.base_url))
    yield made
    made.client.close()


def says(service: httpx.Client, path: str, text: str, name: str) -> dict | None:
    """The reply; None: not confirmed, to be sent again with the same name."""
    try:
        answer = service.post(f"{path}/messages", json={"message": text, "message_id": name})
    except httpx.TransportError:
        return None
    return answer.json() if answer.status_code == 200 else None


@pytest.mark.parametrize("program", ["web", "rasa", "postgres"])
def test_both_go_on_and_lotse_still_knows_what_it_was_about(service: httpx.Client, console: Console, program: str) -> None:
    path = f"/api/conversations/{service.post('/api/conversations').json()['id']}"
    assert says(service, path, QUESTION, "before")
    service.post(f"{path}/person", json={})
    number = console.waiting()
    assert console.does(number, "take")
    assert console.does(number, "say", text="Vorher", message_id="first")
    kill(program)
    for _ in range(2):  # as somebody does who is not sure whether it was sent
        insist(lambda: console.does(number, "say", text="Nachher", message_id="second"))
        insist(lambda: says(service, path, "Sind Sie noch da?", "after") is not None)
    insist(lambda: is_ready(service))
    assert [console.shows(number, text) for text in ("Vorher", "Sind Sie noch da\\?", "Nachher")] == [1, 1, 1]
    assert [entry["text"] for entry in service.get(path).json()["entries"]] == ["Vorher", "Nachher"]
    insist(lambda: console.does(number, "give-back"))
    assert service.get(path).json()["state"] == "bot"
    custom, = [element["custom"] for element in says(service, path, FOLLOW_UP, "again")["messages"] if "custom" in element]
    assert (custom["item"], custom["status"], custom.get("degraded")) == (ITEM, "answered", None)
    service.delete(path)
