"""A receiver of webhooks as somebody else would write it: checks the signature, then remembers what it was sent."""

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

SECRET = "a secret of the receiver"


class Got(NamedTuple):
    """One POST: its headers, its body, and whether its signature was right."""

    headers: dict[str, str]
    body: dict[str, Any]
    genuine: bool


class Receiver:
    """Answers each POST with the next of `statuses`, else 204; waits while `gate` is closed."""

    def __init__(self, secret: str) -> None:
        self.secret, self.url = secret, ""
        self.got: list[Got] = []
        self.statuses: list[int] = []
        self.gate, self.arrived = threading.Event(), threading.Event()
        self.gate.set()
        self._lock = threading.Lock()

    def take(self, headers: dict[str, str], raw: bytes) -> int:
        """Checks and remembers a POST; the status of the answer."""
        with self._lock:
            self.got.append(Got(headers, json.loads(raw), self._genuine(headers, raw)))
            status = self.statuses.pop(0) if self.statuses else 204
        self.arrived.set()
        self.gate.wait(20)
        return status

    def _genuine(self, headers: dict[str, str], raw: bytes) -> bool:
        signed = headers["x-lotse-timestamp"].encode() + b"." + raw
        expected = "sha256=" + hmac.new(self.secret.encode(), signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(expected, headers["x-lotse-signature"])


@contextmanager
def receiving(receiver: Receiver) -> Iterator[Receiver]:
    """Serves the receiver on loopback, on a free port; its address is `url`."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            status = receiver.take({name.lower(): value for name, value in self.headers.items()}, raw)
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    receiver.url = f"http://127.0.0.1:{server.server_port}/hook"
    try:
        yield receiver
    finally:
        receiver.gate.set()
        server.shutdown()
        server.server_close()
