"""People in rooms that are not encrypted: plain calls of the client-server interface."""

import itertools
from typing import Any
from urllib.parse import quote, urlencode

import urllib3

_CLIENT = "/_matrix/client/v3"
_transactions = itertools.count()


class Person:
    """A login; every call that fails makes the test fail."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self.user, self._url, self._token = user, url, ""
        self._http = urllib3.PoolManager(maxsize=4)
        found = self.call("POST", "/login", {
            "type": "m.login.password", "identifier": {"type": "m.id.user", "user": user}, "password": password})
        self.device, self._token = found["device_id"], found["access_token"]

    @property
    def token(self) -> str:
        return self._token

    def call(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        response = self._http.request(method, f"{self._url}{_CLIENT}{path}" + (f"?{urlencode(query)}" if query else ""),
                                      headers=headers, **({} if body is None else {"json": body}))
        assert response.status == 200, (path, response.data)
        return response.json()

    def room(self, *others: str, direct: bool = False, **options: Any) -> str:
        """A new room with invitations to others."""
        wanted = {"invite": list(others), "is_direct": direct, "preset": "private_chat", **options}
        return self.call("POST", "/createRoom", wanted)["room_id"]

    def join(self, room: str) -> None:
        self.call("POST", f"/join/{quote(room)}", {})

    def leave(self, room: str) -> None:
        self.call("POST", f"/rooms/{quote(room)}/leave", {})

    def send(self, room: str, content: dict[str, Any], name: str | None = None, kind: str = "m.room.message") -> str:
        """The id of the event; a message of the same `name` is sent once."""
        transaction = name or f"t{next(_transactions)}"
        return self.call("PUT", f"/rooms/{quote(room)}/send/{kind}/{transaction}", content)["event_id"]

    def say(self, room: str, text: str, name: str | None = None, **further: Any) -> str:
        return self.send(room, {"msgtype": "m.text", "body": text, **further}, name)

    def redact(self, room: str, event: str) -> str:
        return self.call("PUT", f"/rooms/{quote(room)}/redact/{quote(event)}/t{next(_transactions)}", {})["event_id"]

    def state(self, room: str, kind: str, content: dict[str, Any]) -> None:
        self.call("PUT", f"/rooms/{quote(room)}/state/{kind}/", content)

    def now(self) -> str:
        """A place in the stream of all rooms."""
        return self.call("GET", "/sync", timeout="0", filter='{"room":{"timeline":{"limit":0}}}')["next_batch"]

    def events(self, room: str, since: str) -> list[dict[str, Any]]:
        """What happened in the room, oldest first."""
        return self.call("GET", f"/rooms/{quote(room)}/messages", **{"from": since, "dir": "f", "limit": "1000"})["chunk"]

    def joined(self, room: str) -> set[str]:
        return set(self.call("GET", f"/rooms/{quote(room)}/joined_members")["joined"])
