"""Finding a Python 3.10 that really runs."""

import os
import stat
from pathlib import Path

import pytest

from start import python310
from start.errors import StartError


def program(folder: Path, name: str, output: str, status: int = 0) -> Path:
    """A program that prints `output`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{output}'\nexit {status}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def machine(monkeypatch, tmp_path) -> Path:
    """A machine without any Python 3.10."""
    monkeypatch.delenv("PYTHON310", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return tmp_path


def test_the_setting_wins(machine, monkeypatch):
    chosen = program(machine / "chosen", "python", "3.10")
    program(machine / "bin", "python3.10", "3.10")
    monkeypatch.setenv("PYTHON310", str(chosen))
    assert python310.find() == str(chosen)


def test_a_setting_that_is_no_python_310_is_an_error_with_its_name(machine, monkeypatch):
    monkeypatch.setenv("PYTHON310", str(program(machine / "chosen", "python", "3.12")))
    with pytest.raises(StartError, match="PYTHON310"):
        python310.find()


def test_a_shim_that_does_not_run_is_passed_over_for_pyenvs_version(machine):
    program(machine / "bin", "python3.10", "pyenv: command not found", 127)
    real = program(machine / "pyenv" / "versions" / "3.10.13" / "bin", "python3.10", "3.10")
    assert python310.find() == str(real)


def test_uv_is_asked_last(machine):
    found = program(machine / "uv-has", "python3.10", "3.10")
    program(machine / "bin", "uv", str(found))
    assert python310.find() == str(found)


def test_without_any_the_sentence_says_what_to_do(machine):
    with pytest.raises(StartError, match="PYTHON310") as caught:
        python310.find()
    assert "pyenv install 3.10" in str(caught.value)


def test_the_real_one_on_this_machine_runs():
    assert python310.runs(python310.find())
    assert not python310.runs(os.devnull)
