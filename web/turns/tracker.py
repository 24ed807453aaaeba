"""Rasa's tracker is paused while people have a conversation, and resumed when the machine answers again.

`conversation.tracker_paused` is set in the transaction that takes a conversation away from the machine, before Rasa
hears of it, and cleared when Rasa has confirmed that it goes on. Whatever is lost on the way, the column never says
less than Rasa does; and a turn that finds it set resumes the tracker first. So a failure here needs no second try.
"""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from ..store import Database, LockTaken, StoreDown, TrackerState
from .rasa import Rasa, RasaDown

_log = logging.getLogger("web.turns")


class Tracker:
    """Tells Rasa in a thread of its own, so that nobody waits for it. Made once; thread-safe."""

    def __init__(self, database: Database, rasa: Rasa) -> None:
        self._database, self._rasa = database, rasa
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tracker")

    def follow(self, key: str) -> Future[None] | None:
        """Brings the tracker in line with the conversation's state soon; the state that counts is that of then."""
        with suppress(RuntimeError):  # we are closing
            return self._thread.submit(self._bring, key)
        return None

    def close(self) -> None:
        """Ends the thread; what was not told yet is made up for by the next turn."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _bring(self, key: str) -> None:
        try:
            # No turn of the conversation runs meanwhile, and no other process tells Rasa something else.
            with TrackerState.locked(self._database, key) as state:
                if state.with_people:
                    self._rasa.pause(key)
                elif state.paused:
                    self._rasa.resume(key)
                    state.resumed()
        except (RasaDown, StoreDown, LockTaken) as error:
            _log.warning("tracker not told", extra={"error": type(error).__name__})
