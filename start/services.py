"""The processes of the service under supervisord: started together, restarted when they die, stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from start import layout
from start.errors import StartError
from start.layout import APP, BOT, DATA, LOG, ROOT, python
from start.say import say, tail
from start.setup import environment

CONFIG = DATA / "supervisord.conf"
PID = DATA / "supervisord.pid"
READY_SECONDS = 120
STOP_SECONDS = 20
PROGRAM = """
[program:{name}]
command={command}
directory={root}
autorestart=true
startsecs=1
startretries=1000
stopwaitsecs={stop}
stopsignal={signal}
stopasgroup={group}
killasgroup=true
redirect_stderr=true
stdout_logfile={log}
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=2
"""
HEAD = """[supervisord]
nodaemon=true
logfile={log}
logfile_maxbytes=5MB
loglevel=info
pidfile={pid}
{user}
"""


def commands() -> dict[str, list[str]]:
    """What runs, by name. Everything but the web tier listens on loopback or a Unix socket only."""
    found = {
        "actions": [python(APP), "-m", "actions"],
        "rasa": [
            python(BOT), "-m", "bot", "run", "--model", str(layout.MODEL), "--endpoints", "bot/endpoints.yml",
            "--credentials", "bot/credentials.yml", "--enable-api", "-i", "127.0.0.1", "-p", str(layout.rasa_port()),
        ],  # fmt: skip
        "web": [python(APP), "-m", "start.web"],
    }
    if not os.environ.get("DATABASE_URL"):
        found = {"postgres": [python(APP), "-m", "start.postgres"]} | found
    return found


def process_environment() -> dict[str, str]:
    """Addresses of the parts for each other, and one thread a process for the encoder: two cores are shared."""
    actions = f"http://127.0.0.1:{layout.actions_port()}"
    return environment(
        LOTSE_DATA=str(DATA), PORT=str(layout.web_port()), RASA_URL=f"http://127.0.0.1:{layout.rasa_port()}",
        ACTIONS_URL=actions, ACTION_ENDPOINT=f"{actions}/webhook", ACTIONS_PORT=str(layout.actions_port()),
        DATABASE_URL=database_url(), OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MALLOC_ARENA_MAX="2",
        LOG_LEVEL=os.environ.get("LOG_LEVEL", "WARNING"),
    )  # fmt: skip


def database_url() -> str:
    """DATABASE_URL, else the address of the embedded Postgres."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    asked = "from start.postgres import url; print(url())"
    done = subprocess.run([python(APP), "-c", asked], capture_output=True, text=True, cwd=ROOT, env=environment(LOTSE_DATA=str(DATA)))
    if done.returncode != 0:
        raise StartError(f"The embedded Postgres cannot be used: {done.stderr.strip().splitlines()[-1:]}")
    return done.stdout.strip()


def check_ports() -> None:
    """Raises StartError where another program has one of our ports."""
    ports = {"PORT": layout.web_port(), "RASA_PORT": layout.rasa_port(), "ACTIONS_PORT": layout.actions_port()}
    for setting, number in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("0.0.0.0" if setting == "PORT" else "127.0.0.1", number))
            except OSError:
                raise StartError(
                    f"Port {number} is in use. Stop what uses it (`make stop` if it is Lotse), or choose another, "
                    f"for example `{setting}={number + 1} make run`."
                ) from None


def write_config() -> Path:
    LOG.mkdir(parents=True, exist_ok=True)
    user = "user=root" if os.geteuid() == 0 else ""
    parts = [HEAD.format(log=LOG / "supervisord.log", pid=PID, user=user)]
    for name, command in commands().items():
        # Postgres ends its own children; INT is its fast and clean shutdown.
        is_database = name == "postgres"
        parts.append(PROGRAM.format(
            name=name, command=" ".join(command), root=ROOT, stop=STOP_SECONDS, log=LOG / f"{name}.log",
            signal="INT" if is_database else "TERM", group="false" if is_database else "true",
        ))  # fmt: skip
    CONFIG.write_text("".join(parts).replace("%", "%%"), "utf-8")
    return CONFIG


def start() -> subprocess.Popen:
    """supervisord with everything below it, in a session of its own so that Ctrl-C reaches it only through us."""
    check_ports()
    command = [str(APP / "bin" / "supervisord"), "-c", str(write_config())]
    with (LOG / "supervisord.out").open("w") as out:
        return subprocess.Popen(
            command, cwd=ROOT, env=process_environment(), stdout=out, stderr=out, start_new_session=True
        )


def wait_until_ready(process: subprocess.Popen) -> float:
    """Seconds until all parts answered. Raises StartError with the state and the logs if they don't."""
    begun, told = time.monotonic(), 0.0
    while time.monotonic() - begun < READY_SECONDS:
        state = readiness()
        if state == "ready":
            return time.monotonic() - begun
        if process.poll() is not None:
            raise StartError(f"The supervisor ended. {tail(LOG / 'supervisord.out')}")
        if time.monotonic() - begun > told + 5:
            told = time.monotonic() - begun
            say(f"  waiting for the parts ({told:.0f} s): {state}")
        time.sleep(0.2)
    logs = "\n".join(tail(LOG / f"{name}.log") for name in commands())
    raise StartError(f"The service is not ready after {READY_SECONDS} s: {readiness()}\n{logs}")


def readiness() -> str:
    """'ready', or what the web tier says is missing."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{layout.web_port()}/readyz", timeout=3) as answer:
            return "ready" if answer.status == 200 else answer.read(500).decode()
    except urllib.error.HTTPError as error:
        return error.read(500).decode("utf-8", "replace")
    except OSError:
        return "the web tier does not answer yet"


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS + 10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
