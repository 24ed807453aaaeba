"""Serves the application with waitress, and makes waitress' own errors JSON like all others."""

import errno
import json

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from .errors import error_body
from .settings import Settings

# A longer body is cut off while it is sent; up to here the sender gets a proper 413.
_DRAINED_BYTES = 16 * 1024 * 1024
_CODES = {413: "too_large", 431: "headers_too_large", 501: "not_implemented", 500: "unavailable"}


class PortInUse(OSError):
    """The public port cannot be opened; one sentence says why."""


class JsonErrorTask(ErrorTask):
    """Answers a request that never reached the application, for example one with a broken header."""

    def execute(self) -> None:
        error = self.request.error
        code, reason = (503, "Service Unavailable") if error.code == 500 else (error.code, error.reason)
        body = json.dumps(error_body(_CODES.get(error.code, "bad_request"), f"{reason}.")).encode()
        self.status = f"{code} {reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class JsonErrorChannel(HTTPChannel):
    """A connection whose protocol errors are JSON, and which notices for a stream that its reader has gone.

    Only a request that asks for that is watched: others may close their half of the connection and still read.
    """

    error_task_class = JsonErrorTask
    _watched = False

    def check_client_disconnected(self) -> bool:
        """Whether the client has gone; waitress hands this to the application."""
        self._watched = True
        return super().check_client_disconnected()

    def readable(self) -> bool:
        if self._watched and len(self.requests) == 1:
            return self.connected and not self.will_close and not self.close_when_flushed
        return super().readable()


def make_server(app: Flask, settings: Settings):
    """A waitress server that listens already; call `run()`. Raises PortInUse."""
    sockets: dict[int, object] = {}
    listen = f"{settings.host}:{settings.port}"
    try:
        server = create_server(
            app, map=sockets, listen=listen, threads=settings.threads + settings.streams, ident=None,
            connection_limit=1000 + settings.streams, asyncore_use_poll=True,
            max_request_body_size=max(_DRAINED_BYTES, settings.max_body_bytes),
            channel_timeout=60, clear_untrusted_proxy_headers=True)
    except (OSError, ValueError) as error:
        raise PortInUse(_sentence(settings, error)) from None
    for listener in sockets.values():
        if isinstance(listener, BaseWSGIServer):
            listener.channel_class = JsonErrorChannel
    return server


def _sentence(settings: Settings, error: Exception) -> str:
    if getattr(error, "errno", None) == errno.EADDRINUSE:
        return f"Port {settings.port} is in use already; choose another one with the setting PORT."
    return f"The service cannot listen on {settings.host}, port {settings.port}: {error}."
