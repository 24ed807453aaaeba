"""All tests, the fast ones first: code, parts, then conversations with the running service and a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from start import layout
from start.errors import StartError
from start.layout import APP, BOT, ROOT, python
from start.ports import free_ports
from start.say import say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PARTS = ("tests/channels", "tests/house", "tests/start", "tests/docs", "tests/knowledge", "tests/evaluation", "tests/actions",
         "tests/web", "tests/bench")  # first the longest file, so that it does not end alone
SERVICE = ("tests/http", "tests/apps", "tests/browser", "tests/stack")  # last come those that kill its processes


def run_all(arguments: list[str]) -> None:
    """Every test; `arguments` go to pytest. Raises StartError if one fails, after all have run."""
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="lotse-test-") as folder, service_environment(Path(folder)) as environment:
        environment["CHROMIUM"] = browser
        failed = [name for name, command in _phases(environment, arguments) if not _passes(name, command, environment)]
    if failed:
        raise StartError(f"Failed: {', '.join(failed)}.")
    say("All tests passed.")


def _phases(environment: dict[str, str], arguments: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Names and commands. The service is started when the first tests that need it are due."""
    pytest = [python(APP), "-m", "pytest", *arguments]
    yield "style", [python(APP), "-m", "ruff", "check", "."]
    # Each file in one of three processes, with a database of its own for each: tests of channels mostly wait.
    yield "parts", [*pytest, "-n", "3", "--dist", "loadfile", *PARTS]
    with started(environment):
        rasa = [python(BOT), "-m", "bot", "test"]
        out = str(layout.VAR / "tests")
        yield "Rasa components", [python(BOT), "-m", "pytest", "tests/bot", *arguments]
        yield "service", [*pytest, *SERVICE]
        yield "conversations", [
            *rasa, "core", "--model", str(layout.MODEL), "--stories", "tests/conversations", "--endpoints", os.devnull,
            "--out", out, "--fail-on-prediction-errors", "--no-plot",
        ]  # fmt: skip
        yield "dialogue acts", [
            *rasa, "nlu", "--model", str(layout.MODEL), "--nlu", "tests/nlu", "--domain", "bot/domain", "--out", out, "--no-plot",
        ]  # fmt: skip
        yield "dialogue acts gate", [*pytest, "tests/nlu"]


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    say(f"- {name}")
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    say(f"- {name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s")
    return done.returncode == 0


@contextmanager
def service_environment(data: Path) -> Iterator[dict[str, str]]:
    """Settings of a service of its own: free ports, an own data folder. Set for this process too.

    It lets in a website at one more port, and people are always there.
    """
    *ports, website = free_ports(4)
    own = {"LOTSE_DATA": str(data)} | dict(zip(("PORT", "RASA_PORT", "ACTIONS_PORT"), map(str, ports)))
    own |= {"LOTSE_ORIGINS": f"http://127.0.0.1:{website}", "LOTSE_HOURS": "Mo-Su 0:00-24:00 UTC"}
    before = {name: os.environ.get(name) for name in [*own, "DATABASE_URL"]}
    os.environ.update(own)
    os.environ.pop("DATABASE_URL", None)
    from start.setup import environment

    try:
        yield environment(**own)
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


@contextmanager
def started(environment: dict[str, str]) -> Iterator[None]:
    """The service, whole and ready; its addresses are added to `environment`."""
    say("- starting the service for the tests")
    command = [python(APP), "-m", "start.testservice"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        lines = [line.strip() for line in iter(process.stdout.readline, "READY\n")] if process.stdout else []
        found = dict(line.split("=", 1) for line in lines if "=" in line)
        if "LOTSE_URL" not in found:
            raise StartError("The service for the tests did not start:\n" + "\n".join(lines))
        environment.update(found)
        yield
    finally:
        process.terminate()
        process.wait(60)


def find_browser() -> str:
    """Path of a Chromium, installed if there is none. Raises StartError, with what to do."""
    given = os.environ.get("CHROMIUM", "").strip()
    found = given or next(filter(None, map(shutil.which, BROWSERS)), None) or _install_browser()
    if not found:
        raise StartError("The browser test needs Chromium: install your system's package, or set CHROMIUM to its path.")
    return found


def _install_browser() -> str | None:
    """Debian's package where we may, else Playwright's own build."""
    say("- installing Chromium for the browser test")
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
        options = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-core"], env=options, **quiet)
        return shutil.which("chromium")
    done = subprocess.run([python(APP), "-m", "playwright", "install", "chromium"], check=False)
    return "playwright" if done.returncode == 0 else None
