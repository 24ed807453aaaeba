"""``python -m tests.bench``: measure a service of our own, away from one that may be running."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile

PORTS = ("PORT", "RASA_PORT", "ACTIONS_PORT")


def main() -> int:
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    *ports, baseline_port, website_port = free_ports(len(PORTS) + 2)
    with tempfile.TemporaryDirectory(prefix="lotse-bench-", ignore_cleanup_errors=True) as folder:
        os.environ.update({name: str(port) for name, port in zip(PORTS, ports)}, LOTSE_DATA=folder)
        os.environ["LOTSE_ORIGINS"] = f"http://127.0.0.1:{website_port}"  # a website with the chat
        os.environ.pop("DATABASE_URL", None)  # the embedded database, never one with real conversations
        return _run(baseline_port)


def _run(baseline_port: int) -> int:
    # Not before: the launcher reads the environment when it is imported.
    from start.errors import StartError
    from start.say import fail
    from tests.bench.run import bench

    try:
        bench(baseline_port)
    except (StartError, subprocess.CalledProcessError) as error:
        return fail(StartError(str(error)))
    except KeyboardInterrupt:
        return 130
    return 0


def free_ports(number: int) -> list[int]:
    """Ports that nothing uses now, all different."""
    probes = [socket.socket() for _ in range(number)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    found = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return found


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
