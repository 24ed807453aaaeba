"""`python -m web`: serves until it is told to stop. A wrong setting or a taken port: exit status 1."""

import logging
import os
import signal
import sys
from collections.abc import Callable

from flask import Flask

from . import SettingError, Settings, close_app, create_app
from .log import configure
from .retention import Keeper
from .server import PortInUse, make_server

_log = logging.getLogger("web")


def main() -> int:
    """The command; returns the exit status."""
    try:
        settings = Settings.read(os.environ)
    except SettingError as error:
        print(error, file=sys.stderr)
        return 1
    configure(settings.log_level)
    app = create_app(settings)
    try:
        return _serve(app, settings)
    finally:
        close_app(app)


def _serve(app: Flask, settings: Settings) -> int:
    try:
        server = make_server(app, settings)
    except PortInUse as error:
        print(error, file=sys.stderr)
        return 1
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stopper(app))
    _log.info("serving", extra={"host": settings.host, "port": settings.port})
    app.extensions["dispatcher"].start()
    app.extensions["channels"].start()
    Keeper(app.extensions["retention"]).start()
    server.run()  # returns on Ctrl-C and SIGTERM, after the requests in work
    return 0


def _stopper(app: Flask) -> Callable[[int, object], None]:
    def stop(number: int, frame: object) -> None:
        app.extensions["hub"].close()  # streams would not end by themselves
        raise SystemExit(0)
    return stop


if __name__ == "__main__":
    raise SystemExit(main())
