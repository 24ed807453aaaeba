"""Between the channel and the real server: looks at what we send, and can fail as a server does."""

import re
import threading
from collections import Counter
from urllib.parse import unquote, urlencode

import urllib3

from ..loopback import Answer, Call, Loopback
from ..provider import Json

_SEND = re.compile(r"/_matrix/client/v3/rooms/([^/]+)/send/[^/]+/([^/]+)\Z")
_TYPING = re.compile(r"/_matrix/client/v3/rooms/([^/]+)/typing/[^/]+\Z")
_KEPT = ("authorization", "content-type")


def error(status: int, code: str, **further: object) -> Answer:
    """An error as servers send it."""
    return Answer(status, {"errcode": code, "error": "of the tests", **further})


class Gateway:
    """`always` is the answer to everything, `sending` to messages, `once` to the next message; paths with `failing` fail."""

    def __init__(self, url: str, complaints: list[str]) -> None:
        self._target, self._complaints = url, complaints
        self._http = urllib3.PoolManager(maxsize=20, timeout=urllib3.Timeout(connect=5, read=60), retries=False)
        self.always: Answer | None = None
        self.sending: Answer | None = None
        self.once: list[Answer] = []
        self.typing: Counter[str] = Counter()
        self.sent: list[tuple[str, Json]] = []
        self.paths: list[str] = []
        self.listening = threading.Event()
        self.failing = ""
        self._held: list[Json] | None = None
        self._released: list[Json] = []
        self._server = Loopback(self._respond)
        self.url = self._server.url

    def hold_keys(self) -> None:
        """Messages to devices do not come any more, as from a slow server."""
        self._held = []

    def release_keys(self) -> None:
        """They come with the next sync."""
        self._released, self._held = self._held or [], None

    def close(self) -> None:
        self._server.close()

    def _respond(self, call: Call) -> Answer:
        path = unquote(call.path)
        self.paths.append(path)
        sending, typing = _SEND.match(path), _TYPING.match(path)
        stopped = self.always or (sending and (self.once.pop() if self.once else self.sending))
        if stopped:
            return stopped
        if self.failing and self.failing in path:
            return error(502, "M_UNKNOWN")
        if path.endswith("/sync") and "since" in call.query:
            self.listening.set()
        if typing and call.json()["typing"]:
            self.typing[typing[1]] += 1
        if sending:
            self.sent.append((sending[2], call.json()))
        return self._forward(call)

    def _forward(self, call: Call) -> Answer:
        headers = {name: value for name, value in call.headers.items() if name.lower() in _KEPT}
        query = f"?{urlencode(call.query, doseq=True)}" if call.query else ""
        try:
            response = self._http.request(call.method, f"{self._target}{call.path}{query}", body=call.body, headers=headers)
        except urllib3.exceptions.HTTPError:
            return error(502, "M_UNKNOWN")  # the server ended with the tests
        if response.status in (400, 404, 405, 413):
            self._complaints.append(f"{call.method} {call.path}: {response.status} {response.data.decode()}")
        return Answer(response.status, self._late(response.json()) if call.path.endswith("/sync") else response.data)

    def _late(self, sync: Json) -> Json:
        """The sync, but for what is held."""
        events = sync.setdefault("to_device", {}).setdefault("events", [])
        if self._held is not None:
            self._held += events
            events.clear()
        events[:0] = self._released
        self._released = []
        return sync
