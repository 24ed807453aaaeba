"""A loopback server that speaks WebSocket at one path, and HTTP at all others."""

import socket
from collections.abc import Callable
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.server import ServerProtocol
from websockets.sync.server import ServerConnection

from .loopback import Answer, Call, Loopback

Talk = Callable[[ServerConnection], None]


class SocketLoopback(Loopback):
    """`talk(connection)` has the conversation at `path`, in a thread of its own, until it returns."""

    def __init__(self, respond: Callable[[Call], Answer], path: str, talk: Talk) -> None:
        super().__init__(respond)
        self._start, self._talk, self._plain = f"GET {path} ".encode(), talk, self._server.finish_request
        self._server.finish_request = self._finish

    def _finish(self, request: socket.socket, address: Any) -> None:
        if request.recv(len(self._start), socket.MSG_PEEK) != self._start:
            self._plain(request, address)
            return
        connection = ServerConnection(request, ServerProtocol())
        connection.handshake(timeout=5)
        try:
            self._talk(connection)
        except ConnectionClosed:
            pass
        finally:
            connection.close()
