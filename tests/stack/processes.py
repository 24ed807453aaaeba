"""The service's processes, found below its supervisor."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psutil

# A word of the command line that only this program has.
PROGRAMS = {"web": "start.web", "rasa": "-m bot run", "actions": "-m actions", "postgres": "postgres -D"}


def supervisor() -> psutil.Process:
    return psutil.Process(int((Path(os.environ["LOTSE_DATA"]) / "supervisord.pid").read_text()))


def find(program: str) -> psutil.Process | None:
    """The program's first process, the one that the supervisor has started."""
    for child in supervisor().children():
        try:
            if PROGRAMS[program] in " ".join(child.cmdline()):
                return child
        except psutil.Error:
            continue
    return None


def kill(program: str) -> int:
    """`kill -9`; returns the process id that is gone."""
    process = find(program)
    assert process, f"{program} does not run"
    process.kill()
    return process.pid


def wait_until(condition, seconds: float) -> bool:
    """Whether `condition` came true within the time; asked ten times a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return bool(condition())
