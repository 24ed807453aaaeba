"""The way to the Rasa servers: pooled connections, sticky routing, and a rest after a failure."""

import hashlib
import json
import logging
from collections.abc import Callable
from typing import TypeVar

import urllib3

from ..breaker import Breaker
from .reply import BadReply, checked
from .turn import Element, Turn

_log = logging.getLogger("web.rasa")
_TOLERATED_BAD_REPLIES = 3
_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


T = TypeVar("T")


class RasaDown(Exception):
    """No Rasa server gave a usable answer to this turn."""


class Replica:
    """One Rasa server and its breaker."""

    def __init__(self, url: str, timeout: float, rest: float, connections: int) -> None:
        self.url = url
        self.breaker = Breaker(rest, trial=timeout + 1, tolerance=_TOLERATED_BAD_REPLIES)
        # retries=False: a turn must never run twice in Rasa.
        self._pool = urllib3.connection_from_url(
            url, maxsize=connections, retries=False, timeout=urllib3.Timeout(total=timeout))
        self._path = urllib3.util.parse_url(url).path or ""

    def weight(self, key: str) -> bytes:
        """How strongly a conversation belongs to this server (rendezvous hashing)."""
        return hashlib.blake2b(f"{self.url}\0{key}".encode(), digest_size=8).digest()

    def ask(self, turn: Turn) -> list[Element]:
        """Rasa's checked answer to the turn; raises BadReply or a urllib3 error and minds the breaker."""
        try:
            elements = checked(self._post(turn))
        except (BadReply, ValueError) as error:
            # One bad message must not cut everyone off, a broken action server must.
            self.breaker.failed(at_once=False)
            raise BadReply(str(error)) from None
        except BaseException:
            self.breaker.failed()
            raise
        self.breaker.succeeded()
        return elements

    def append(self, key: str, event: str) -> None:
        """Adds an event to a conversation's tracker; raises a urllib3 error and minds the breaker."""
        path = f"{self._path}/conversations/{key}/tracker/events?include_events=NONE"
        try:
            reply = self._pool.request("POST", path, body=json.dumps([{"event": event}]).encode(), headers=_HEADERS)
        except BaseException:
            self.breaker.failed()
            raise
        # A server without Rasa's HTTP interface has never paused anything.
        if reply.status not in (200, 404):
            self.breaker.failed(at_once=False)
            raise urllib3.exceptions.HTTPError(f"status {reply.status}")
        self.breaker.succeeded()

    def answers(self) -> bool:
        """Whether the server answers at all, within a second."""
        reply = self._pool.request("GET", self._path + "/", timeout=urllib3.Timeout(total=1))
        return reply.status == 200

    def _post(self, turn: Turn) -> object:
        metadata = {"channel": turn.channel} | ({"language": turn.language} if turn.language else {})
        body = {"sender": turn.key, "message": turn.text, "metadata": metadata}
        reply = self._pool.request(
            "POST", self._path + "/webhooks/rest/webhook", body=json.dumps(body).encode(), headers=_HEADERS)
        if reply.status != 200:
            raise urllib3.exceptions.HTTPError(f"status {reply.status}")
        return json.loads(reply.data)


class Rasa:
    """All Rasa servers; a conversation goes to the same one as long as that one answers."""

    def __init__(self, urls: tuple[str, ...], timeout: float, rest: float, connections: int) -> None:
        self.replicas = [Replica(url, timeout, rest, connections) for url in urls]

    def ask(self, turn: Turn) -> list[Element]:
        """The elements that answer the turn. Raises RasaDown, at once while all servers rest."""
        return self._on_first(turn.key, lambda replica: replica.ask(turn))

    def pause(self, key: str) -> None:
        """From now on Rasa only writes down what is said in the conversation. Raises RasaDown."""
        self._on_first(key, lambda replica: replica.append(key, "pause"))

    def resume(self, key: str) -> None:
        """Rasa answers in the conversation again, with all that it knew. Raises RasaDown."""
        self._on_first(key, lambda replica: replica.append(key, "resume"))

    def _on_first(self, key: str, act: Callable[[Replica], T]) -> T:
        """Acts on the conversation's server, or on the next one while that one rests."""
        for replica in sorted(self.replicas, key=lambda r: r.weight(key), reverse=True):
            if not replica.breaker.allows():
                continue
            try:
                return act(replica)
            except (BadReply, urllib3.exceptions.HTTPError, OSError) as error:
                which = self.replicas.index(replica)
                _log.warning("rasa failed", extra={"error": type(error).__name__, "replica": which})
                # Not the next replica: this one may have run the turn, and the tracker is shared.
                raise RasaDown from error
        raise RasaDown
