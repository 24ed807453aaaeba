"""Streams over real connections: they keep nobody waiting, and a reader that goes away makes room."""

import socket
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from .fakes import FakeRasa
from .test_concurrency import until
from .visits import ALWAYS, Visit


class Raw:
    """A stream over a socket of its own, as a browser holds it."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.socket.sendall(f"GET {path}/events HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        self.read = b""

    def until(self, wanted: bytes) -> bytes:
        while wanted not in self.read:
            chunk = self.socket.recv(4096)
            assert chunk, f"the stream ended: {self.read!r}"
            self.read += chunk
        return self.read

    @property
    def status(self) -> int:
        return int(self.until(b"\r\n").split()[1])


@pytest.fixture
def served(make_app) -> Iterator[tuple[Flask, int]]:
    """A waitress with two threads for requests and five streams, in this process: application and port."""
    from web import Settings
    from web.server import make_server

    app = make_app(LOTSE_HOURS=ALWAYS, LOTSE_STREAMS="5", LOTSE_THREADS="2", LOTSE_CONCURRENT_TURNS="1", HOST="127.0.0.1",
                   PORT=str(free_port()))
    settings: Settings = app.extensions["settings"]
    server = make_server(app, settings)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield app, settings.port
    app.extensions["hub"].close()
    server.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_streams_never_keep_a_turn_waiting(served, rasa: FakeRasa) -> None:
    import httpx

    app, port = served
    visits = [Visit.begin(app) for _ in range(6)]
    streams = [Raw(port, visit.path) for visit in visits[:5]]
    assert [one.status for one in streams] == [200] * 5
    assert Raw(port, visits[5].path).status == 503
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
        for _ in range(3):
            said = client.post(f"{visits[5].path}/messages", json={"message": "Hallo"})
            assert said.status_code == 200 and said.json()["messages"][0]["text"] == "Mit vier Partnern."
        visits[0].ask_for_person()
        assert b'"state": "waiting"' in streams[0].until(b"position")


def test_a_reader_that_goes_away_makes_room(served) -> None:
    app, port = served
    visits = [Visit.begin(app) for _ in range(6)]
    streams = [Raw(port, visit.path) for visit in visits[:5]]
    for one in streams:
        one.until(b"retry")
    assert Raw(port, visits[5].path).status == 503
    streams[0].socket.close()
    until(lambda: Raw(port, visits[5].path).status == 200)


def test_who_closes_half_of_a_connection_still_gets_an_answer(served) -> None:
    _, port = served
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
