"""Matrix: BundesMessenger, Element and others, also in encrypted rooms. `docs/channels/matrix.md` says how it is set up."""

import json
import logging
import os
import re
from collections.abc import Coroutine
from contextlib import suppress
from html import escape
from pathlib import Path
from threading import Event
from typing import Any, ClassVar, TypeVar

import aiohttp
import nio

from ...checks import optional, service
from ..channel import Accept, Channel, Failure, Finding, Later, Message, Payload, Route
from ..configuration import secret, setting
from ..http import Api
from ..limits import Limits
from ..loop import Loop
from ..matrix.checking import findings
from ..matrix.connection import Connection
from ..matrix.identity import Identity, vouch
from ..matrix.session import Login
from ..rendering import parts

Result = TypeVar("Result")
_log = logging.getLogger("web.channels")
logging.getLogger("nio").setLevel(logging.CRITICAL)  # its warnings may show what people wrote
_ACCOUNT = re.compile(r"@[a-z0-9._=/+-]+:[A-Za-z0-9.:\[\]-]+\Z")


def _account(raw: str) -> str:
    if not _ACCOUNT.match(raw) or len(raw) > 255:
        raise ValueError("a Matrix id such as @lotse:example.org")
    return raw


def _servers(raw: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in raw.split(",") if part.strip())


def _folder(raw: str) -> Path:
    """Where the launcher has its data, if nothing else is said."""
    data = os.environ.get("LOTSE_DATA") or Path(os.environ.get("LOTSE_VAR") or "var") / "data"
    return Path(raw) if raw else Path(data) / "matrix"


def weight(text: str) -> int:
    """Bytes of the text as it is sent in an encrypted room, where letters outside ASCII are written as \\uXXXX.

    >>> weight("a<"), weight("ä")
    (5, 6)
    """
    return len(json.dumps(escape(text, quote=False)).replace("\\n", "<br/>")) - 2


class Matrix(Channel):
    """Answers are m.text and not m.notice: phones ring for no notice, and a person's answer may come an hour later."""

    name = "matrix"
    title = "Matrix"
    listens = True
    SETTINGS: ClassVar = (
        setting("LOTSE_MATRIX_URL", None, service, "URL", "the homeserver's address for apps"),
        setting("LOTSE_MATRIX_USER", None, _account, "Matrix id", "the account, such as @lotse:example.org"),
        setting("LOTSE_MATRIX_PASSWORD", "", optional(secret(8)), "text", "the account's password", secret=True),
        setting("LOTSE_MATRIX_ACCESS_TOKEN", "", optional(secret(8)), "text", "instead of a password: a device's token", secret=True),
        setting("LOTSE_MATRIX_PICKLE_KEY", None, secret(32), "text", "makes and locks the account's keys", secret=True),
        setting("LOTSE_MATRIX_STORE", "", _folder, "folder", "where keys are kept (default: `matrix` in LOTSE_DATA)"),
        setting("LOTSE_MATRIX_SERVERS", "", _servers, "server, …", "only people of these servers may invite; empty: everybody"),
    )
    # An event has at most 65,536 bytes. The text is in it twice, and encryption makes four of three.
    limits = Limits(text=22_000, measure=weight, per_second=10)
    patience: ClassVar[float] = 60.0
    """Seconds that a message waits for its key before we say that it cannot be read."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self._api = Api(settings["url"])
        self._login = Login(self._api, settings)
        self._identity = Identity(settings["user"], settings["pickle_key"])
        self._loop = Loop(self.name)
        self._connection: Connection | None = None
        self._cursor: Any = None

    def render(self, message: Message) -> list[Payload]:
        """Plain words, and the same as HTML in which addresses are links and the direction is said."""
        addresses = {source.url for source in message.sources if source.url}
        return [_content(part.text, message.direction, addresses) for part in parts(message, self.limits)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        self._run(self._connected().send(address, payload | _relation(route), key))

    def typing(self, address: str, route: Route) -> None:
        self._run(self._connected().typing(address))

    def listen(self, accept: Accept, cursor: Any, stopped: Event) -> None:
        """One sync, which the server answers at the latest after half a minute; then we are asked again."""
        try:
            step = self._run(self._open(cursor).step(cursor, stopped), None)
        except Later as error:
            if error.token:
                self._drop()
            raise
        if step and (step.messages or step.cursor != cursor):
            accept(step.messages, step.cursor)
            self._cursor = step.cursor

    def check(self, public_url: str) -> list[Finding]:
        return findings(self._api, self._login, self._identity)

    def register(self, public_url: str) -> list[Finding]:
        """Logs in, if there is no session yet; the rest happens when the service starts."""
        with suppress(Failure):  # the check says why
            self._login.open()
        return self.check(public_url)

    def close(self) -> None:
        self._drop()
        self._loop.close()
        self._api.close()

    def _connected(self) -> Connection:
        if self._connection is None:
            raise Later("not connected")
        return self._connection

    def _open(self, cursor: Any) -> Connection:
        """A cursor that is not ours is of another process, which had the store meanwhile: what we know of it is old."""
        if self._connection is not None and self._connection.alive and cursor == self._cursor:
            return self._connection
        self._drop()
        session = self._login.open()
        connection = self._run(Connection.open(session, self.settings, self.patience))
        self._connection, self._cursor = connection, cursor
        try:
            vouched = vouch(self._api, session, self._identity, self.settings["password"], connection.fingerprint)
        except Failure:
            vouched = False
        if not vouched:
            _log.warning("device not verified", extra={"channel": self.name})
        return connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            with suppress(Failure):
                self._run(connection.close())

    def _run(self, work: Coroutine[Any, Any, Result], seconds: float | None = 30.0) -> Result:
        try:
            return self._loop.run(work, seconds)
        except TimeoutError:
            raise Later("timeout") from None
        except (aiohttp.ClientError, OSError):
            raise Later("unreachable") from None
        except (nio.ProtocolError, nio.GroupEncryptionError):
            raise Later("keys") from None


def _content(text: str, direction: str, addresses: set[str]) -> Payload:
    lines = [_link(line) if line in addresses else escape(line, quote=False) for line in text.split("\n")]
    attribute = ' dir="rtl"' if direction == "rtl" else ""
    return {"msgtype": "m.text", "body": text, "format": "org.matrix.custom.html", "m.mentions": {},
            "formatted_body": f"<div{attribute}>{'<br/>'.join(lines)}</div>"}


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address, quote=False)}</a>'


def _relation(route: Route) -> Payload:
    """Where in the room the answer belongs."""
    thread, reply = route.get("thread"), route.get("reply")
    replied = {"m.in_reply_to": {"event_id": reply}} if reply else {}
    if thread:
        return {"m.relates_to": {"rel_type": "m.thread", "event_id": thread, "is_falling_back": True, **replied}}
    return {"m.relates_to": replied} if replied else {}
