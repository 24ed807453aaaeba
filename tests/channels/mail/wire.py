"""A wire between Lotse and a mail server that the tests can cut."""

import socket
import threading
from contextlib import suppress


class Wire:
    """Leads from `port`, which is free, to another one on loopback until `close`."""

    def __init__(self, target: int) -> None:
        self._target, self._cut = target, False
        self._sockets: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """All connections break, new ones are hung up at once."""
        self._cut = True
        self._break()

    def mend(self) -> None:
        self._cut = False

    def close(self) -> None:
        self._cut = True
        self._server.close()
        self._break()

    def _break(self) -> None:
        for one in list(self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                if self._cut:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._target))
                for source, target in ((client, server), (server, client)):
                    self._sockets.add(source)
                    threading.Thread(target=self._pump, args=(source, target), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._sockets.discard(source)
        source.close()
