"""How fast a channel may send: so many messages a second, in all threads of this process."""

import threading
import time
from collections.abc import Callable


class Pace:
    """Evens out what is sent; a short burst is allowed."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic,
                 sleep: Callable[[float], object] = time.sleep) -> None:
        self._interval, self._burst = 1 / per_second, 1.0
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next = clock()

    def wait(self) -> None:
        """Returns when one more message may be sent."""
        with self._lock:
            now = self._clock()
            self._next = max(self._next, now - self._burst) + self._interval
            delay = self._next - now
        if delay > 0:
            self._sleep(delay)
