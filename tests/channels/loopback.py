"""A small HTTP server on loopback for providers of the tests."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Call:
    """A request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Message
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return {name: values[0] for name, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}


@dataclass(frozen=True)
class Answer:
    """What is answered; a dict or list as JSON."""

    status: int = 200
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


class Loopback:
    """Serves `respond(call) -> Answer` on a free port until `close`; `url` is its address."""

    def __init__(self, respond: Callable[[Call], Answer]) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(respond))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _bytes(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    return b"" if body is None else json.dumps(body).encode()


def _handler(respond: Callable[[Call], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _any(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = respond(Call(self.command, url.path, parse_qs(url.query), self.headers, body))
            text = _bytes(answer.body)
            self.send_response(answer.status)
            kind = "text/plain" if isinstance(answer.body, str) else "application/json"
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(text))), *answer.headers):
                self.send_header(name, value)
            self.end_headers()
            with suppress(ConnectionError):  # who asked may not wait for the answer
                self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _any

        def log_message(self, *_: Any) -> None:
            pass

    return Handler
