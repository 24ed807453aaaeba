"""Asks a provider how a channel is set up, for the command and the console: whatever happens, in a bounded time."""

import logging
import threading
from collections.abc import Callable

from .channel import Channel, Finding

_log = logging.getLogger("web.channels")
SECONDS = 20.0


def check(channel: Channel, public_url: str, seconds: float = SECONDS) -> list[Finding]:
    """What `channel.check` finds."""
    return _findings(channel.name, lambda: channel.check(public_url), seconds)


def register(channel: Channel, public_url: str, seconds: float = SECONDS) -> list[Finding]:
    """What `channel.register` finds and does."""
    return _findings(channel.name, lambda: channel.register(public_url), seconds)


def _findings(name: str, ask: Callable[[], list[Finding]], seconds: float) -> list[Finding]:
    late = f"There was no answer within {seconds:g} seconds; try again, or look whether the provider has an outage."
    found = [Finding(False, late)]

    def run() -> None:
        try:
            found[:] = ask()
        except Exception as error:  # a mistake of ours or of a library, which must not look like a fact about the provider
            _log.exception("check failed", exc_info=error, extra={"channel": name})
            found[:] = [Finding(False, f"The check itself failed ({type(error).__name__}), by a mistake in Lotse; please report it.")]

    thread = threading.Thread(target=run, daemon=True, name=f"check-{name}")
    thread.start()
    thread.join(seconds)
    return list(found)
