"""Stand-ins for what is behind the web tier: a Rasa server, an action server and a knowledge base."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any

SOURCE = {"title": "Seite", "url": "https://commission.europa.eu/x_de", "date": "2023-04-27",
          "as_of": "2023-04-27"}
TRACKER = re.compile(r"/conversations/([^/]+)/tracker/events\?")


def custom(**fields: Any) -> dict[str, Any]:
    """A complete `custom` of an answer."""
    return {"status": "answered", "reason": None, "language": "de", "item": "agreements", "scope": "page",
            "confidence": 0.9, "sources": [SOURCE]} | fields


def answer(sent: dict[str, Any]) -> list[dict[str, Any]]:
    """What Rasa answers normally."""
    return [{"recipient_id": sent["sender"], "text": "Mit vier Partnern.",
             "buttons": [{"title": "Welche?", "payload": "Welche Länder?"}]},
            {"recipient_id": sent["sender"], "custom": custom()}]


class FakeRasa:
    """Remembers what it was sent; `answer`, `status` and `gate` say how it behaves. A paused tracker answers nothing."""

    def __init__(self) -> None:
        self.received: list[dict[str, Any]] = []
        self.told: list[str] = []
        """The events of trackers, such as pause, in their order."""
        self.paused: set[str] = set()
        self.in_work = self.most_in_work = 0
        self._lock = threading.Lock()
        self.behave()

    def behave(self, answer: Callable[[dict], Any] = answer, status: int = 200) -> None:
        """From now on gives this answer with this status; forgets what it received."""
        self.answer, self.status = answer, status
        self.received = []
        self.most_in_work = 0
        self.gate = threading.Event()
        self.gate.set()

    def respond(self, sent: dict[str, Any]) -> tuple[int, Any]:
        """The status and the body for one message; waits while the gate is closed."""
        with self._lock:
            self.received.append(sent)
            self.in_work += 1
            self.most_in_work = max(self.most_in_work, self.in_work)
        self.gate.wait(10)
        with self._lock:
            self.in_work -= 1
        return self.status, [] if sent["sender"] in self.paused else self.answer(sent)

    def append(self, key: str, events: list[dict[str, Any]]) -> tuple[int, Any]:
        """The status and the body for events of a tracker."""
        for event in events:
            self.told.append(event["event"])
            {"pause": self.paused.add, "resume": self.paused.discard}[event["event"]](key)
        return self.status, {"sender_id": key}


def _handler(fake: FakeRasa) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._send(200, {"version": "3.6.21", "status": "ok"})

        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            tracker = TRACKER.match(self.path)
            self._send(*(fake.append(tracker[1], sent) if tracker else fake.respond(sent)))

        def _send(self, status: int, value: Any) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def serving(fake: FakeRasa) -> Iterator[str]:
    """Serves the fake on loopback, on a free port; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class FakeKnowledge:
    """The face of `knowledge`, with one answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any, str | None]] = []

    def ask(self, text: str, context: Any = None, language: str | None = None, entities: Any = None) -> Any:
        """Answers everything with one item, and counts the questions in the context."""
        self.asked.append((text, context, language))
        return SimpleNamespace(
            text="Aus der Wissensbasis.", choices=[SimpleNamespace(title="Mehr", payload="Mehr dazu")],
            context=(context or 0) + 1, custom=lambda: custom(item="goal"))
