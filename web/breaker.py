"""A circuit breaker: a part that failed is left alone for a moment, then one caller tries it again."""

import threading
import time
from collections.abc import Callable


class Breaker:
    """Closed lets everyone through. It opens after `tolerance` failures in a row, for `rest` seconds; then
    one caller at a time may try, for at most `trial` seconds. Thread-safe."""

    def __init__(self, rest: float, trial: float, tolerance: int = 1,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._rest, self._trial, self._tolerance, self._clock = rest, trial, tolerance, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until: float | None = None

    def allows(self) -> bool:
        """Whether the caller may try now; who is let through reports `succeeded` or `failed`."""
        if self._open_until is None:
            return True
        with self._lock:
            if self._open_until is None:
                return True
            if self._clock() < self._open_until:
                return False
            self._open_until = self._clock() + self._trial
            return True

    @property
    def closed(self) -> bool:
        """Whether nothing has failed lately."""
        return self._open_until is None

    def succeeded(self) -> None:
        """Closes the breaker."""
        if self._failures or self._open_until is not None:
            with self._lock:
                self._failures, self._open_until = 0, None

    def failed(self, at_once: bool = True) -> None:
        """Opens the breaker, `at_once` or only when this has happened `tolerance` times in a row."""
        with self._lock:
            self._failures += 1
            if at_once or self._failures >= self._tolerance or self._open_until is not None:
                self._open_until = self._clock() + self._rest
