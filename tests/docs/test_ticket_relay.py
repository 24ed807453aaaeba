"""The documented relay, as it stands in docs/: from a real dispatcher's POST to a Zammad that is strict about its API.

The fake Zammad takes what its documentation describes (Tickets: create, update; Articles: create) and nothing else.
"""

import importlib.util
import json
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any

import pytest

from tests.docs.documents import ROOT
from web.webhooks.outbox import payload
from web.webhooks.post import post

FOLDER = ROOT / "docs" / "example" / "ticket-relay"
ARTICLE = {"subject": str, "body": str, "content_type": str, "type": str, "internal": bool}


class FakeZammad:
    """Tickets with their state and the bodies of their articles."""

    def __init__(self) -> None:
        self.tickets: dict[int, dict[str, Any]] = {}
        self.away = False

    def answer(self, method: str, path: str, headers: dict[str, str], sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.away:
            return 503, {"error": "away"}
        if headers["authorization"] != "Token token=zammad-token" or headers["content-type"] != "application/json":
            return 401, {"error": "no"}
        if (method, path) == ("POST", "/api/v1/tickets"):
            return 201, self._create(**sent)
        if method == "PUT" and (found := re.fullmatch(r"/api/v1/tickets/(\d+)", path)):
            return 200, self._update(self.tickets[int(found[1])], **sent)
        if (method, path) == ("POST", "/api/v1/ticket_articles"):
            return 201, self._add(self.tickets[sent.pop("ticket_id")], sent)
        return 404, {"error": "unknown"}

    def _create(self, title: str, group: str, customer: str, article: dict[str, Any]) -> dict[str, Any]:
        assert title and group == "Users" and "@" in customer
        ticket = {"id": 19 + len(self.tickets), "title": title, "state": "new", "articles": []}
        self.tickets[ticket["id"]] = ticket
        self._add(ticket, article)
        return {"id": ticket["id"]}

    def _update(self, ticket: dict[str, Any], state: str, article: dict[str, Any]) -> dict[str, Any]:
        assert state in ("open", "closed")
        ticket["state"] = state
        return self._add(ticket, article)

    def _add(self, ticket: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
        assert {name: type(value) for name, value in article.items()} == ARTICLE
        assert article["type"] == "note" and article["content_type"] == "text/plain"
        ticket["articles"].append(article["body"])
        return {"id": 1}


def zammad_server(zammad: FakeZammad) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, value = zammad.answer(self.command, self.path, headers, sent)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(value).encode())

        do_POST = do_PUT = _answer

        def log_message(self, *_: Any) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("relay", FOLDER / "relay.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Lotse:
    """Sends to the relay as the dispatcher does."""

    def __init__(self, url: str) -> None:
        self.url, self.number = url, 0

    def tell(self, kind: str, conversation: int | None = 7, secret: str = "shared", delivery: str = "", late: int = 0, **data: Any):
        self.number += 1
        delivery = delivery or f"delivery-{self.number}"
        sent = payload(kind, conversation, data) | {"delivery": delivery}
        return post(self.url, secret, delivery, kind, sent, datetime.now(UTC) - timedelta(seconds=late)).error


@pytest.fixture
def zammad() -> FakeZammad:
    return FakeZammad()


@pytest.fixture
def lotse(zammad: FakeZammad, tmp_path, capsys) -> Iterator[Lotse]:
    """Lotse, with the relay and Zammad running, both on loopback; settings are those of the example."""
    fake = zammad_server(zammad)
    relay = program()
    settings = relay.read(str(FOLDER / "relay.ini")) | {
        "port": "0", "secret": "shared", "token": "zammad-token", "memory": str(tmp_path / "relay.sqlite"),
        "zammad": f"http://127.0.0.1:{fake.server_port}"}
    running = relay.server(settings)
    for server in (fake, running):
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield Lotse(f"http://127.0.0.1:{running.server_port}/")
    for server in (running, fake):
        server.shutdown()
        server.server_close()


WAITING = {"reason": "request", "language": "de", "channel": "web"}


def test_a_conversation_becomes_a_ticket(lotse: Lotse, zammad: FakeZammad) -> None:
    assert lotse.tell("handoff", **WAITING) is None
    assert lotse.tell("message", **{"from": "visitor", "text": "Grüße ✓"}) is None
    assert lotse.tell("message", **{"from": "person", "name": "Eva", "text": "Hallo"}) is None
    assert lotse.tell("rated", turn=1, value="up", item="agreements") is None
    assert lotse.tell("closed", name="Eva") is None
    [ticket] = zammad.tickets.values()
    assert ticket["title"] == "Lotse: conversation 7" and ticket["state"] == "closed"
    assert ticket["articles"] == ["Waits for a person (request), language de.", "Visitor: Grüße ✓", "Eva: Hallo",
                                  "Answer 1 was rated: up.", "Closed by Eva."]


def test_who_comes_back_opens_the_same_ticket_and_others_get_their_own(lotse: Lotse, zammad: FakeZammad) -> None:
    for kind, conversation in (("handoff", 7), ("closed", 7), ("handoff", 8), ("handoff", 7)):
        assert lotse.tell(kind, conversation, **WAITING) is None
    assert [(ticket["title"][-1], ticket["state"]) for ticket in zammad.tickets.values()] == [("7", "open"), ("8", "new")]


def test_a_delivery_that_comes_twice_counts_once(lotse: Lotse, zammad: FakeZammad) -> None:
    for _ in range(2):
        assert lotse.tell("message", delivery="same", text="Hallo") is None
    assert [ticket["articles"] for ticket in zammad.tickets.values()] == [["Visitor: Hallo"]]


def test_while_zammad_is_away_lotse_is_asked_to_send_again(lotse: Lotse, zammad: FakeZammad) -> None:
    zammad.away = True
    assert lotse.tell("handoff", delivery="same", **WAITING) == "502"
    zammad.away = False
    assert lotse.tell("handoff", delivery="same", **WAITING) is None
    assert len(zammad.tickets) == 1


@pytest.mark.parametrize("wrong", [{"secret": "another"}, {"late": 400}, {"late": -400}])
def test_what_is_not_genuine_is_refused(lotse: Lotse, zammad: FakeZammad, wrong: dict[str, Any]) -> None:
    assert lotse.tell("handoff", **wrong, **WAITING) == "401"
    assert zammad.tickets == {}


def test_tests_and_ratings_of_the_machine_are_no_tickets(lotse: Lotse, zammad: FakeZammad) -> None:
    assert lotse.tell("ping", None) is None
    assert lotse.tell("rated", turn=1, value="down", item=None) is None
    assert zammad.tickets == {}
