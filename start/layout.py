"""Where the launcher puts things, and the settings that it reads from the environment."""

from __future__ import annotations

import os
from pathlib import Path

from start.errors import StartError

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("LOTSE_VAR", ROOT / "var"))
# The database, sockets and logs of one running service; tests start theirs elsewhere.
DATA = Path(os.environ.get("LOTSE_DATA", VAR / "data"))
LOG = DATA / "log"
APP = ROOT / ".venv"
BOT = ROOT / ".venv-rasa"
# The Matrix server of the tests; nothing else uses it.
SYNAPSE = ROOT / ".venv-synapse"
MODELS = VAR / "rasa"
MODEL = MODELS / "lotse.tar.gz"


def python(environment: Path) -> str:
    """The interpreter of a virtual environment."""
    return str(environment / "bin" / "python")


def port(name: str, default: int) -> int:
    """A port from the environment. Raises StartError for anything but 1 to 65535."""
    raw = os.environ.get(name, "").strip() or str(default)
    if not raw.isdecimal() or not 1 <= int(raw) <= 65535:
        raise StartError(f"The setting {name} is '{raw}', but it must be a port number from 1 to 65535.")
    return int(raw)


def web_port() -> int:
    return port("PORT", 8080)


def rasa_port() -> int:
    return port("RASA_PORT", 5005)


def actions_port() -> int:
    return port("ACTIONS_PORT", 5055)
