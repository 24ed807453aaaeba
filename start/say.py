"""What the person at the terminal sees: one line a step, with the time it took."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

from start.errors import StartError

_lock = threading.Lock()
HEARTBEAT = 10.0  # seconds without news after which a step says that it is still at work
LAST_LINES = 15


def say(text: str) -> None:
    with _lock:
        print(text, flush=True)


def run(name: str, command: list[str], log: Path, talks: bool = False, **options) -> None:
    """Run `command`, its output to `log`; where it `talks`, lines that start with two blanks also to the terminal.

    Raises StartError with the end of the log where it fails.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **options
        )
        beat = threading.Thread(target=_beat, args=(name, process, begun), daemon=True)
        beat.start()
        for line in process.stdout or ():
            file.write(line)
            if talks and line.startswith("  "):
                say(f"  {name}: {line.strip()[:100]}")
    if process.wait() != 0:
        raise StartError(f"{name} failed. {tail(log)}")


def _beat(name: str, process: subprocess.Popen, begun: float) -> None:
    while True:
        try:
            process.wait(HEARTBEAT)
            return
        except subprocess.TimeoutExpired:
            say(f"  {name}: at work for {time.monotonic() - begun:.0f} s")


def tail(log: Path) -> str:
    """The end of a log, for an error message."""
    lines = log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:] if log.exists() else []
    return f"The log {log} ends with:\n" + "\n".join("    " + line for line in lines)


def fail(error: StartError) -> int:
    print(error, file=sys.stderr, flush=True)
    return 1
