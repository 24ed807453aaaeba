"""``python3 -m start setup|run|stop|test|accounts``; the Makefile calls it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from start import layout, services
from start.errors import StartError
from start.say import fail, say
from start.setup import own_interpreter, setup, setup_tests


def leave_environment() -> None:
    """Go on with the Python behind our environment where that is active: setting up may take it away and make it anew."""
    if Path(sys.prefix) == layout.APP:
        os.execv(own_interpreter(), [own_interpreter(), "-m", "start", *sys.argv[1:]])


def run() -> None:
    """Set up what is missing, start everything, and stay until Ctrl-C."""
    services.check_ports()
    setup()
    process = services.start()
    # supervisord is in a session of its own; whatever ends us must end it too.
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGHUP, _interrupt)
    try:
        seconds = services.wait_until_ready(process)
        say(f"Lotse is ready after {seconds:.0f} s: http://localhost:{layout.web_port()}  (Ctrl-C stops it)")
        process.wait()
    except KeyboardInterrupt:
        say("Stopping …")
    finally:
        services.stop(process)


def _interrupt(*_signal) -> None:
    raise KeyboardInterrupt


def stop() -> None:
    """Stop the service that `make run` started in another terminal."""
    try:
        pid = int(services.PID.read_text())
        os.kill(pid, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError, ValueError):
        say("Nothing is running.")
        return
    for _ in range(300):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    say("Stopped.")


def test() -> None:
    """Set up what is missing, also for tests, and run all of them. Raises StartError if one fails."""
    from start.testing import run_all

    setup()
    setup_tests()
    run_all(sys.argv[2:])


def accounts() -> None:
    """The helpdesk's accounts, ``python -m web.accounts``, in the database of the service that runs."""
    if not layout.APP.exists():
        raise StartError("There is no service yet: start it with `make run`, and leave it running.")
    command = [layout.python(layout.APP), "-m", "web.accounts", *sys.argv[2:]]
    sys.exit(subprocess.run(command, cwd=layout.ROOT, env=services.process_environment(), check=False).returncode)


COMMANDS = {"setup": setup, "run": run, "stop": stop, "test": test, "accounts": accounts}


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        return fail(StartError(f"Say what to do: python3 -m start {'|'.join(COMMANDS)}"))
    leave_environment()
    try:
        COMMANDS[sys.argv[1]]()
    except StartError as error:
        return fail(error)
    except subprocess.CalledProcessError as error:
        return fail(StartError(str(error)))
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
