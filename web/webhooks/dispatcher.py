"""Sends what is due, from every web process at once: each delivery at least once, in order within a conversation."""

import logging
import random
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from ..store.database import Database, StoreDown
from . import queue
from .backoff import seconds_after
from .post import Outcome, post

_log = logging.getLogger("web.webhooks")
_EVERY_SECONDS = 1.0
_TIDY = timedelta(hours=1)
_SIDE_BY_SIDE = 4


def _now() -> datetime:
    return datetime.now(UTC)


class Dispatcher:
    """Made once a process; does nothing until `start`. A receiver that does not answer holds up no other."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = _now, chance: Callable[[], float] = random.random) -> None:
        self._database, self._clock, self._chance = database, clock, chance
        self._threads = ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="webhooks")
        self._sending: dict[int, Future[None]] = {}
        self._tidy_at = clock()
        self._closed = threading.Event()

    def start(self) -> None:
        """Goes on in the background until `close`."""
        threading.Thread(target=self._run, daemon=True, name="webhooks").start()

    def close(self) -> None:
        """Ends, after what is being sent at the moment."""
        self._closed.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def run_once(self) -> None:
        """Sends what is due now, and waits for it. Raises StoreDown."""
        for sending in self._begin():
            sending.result()

    def _run(self) -> None:
        while not self._closed.wait(_EVERY_SECONDS):
            try:
                self._begin()
                self._tidy()
            except StoreDown:
                continue  # the store has said so in the log
            except Exception as error:  # this thread must outlive whatever happens in it
                _log.exception("dispatching failed", exc_info=error)

    def _begin(self) -> list["Future[None]"]:
        """One task for each webhook that has something due and no task yet."""
        for hook in queue.due(self._database, self._clock()):
            earlier = self._sending.get(hook)
            if earlier is None or earlier.done():
                self._sending[hook] = self._threads.submit(self._send_all, hook)
        return list(self._sending.values())

    def _send_all(self, hook: int) -> None:
        try:
            while not self._closed.is_set():
                delivery = queue.claim(self._database, hook, self._clock())
                if delivery is None or not self._send(delivery).answered:
                    return  # whoever does not answer is left alone until the next round
        except StoreDown:
            return  # what was claimed is due again soon

    def _send(self, delivery: queue.Delivery) -> Outcome:
        outcome = post(delivery.url, delivery.secret, str(delivery.id), delivery.kind, delivery.payload, self._clock())
        if outcome.done:
            queue.finish(self._database, delivery, self._clock())
            return outcome
        _log.warning("delivery failed", extra={"webhook": delivery.webhook, "kind": delivery.kind, "error": outcome.error,
                                               "attempts": delivery.attempts})
        wait = None if outcome.gone else seconds_after(delivery.attempts, self._chance)
        if outcome.gone:
            queue.stop(self._database, delivery.webhook)
        queue.put_off(self._database, delivery, self._clock(), wait, outcome.error)
        return outcome

    def _tidy(self) -> None:
        if self._clock() >= self._tidy_at:
            self._tidy_at = self._clock() + _TIDY
            queue.tidy(self._database, self._clock())
