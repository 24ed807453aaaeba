"""Mattermost's WebSocket (https://developers.mattermost.com/api-documentation/#/#websocket-events)."""

import json
import time
from collections.abc import Iterator
from threading import Event
from typing import Any

import websocket

from ..channel import Later

_POLL_SECONDS, _CONNECT_SECONDS, _PING_SECONDS, _SILENCE_SECONDS = 0.25, 10.0, 20.0, 60.0
Fields = dict[str, Any]


class Feed:
    """The WebSocket, authenticated. Its methods raise Later: it broke, is silent for too long, or left out an event."""

    def __init__(self, url: str, token: str) -> None:
        self._heard = self._pinged = time.monotonic()
        try:
            address = url.replace("http", "ws", 1) + "/api/v4/websocket"
            self._socket = websocket.create_connection(address, timeout=_CONNECT_SECONDS, redirect_limit=0)
            self._socket.settimeout(_POLL_SECONDS)
            self._socket.send(json.dumps({"seq": 1, "action": "authentication_challenge", "data": {"token": token}}))
        except (websocket.WebSocketException, OSError):
            raise Later("unreachable") from None
        try:
            self._greeted()
        except Later:
            self.close()
            raise

    def events(self, stopped: Event) -> Iterator[Fields]:
        """Events until `stopped`, as they come."""
        while not stopped.is_set():
            message = self._message()
            if "event" in message:
                if message.get("seq") != self._next:
                    raise Later("gap")
                self._next += 1
                yield message

    def close(self) -> None:
        self._socket.close(timeout=1)

    def _greeted(self) -> None:
        """Waits for the first event, which says that the token is right: what happens from now on is told."""
        while (message := self._message()).get("event") != "hello":
            if message.get("status") == "FAIL":
                raise Later("401", token=True)
            if time.monotonic() - self._pinged > _CONNECT_SECONDS:
                raise Later("timeout")
        self._next = message.get("seq", 0) + 1

    def _message(self) -> Fields:
        """The next message; empty if none came within a moment."""
        try:
            opcode, data = self._socket.recv_data(control_frame=True)
        except websocket.WebSocketTimeoutException:
            return self._waited()
        except (websocket.WebSocketException, OSError):
            raise Later("unreachable") from None
        self._heard = time.monotonic()
        if opcode == websocket.ABNF.OPCODE_CLOSE:
            raise Later("closed")
        try:
            read = json.loads(data) if opcode == websocket.ABNF.OPCODE_TEXT else {}
        except ValueError:
            read = {}
        return read if isinstance(read, dict) else {}

    def _waited(self) -> Fields:
        now = time.monotonic()
        if now - self._heard > _SILENCE_SECONDS:
            raise Later("timeout")
        if now - self._pinged > _PING_SECONDS:
            self._pinged = now
            self._ping()
        return {}

    def _ping(self) -> None:
        try:
            self._socket.ping()
        except (websocket.WebSocketException, OSError):
            raise Later("unreachable") from None
