"""Users at a chat: threads that hold conversations over kept-alive connections, as a browser or a gateway does."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).with_name("questions.txt")
PATH = "/webhooks/rest/webhook"
HEADERS = {"Content-Type": "application/json"}
TIMEOUT = 60.0  # seconds


@dataclass(frozen=True)
class Round:
    """The milliseconds of every turn, the seconds of all together, and how many turns had no proper answer."""

    milliseconds: list[float]
    seconds: float
    failed: int


def conversations(file: Path = QUESTIONS) -> list[list[str]]:
    """The conversations of a file: messages a line each, an empty line between two, `#` before a comment."""
    blocks = file.read_text("utf-8").split("\n\n")
    found = [[line for line in block.splitlines() if line and not line.startswith("#")] for block in blocks]
    return [block for block in found if block]


def hold(port: int, users: int, rounds: int, scripts: list[list[str]]) -> Round:
    """`users` at once, each with `rounds` conversations one after the other, taken from `scripts` in turn."""
    chosen = [scripts[number % len(scripts)] for number in range(users * rounds)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(users) as pool:
        done = pool.map(lambda user: list(_turns(port, chosen[user::users])), range(users))
        turns = [turn for own in done for turn in own]
    seconds = time.perf_counter() - begun
    return Round([milliseconds for milliseconds, _ in turns], seconds, sum(not proper for _, proper in turns))


def _turns(port: int, scripts: list[list[str]]) -> Iterator[tuple[float, bool]]:
    """The milliseconds of every turn of one user, and whether it was answered properly."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        for script in scripts:
            sender = f"bench-{uuid.uuid4()}"
            for message in script:
                body = json.dumps({"sender": sender, "message": message}).encode()
                begun = time.perf_counter()
                status, reply = _post(connection, body)
                yield (time.perf_counter() - begun) * 1000, status == 200 and is_proper(json.loads(reply))
    finally:
        connection.close()


def _post(connection: http.client.HTTPConnection, body: bytes) -> tuple[int, bytes]:
    connection.request("POST", PATH, body, HEADERS)
    reply = connection.getresponse()
    return reply.status, reply.read()


def is_proper(elements: list[dict]) -> bool:
    """Whether a reply comes from the whole service: no error, no stand-in, nothing left unstored."""
    customs = [element["custom"] for element in elements if "custom" in element]
    return bool(customs) and all(
        custom["status"] != "error" and not custom.get("degraded") and custom.get("stored", True) for custom in customs
    )
