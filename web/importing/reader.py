"""Reads a file in a process of its own, which is ended when it takes too long."""

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from .document import MOST_BYTES, Imported, Section, Unreadable

_FOLDER = Path(__file__).parents[1]
_SECONDS = 15
"""It ends itself after ten seconds of work; on a busy machine that takes longer."""
_AT_ONCE = threading.BoundedSemaphore(2)


def read(raw: bytes) -> Imported:
    """What is in the file, which is of at most MOST_BYTES; see `Unreadable` for what may be wrong with it."""
    if len(raw) > MOST_BYTES:
        raise Unreadable("too_large")
    if not raw.strip():
        raise Unreadable("empty")
    if not _AT_ONCE.acquire(blocking=False):
        raise Unreadable("busy")
    try:
        return _told(_run(raw))
    finally:
        _AT_ONCE.release()


def _run(raw: bytes) -> dict[str, Any]:
    try:
        # In the folder above, so that the package is imported alone: the application is large, and none of its business.
        done = subprocess.run([sys.executable, "-m", "importing"], input=raw, capture_output=True, timeout=_SECONDS,
                              cwd=_FOLDER, env={"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"})
    except subprocess.TimeoutExpired:
        raise Unreadable("too_slow") from None
    if done.returncode < 0:  # ended by the system: no more time
        raise Unreadable("too_slow")
    if done.returncode:
        raise Unreadable("too_much" if b"MemoryError" in done.stderr else "broken")
    return json.loads(done.stdout)


def _told(answer: dict[str, Any]) -> Imported:
    if "problem" in answer:
        raise Unreadable(answer["problem"], answer["what"])
    return Imported(**answer | {"sections": [Section(**section) for section in answer["sections"]]})
