"""Another system that speaks our signed JSON."""

import hashlib
import hmac
import json
from collections import defaultdict

from ..loopback import Answer, Call, Loopback
from ..provider import Json, Provider, Shown, new_name

SECRET = "0123456789abcdef0123456789abcdef"


def signature(stamp: int, body: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()


class GenericProvider(Provider):
    name = "generic"
    edits = deletions = True
    blocks = False

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, list[Json]] = defaultdict(list)
        self._ids: set[str] = set()
        self._typing: dict[str, int] = defaultdict(int)
        self._answers: list[Answer] = []
        self._always: Answer | None = None
        self._server = Loopback(self._respond)

    def settings(self) -> dict[str, str]:
        return {"LOTSE_GENERIC_SECRET": SECRET, "LOTSE_GENERIC_URL": self._server.url}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        return self._bring({"id": name or new_name(), "chat": chat, "text": text})

    def press(self, title: str, chat: str = "anna") -> int:
        names = [choice["name"] for message in self._seen[chat] for choice in message["choices"] if choice["title"] == title]
        return self._bring({"id": new_name(), "chat": chat, "kind": "choice", "text": names[-1]})

    def send_unreadable(self, chat: str = "anna") -> int:
        return self._bring({"id": new_name(), "chat": chat, "kind": "unreadable"})

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        return self._bring({"id": new_name(), "chat": chat, "kind": "edited", "target": name, "text": text})

    def delete(self, name: str, chat: str = "anna") -> int:
        return self._bring({"id": new_name(), "chat": chat, "kind": "deleted", "target": name})

    def forge(self) -> list[int]:
        body, now = json.dumps({"id": new_name(), "chat": "anna", "text": "Hallo"}).encode(), int(self.clock())
        tries = [{}, {"X-Lotse-Timestamp": str(now), "X-Lotse-Signature": "sha256=" + "0" * 64},
                 {"X-Lotse-Timestamp": str(now - 900), "X-Lotse-Signature": signature(now - 900, body)},
                 {"X-Lotse-Timestamp": str(now), "X-Lotse-Signature": signature(now, b"{}")}]
        return [self.client.post("/channels/generic", data=body, headers=headers).status_code for headers in tries]

    def send_unknown(self) -> list[int]:
        return [self._bring(value) for value in ({"id": "x1", "chat": "anna", "kind": "dance"}, [], ["x"], {}, None, 7)]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [Shown(one["text"], [choice["title"] for choice in one["choices"]], [source["url"] for source in one["sources"]])
                for one in self._seen[chat]]

    def typing_seen(self, chat: str = "anna") -> int:
        return self._typing[chat]

    def down(self) -> None:
        self._always = Answer(503)

    def up(self) -> None:
        self._always = None

    def slow_down(self, seconds: int) -> None:
        self._answers = [Answer(429, headers=(("Retry-After", str(seconds)),))]

    def revoke(self) -> None:
        self._always = Answer(401)

    def close(self) -> None:
        self._server.close()

    def _bring(self, value: object) -> int:
        body, now = json.dumps(value).encode(), int(self.clock())
        headers = {"X-Lotse-Timestamp": str(now), "X-Lotse-Signature": signature(now, body)}
        return self.client.post("/channels/generic", data=body, headers=headers).status_code

    def _respond(self, call: Call) -> Answer:
        if call.headers["X-Lotse-Signature"] != signature(int(call.headers["X-Lotse-Timestamp"]), call.body):
            self.complaints.append("signature")
        if self._always or self._answers:
            return self._always or self._answers.pop()
        sent = call.json()
        if call.headers["X-Lotse-Event"] == "typing":
            self._typing[sent["chat"]] += 1
        if call.headers["X-Lotse-Event"] == "message":
            if sent["id"] in self._ids:
                self.complaints.append("sent twice")
            self._ids.add(sent["id"])
            self._seen[sent["chat"]].append(sent)
        return Answer()
