"""What the two providers of Meta share: signed notifications, a Graph API that checks its calls, and markup as apps show it."""

import hashlib
import hmac
import json
import re
from abc import abstractmethod
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any, ClassVar

from web.channels.channel import Channel, Inbound, Incoming
from web.channels.configuration import class_of, set_up

from .loopback import Answer, Call, Loopback
from .provider import Json, Provider

APP_SECRET = "app-secret-0123456789abcdef"
TOKEN = "EAAGm0PX4ZCpsBAtoken0123456789"
VERIFY = "verify-token-0123456789"
VERSION = "/v25.0"
PROOF = hmac.new(APP_SECRET.encode(), TOKEN.encode(), hashlib.sha256).hexdigest()

# Whatever may be markup is taken for markup here: what stands between two signs that touch it.
_MARKUP = (re.compile(r"```(.+?)```", re.DOTALL), *(re.compile(rf"{sign}(\S(?:[^\n]*?\S)?){sign}") for sign in (r"\*", "_", "~", "`")))
_START = re.compile(r"^[>*-] ", re.MULTILINE)
_ADDRESS = re.compile(r"(https?://\S+)")
_LINK = re.compile(r"(https?://\S+|[\w.+-]+@[\w.-]+)")
_UNSEEN = re.compile("[\u200a\u2060]")


def signature(body: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def seen(text: str) -> str:
    """What a person sees of a text: signs of markup are gone where they format; a hair space is too thin to be seen."""
    pieces = _LINK.split(_START.sub("", text))
    return _UNSEEN.sub("", "".join(piece if place % 2 else _formatted(piece) for place, piece in enumerate(pieces)))


def links(text: str) -> list[str]:
    return _ADDRESS.findall(text)


def problem(status: int, code: int, subcode: int | None = None, message: str = "") -> Answer:
    """An error as the Graph API sends it."""
    error: Json = {"message": message or f"(#{code})", "type": "OAuthException", "code": code, "fbtrace_id": "BLBz/WZt8dN"}
    return Answer(status, {"error": error | ({"error_subcode": subcode} if subcode else {})})


DOWN = problem(500, 2, message="An unexpected error has occurred. Please retry your request later.")
REVOKED = problem(401, 190, 463, "Error validating access token: Session has expired.")


def read(channel: Channel, value: Any) -> list[Incoming]:
    """What the channel reads in a notification."""
    body = json.dumps(value).encode()
    request = Inbound("POST", {"X-Hub-Signature-256": signature(body)}, {}, body, datetime.now(UTC))
    return list(channel.receive(request).messages)


class MetaProvider(Provider):
    """`calls` are those that were accepted. Of everything else there is one answer at a time."""

    busy: ClassVar[Answer]
    """The answer to a call too many."""
    unreachable: ClassVar[Answer]
    """The answer to a message for somebody who blocked us or is gone."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, str, Json]] = []
        self.always: Answer | None = None
        self.once: list[Answer] = []
        self.gone: set[str] = set()
        self.messages: dict[str, list[Json]] = defaultdict(list)
        self._typing: dict[str, int] = defaultdict(int)
        self._server = Loopback(self._respond)

    @property
    def url(self) -> str:
        return self._server.url + VERSION

    def channel(self, **changed: str) -> Channel:
        """The channel with this server, without an application."""
        return class_of(self.name)(set_up({**self.settings(), **changed})[self.name])

    @abstractmethod
    def answer(self, method: str, path: str, sent: Json) -> Answer:
        """The answer to a call with the right token and proof; `sent` is its JSON, or its query."""

    def bring(self, value: Any, header: str | None = None) -> int:
        """Brings a notification; its signature is right, unless another header is given."""
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        headers = {"X-Hub-Signature-256": signature(body) if header is None else header}
        return self.client.post(f"/channels/{self.name}", data=body, headers=headers).status_code

    def forge(self) -> list[int]:
        body = json.dumps(self.example()).encode()
        headers = ["", signature(body, "another secret"), signature(b"{}"), signature(body).removeprefix("sha256="),
                   "sha1=" + hmac.new(APP_SECRET.encode(), body, hashlib.sha1).hexdigest()]
        return [self.bring(body, header) for header in headers] + [self.verify("wrong").status_code]

    @abstractmethod
    def example(self) -> Json:
        """A notification of a question."""

    def verify(self, token: str, challenge: str = "1158201444", mode: str = "subscribe") -> Any:
        """Asks whether the address is ours."""
        query = {"hub.mode": mode, "hub.verify_token": token, "hub.challenge": challenge}
        return self.client.get(f"/channels/{self.name}", query_string=query)

    def typing_seen(self, chat: str = "anna") -> int:
        return self._typing[chat]

    def note_typing(self, chat: str) -> Answer:
        self._typing[chat] += 1
        return Answer(200, {"success": True})

    def down(self) -> None:
        self.always = DOWN

    def up(self) -> None:
        self.always = None

    def slow_down(self, seconds: int) -> None:
        """Meta does not say for how long."""
        self.once = [self.busy]

    def revoke(self) -> None:
        self.always = REVOKED

    def block(self, chat: str = "anna") -> None:
        self.gone.add(chat)

    def close(self) -> None:
        self._server.close()

    def expect(self, right: bool, complaint: str) -> None:
        if not right:
            self.complaints.append(complaint)

    def _respond(self, call: Call) -> Answer:
        self.expect(call.headers["Authorization"] == f"Bearer {TOKEN}", "token")
        self.expect(call.query.get("appsecret_proof") == [PROOF], "proof")
        self.expect(call.path.startswith(VERSION), f"version in {call.path}")
        self.expect(TOKEN not in str(call.query) + call.body.decode(), "token where it does not belong")
        if self.always or self.once:
            return self.always or self.once.pop()
        sent = call.json() if call.body else {name: values[0] for name, values in call.query.items()}
        path = call.path.removeprefix(VERSION)
        self.calls.append((call.method, path, sent))
        return self.answer(call.method, path, sent)


def _formatted(text: str) -> str:
    for markup in _MARKUP:
        text = markup.sub(r"\1", text)
    return text
