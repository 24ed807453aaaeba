"""Ports for servers that are started later. Reads no settings: those who ask set them with what they get."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

QUIET = range(15_000, 32_000)  # below those that systems give to outgoing connections


def free_ports(count: int) -> list[int]:
    """Ports that nothing uses now, all different, and that no outgoing connection will take before they are used."""
    found: set[int] = set()
    while len(found) < count:
        port = random.choice(QUIET)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.add(port)
    return list(found)
