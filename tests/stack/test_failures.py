"""`kill -9` of any one process while questions come in: nothing breaks that a client would notice as broken."""

import threading
import uuid
from collections import Counter

import httpx
import pytest

from tests.http.checks import check_reply
from tests.stack.processes import PROGRAMS, find, kill, wait_until

# Patience, not a goal: on a busy machine everything takes longer. `make bench` prints the seconds until ready.
WHOLE_AGAIN_SECONDS = 60
QUESTION = "Wann begann die operative Partnerschaft mit Niger?"


class Traffic:
    """Questions from four clients until it is stopped; what came back is counted."""

    def __init__(self, url: str):
        self.url, self.statuses, self.bodies, self.stopped = url, Counter(), [], threading.Event()
        self.threads = [threading.Thread(target=self._ask) for _ in range(4)]

    def _ask(self) -> None:
        with httpx.Client(base_url=self.url, timeout=30) as client:
            while not self.stopped.is_set():
                body = {"sender": uuid.uuid4().hex, "message": QUESTION}
                try:
                    response = client.post("/webhooks/rest/webhook", json=body)
                except httpx.TransportError:
                    self.statuses["refused"] += 1
                    self.stopped.wait(0.2)
                    continue
                self.statuses[response.status_code] += 1
                self.bodies.append(response)

    def __enter__(self) -> "Traffic":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def is_ready(service: httpx.Client) -> bool:
    try:
        return service.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_service_survives_the_death_of_a_process(service, program):
    kept = service.post("/api/conversations").json()["id"]
    service.post(f"/api/conversations/{kept}/messages", json={"message": QUESTION})
    before = service.get(f"/api/conversations/{kept}").json()
    with Traffic(str(service.base_url)) as traffic:
        assert wait_until(lambda: traffic.statuses[200] > 8, 30), traffic.statuses
        gone = kill(program)
        assert wait_until(lambda: (p := find(program)) and p.pid != gone, WHOLE_AGAIN_SECONDS), "not restarted"
        assert wait_until(lambda: is_ready(service), WHOLE_AGAIN_SECONDS), "not whole again"
        answered = traffic.statuses[200]
        assert wait_until(lambda: traffic.statuses[200] > answered + 4, 30), traffic.statuses
    allowed = {200, 429, 503} | ({"refused"} if program == "web" else set())
    assert set(traffic.statuses) <= allowed, traffic.statuses
    for response in traffic.bodies:
        if response.status_code == 200:
            assert check_reply(response.json())["status"] == "answered"
        else:
            assert set(response.json()) == {"error"}
    # The database may be given a rest of a second after its failure; then everything must be there.
    unchanged = wait_until(lambda: service.get(f"/api/conversations/{kept}").json() == before, WHOLE_AGAIN_SECONDS)
    assert unchanged, "a stored conversation is lost or changed"


def test_while_rasa_is_away_questions_are_answered_and_marked(service, send):
    kill("rasa")
    custom = check_reply(send(QUESTION).json())
    assert custom["status"] == "answered" and custom.get("degraded") is True
    assert wait_until(lambda: is_ready(service), WHOLE_AGAIN_SECONDS)


def test_while_the_database_is_away_questions_are_answered_and_said_not_to_be_stored(service, send):
    kill("postgres")
    custom = check_reply(send(QUESTION).json())
    assert custom["status"] == "answered" and custom.get("stored") is False
    assert wait_until(lambda: is_ready(service), WHOLE_AGAIN_SECONDS)
