"""`python -m web`: serves, tells in one sentence why it cannot, and stops when told to."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def start(**environment: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "web"], cwd=ROOT, text=True, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=os.environ | {"HOST": "127.0.0.1"} | environment)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_wrong_setting(database_url: str) -> None:
    process = start(DATABASE_URL=database_url, PORT="many")
    out, error = process.communicate(timeout=30)
    assert process.returncode == 1
    assert error.strip() == "The setting PORT is 'many', but it must be a whole number from 1 to 65535."


def test_a_taken_port(database_url: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        process = start(DATABASE_URL=database_url, PORT=port)
        out, error = process.communicate(timeout=30)
    assert process.returncode == 1
    assert error.strip() == f"Port {port} is in use already; choose another one with the setting PORT."


@pytest.fixture
def served(database_url: str, rasa):
    """The port of a running service; its log lines once it has stopped: `served.stop()`."""
    port = free_port()
    process = start(DATABASE_URL=database_url, PORT=str(port), RASA_URL=rasa.url, ACTIONS_URL=rasa.url,
                    LOTSE_MAX_BODY_BYTES="4096")
    process.port = port
    assert "serving" in process.stdout.readline()
    yield process
    if process.poll() is None:
        process.kill()
        process.communicate()


def exchange(port: int, raw: bytes) -> http.client.HTTPResponse:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(raw)
    response = http.client.HTTPResponse(connection)
    response.begin()
    return response


def test_serves_and_stops_when_told_to(served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("POST", "/webhooks/rest/webhook", headers={"Content-Type": "application/json"},
                       body='{"sender": "eva-secret", "message": "mein Wort"}')
    assert connection.getresponse().status == 200
    served.send_signal(signal.SIGTERM)
    out, error = served.communicate(timeout=30)
    assert served.returncode == 0 and '"event": "turn"' in out
    assert "eva-secret" not in out + error and "mein Wort" not in out + error


def test_stops_while_somebody_listens(served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("POST", "/api/conversations")
    token = json.loads(connection.getresponse().read())["id"]
    connection.request("GET", f"/api/conversations/{token}/events")
    stream = connection.getresponse()
    assert stream.readline().startswith(b"retry")
    served.send_signal(signal.SIGTERM)
    out, error = served.communicate(timeout=30)
    assert served.returncode == 0 and stream.read().strip() == b""
    assert token not in out + error


@pytest.mark.parametrize("raw, status", [
    (b"GET / HTTP/1.1\r\nbroken header\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", 431),
    (b"POST /webhooks/rest/webhook HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
    (b"POST /webhooks/rest/webhook HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n", 413),
    (b"POST /webhooks/rest/webhook HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
])
def test_broken_requests_get_json_too(served, raw: bytes, status: int) -> None:
    response = exchange(served.port, raw)
    assert response.status == status
    assert response.headers["Content-Type"] == "application/json"
    assert b'"error"' in response.read()


def test_a_long_body_is_taken_and_refused(served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("POST", "/webhooks/rest/webhook", headers={"Content-Type": "application/json"},
                       body=b'{"sender": "eva", "message": "' + b"x" * 5_000_000 + b'"}')
    assert connection.getresponse().status == 413
