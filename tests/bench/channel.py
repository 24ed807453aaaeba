"""Messages a second through a channel, the signed webhook, beside the REST contract of the same service.

``python -m tests.bench.channel`` measures only this, at a service of its own.
"""

from __future__ import annotations

import http.client
import json
import os
import queue
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from typing import Any

from start.errors import StartError
from start.say import say
from tests.bench import load
from tests.channels.loopback import Answer, Call, Loopback
from web.webhooks.signature import sign

USERS, CONVERSATIONS, ROUNDS = 16, 2, 5
_SECRET = uuid.uuid4().hex


class Receiver:
    """The other system: where answers arrive. `arrived(chat)` waits for the next one there."""

    def __init__(self) -> None:
        self._chats: dict[str, queue.Queue[dict[str, Any]]] = defaultdict(queue.Queue)
        self._server = Loopback(self._take)

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a service that sends its answers here."""
        return {"LOTSE_GENERIC_SECRET": _SECRET, "LOTSE_GENERIC_URL": self._server.url}

    def arrived(self, chat: str) -> dict[str, Any]:
        return self._chats[chat].get(timeout=load.TIMEOUT)

    def close(self) -> None:
        self._server.close()

    def _take(self, call: Call) -> Answer:
        if call.headers["X-Lotse-Event"] == "message":
            sent = call.json()
            self._chats[sent["chat"]].put(sent)
        return Answer()


@contextmanager
def receiving() -> Iterator[Receiver]:
    """A receiver whose settings are in the environment of what is started meanwhile."""
    receiver = Receiver()
    os.environ.update(receiver.settings)
    try:
        yield receiver
    finally:
        for name in receiver.settings:
            os.environ.pop(name, None)
        receiver.close()


def compare(port: int, receiver: Receiver) -> dict[str, float]:
    """Rounds in turn: turns a second over REST and through the channel, and the median of their ratios."""
    scripts = load.conversations()
    sides = {"rest": lambda: load.hold(port, USERS, CONVERSATIONS, scripts), "channel": lambda: hold(port, receiver, scripts)}
    rates: dict[str, list[float]] = defaultdict(list)
    for number in range(ROUNDS):
        for name in list(sides) if number % 2 == 0 else list(sides)[::-1]:
            rates[name].append(_rate(name, number, sides[name]()))
    shares = [ours / theirs for ours, theirs in zip(rates["channel"], rates["rest"])]
    return {"rest_per_s": median(rates["rest"]), "channel_per_s": median(rates["channel"]), "share": median(shares)}


def hold(port: int, receiver: Receiver, scripts: list[list[str]]) -> load.Round:
    """The conversations of `load.hold` through the channel: each user writes, waits for the answer, writes again."""
    chosen = [scripts[number % len(scripts)] for number in range(USERS * CONVERSATIONS)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(USERS) as pool:
        times = [one for own in pool.map(lambda user: list(_turns(port, receiver, chosen[user::USERS])), range(USERS)) for one in own]
    return load.Round(times, time.perf_counter() - begun, 0)


def _turns(port: int, receiver: Receiver, scripts: list[list[str]]) -> Iterator[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=load.TIMEOUT)
    for script in scripts:
        chat = f"bench-{uuid.uuid4()}"
        for text in script:
            begun = time.perf_counter()
            _bring(connection, {"id": uuid.uuid4().hex, "chat": chat, "text": text})
            receiver.arrived(chat)
            yield (time.perf_counter() - begun) * 1000
    connection.close()


def _bring(connection: http.client.HTTPConnection, message: dict[str, str]) -> None:
    body, now = json.dumps(message).encode(), int(time.time())
    headers = load.HEADERS | {"X-Lotse-Timestamp": str(now), "X-Lotse-Signature": sign(_SECRET, now, body)}
    connection.request("POST", "/channels/generic", body, headers)
    reply = connection.getresponse()
    reply.read()
    if reply.status != 200:
        raise StartError(f"The channel answered {reply.status}, so its times mean nothing.")


def _rate(name: str, number: int, done: load.Round) -> float:
    if done.failed:
        raise StartError(f"{done.failed} turns failed over {name}, so its times mean nothing.")
    rate = len(done.milliseconds) / done.seconds
    say(f"  round {number + 1}, {USERS} users, {name:8}: median {median(done.milliseconds):6.1f} ms, {rate:5.1f} turns/s")
    return rate


def main() -> int:
    from tests.bench.__main__ import alone  # sets ports before the launcher is imported

    def measure() -> None:
        from tests.bench.run import through_channel
        through_channel()
    return alone(measure)


if __name__ == "__main__":
    sys.exit(main())
