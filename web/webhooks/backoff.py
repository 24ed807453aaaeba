"""When a delivery that failed is tried again: after ten seconds first, then ever later, for about a day."""

import random
from collections.abc import Callable

from ..backoff import grown

ATTEMPTS = 12
_FIRST, _LONGEST = 10.0, 6 * 3600.0


def seconds_after(attempts: int, chance: Callable[[], float] = random.random) -> float | None:
    """Seconds until the next attempt after so many; None: there is none. `chance` gives 0 to 1 and spreads the load.

    >>> [seconds_after(attempts, lambda: 1.0) for attempts in (1, 2, 3, 8, 11, 12)]
    [10.0, 30.0, 90.0, 21600.0, 21600.0, None]
    """
    return None if attempts >= ATTEMPTS else grown(attempts, _FIRST, _LONGEST, chance)
