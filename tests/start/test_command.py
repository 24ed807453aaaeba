"""What `make run` says when it cannot start: one sentence, exit status 1, no traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "start", *arguments], cwd=ROOT, env=os.environ | environment,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def is_one_clear_error(done: subprocess.CompletedProcess, word: str) -> bool:
    return done.returncode == 1 and word in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["PORT", "RASA_PORT", "ACTIONS_PORT"])
def test_a_port_in_use(name):
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        number = str(taken.getsockname()[1])
        done = start("run", **{name: number})
    assert is_one_clear_error(done, number), done.stderr
    assert name in done.stderr


@pytest.mark.parametrize("port", ["0", "70000", "eighty", "-1"])
def test_a_port_that_is_none(port):
    assert is_one_clear_error(start("run", PORT=port), "PORT")


def test_no_python_310(tmp_path):
    done = start("setup", PYTHON310=str(tmp_path / "none"))
    assert is_one_clear_error(done, "PYTHON310"), done.stderr


def test_an_unknown_command():
    assert is_one_clear_error(start("fly"), "setup|run|stop|test")


def test_a_broken_content_file_is_named(tmp_path):
    (tmp_path / "areas.yml").write_text("topic: areas\nitems:\n  - id: areas\n")
    command = [sys.executable, "-m", "knowledge", "check"]
    environment = os.environ | {"LOTSE_CONTENT": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert is_one_clear_error(done, "areas.yml: item 'areas'"), done.stderr


def test_an_active_environment_does_not_take_itself_away():
    asked = "import sys; from start.setup import own_interpreter; print(own_interpreter(), sys.prefix)"
    inside = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    outside = subprocess.run([inside[0], "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert inside[0] == outside[0], "both make environments with the same Python, so that none is out of date for the other"
    assert Path(inside[1]) == ROOT / ".venv" != Path(outside[1])
