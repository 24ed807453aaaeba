"""``python -m tests.bench``: measure a service of our own, away from one that may be running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable

from start.ports import free_ports

PORTS = ("PORT", "RASA_PORT", "ACTIONS_PORT")


def main() -> int:
    def measure() -> None:
        from tests.bench.run import bench
        bench(free_ports(1)[0])
    return alone(measure)


def alone(measure: Callable[[], None]) -> int:
    """Runs `measure` in an environment of its own: free ports, an empty database, one website that is let in."""
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    *ports, website_port = free_ports(len(PORTS) + 1)
    with tempfile.TemporaryDirectory(prefix="lotse-bench-", ignore_cleanup_errors=True) as folder:
        os.environ.update({name: str(port) for name, port in zip(PORTS, ports)}, LOTSE_DATA=folder)
        os.environ["LOTSE_ORIGINS"] = f"http://127.0.0.1:{website_port}"  # a website with the chat
        os.environ.pop("DATABASE_URL", None)  # the embedded database, never one with real conversations
        return _run(measure)


def _run(measure: Callable[[], None]) -> int:
    # Not before: the launcher reads the environment when it is imported.
    from start.errors import StartError
    from start.say import fail

    try:
        measure()
    except (StartError, subprocess.CalledProcessError) as error:
        return fail(StartError(str(error)))
    except KeyboardInterrupt:
        return 130
    return 0


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
