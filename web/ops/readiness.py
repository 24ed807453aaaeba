"""Asks the parts behind the web tier whether they answer, all at once and for a second at most."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

import urllib3

from ..metrics import Metrics
from ..store import Database
from ..turns import Rasa

_SECONDS = 1.0


class Readiness:
    """The check behind /readyz; its findings also go into the metrics."""

    def __init__(self, database: Database, rasa: Rasa, actions_url: str, metrics: Metrics) -> None:
        self._checks: dict[str, Callable[[], bool]] = {
            "database": database.ping,
            "rasa": lambda: all(replica.answers() for replica in rasa.replicas),
            "actions": lambda: _healthy(actions_url),
        }
        self._metrics = metrics
        self._threads = ThreadPoolExecutor(4 * len(self._checks), thread_name_prefix="readiness")

    def check(self) -> dict[str, bool]:
        """Every part's name and whether it answered in time."""
        asked = {name: self._threads.submit(check) for name, check in self._checks.items()}
        wait(asked.values(), timeout=_SECONDS)
        parts = {name: _answered(future) for name, future in asked.items()}
        for name, up in parts.items():
            self._metrics.up.labels(name).set(up)
        return parts

    def close(self) -> None:
        """Ends the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _answered(future: "Future[bool]") -> bool:
    return future.done() and not future.cancelled() and future.exception() is None and bool(future.result())


def _healthy(actions_url: str) -> bool:
    timeout = urllib3.Timeout(total=_SECONDS)
    return urllib3.request("GET", actions_url + "/health", timeout=timeout, retries=False).status == 200
