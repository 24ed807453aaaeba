"""Find a Python 3.10 for the Rasa server: Rasa 3.6 runs on nothing newer."""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from start.errors import StartError

WANTED = "3.10"
PROBE = "import sys; print('%d.%d' % sys.version_info[:2])"
ADVICE = (
    "Rasa needs Python 3.10 and none was found. Install one (for example `pyenv install 3.10`, `uv python install 3.10`"
    " or your system's package python3.10 with python3.10-venv), or set PYTHON310 to its path."
)


def find() -> str:
    """Path of a Python 3.10 that really runs. Raises StartError, with what to do."""
    chosen = os.environ.get("PYTHON310", "").strip()
    if chosen:
        if runs(chosen):
            return chosen
        raise StartError(f"The setting PYTHON310 is '{chosen}', but that is no Python 3.10 that runs.")
    found = next((path for path in _candidates() if runs(path)), None)
    if not found:
        raise StartError(ADVICE)
    return found


def _candidates() -> Iterator[str]:
    """In order: on the path, pyenv's versions, what uv has. A shim on the path may exist and not run."""
    on_path = shutil.which("python3.10")
    if on_path:
        yield on_path
    root = os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")
    yield from sorted(glob.glob(f"{root}/versions/3.10*/bin/python3.10"), reverse=True)
    uv = shutil.which("uv")
    if uv:
        yield _output([uv, "python", "find", WANTED])


def runs(path: str) -> bool:
    """Whether `path` is a Python 3.10 that can make virtual environments."""
    return _output([path, "-c", f"import ensurepip, venv; {PROBE}"]) == WANTED


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
