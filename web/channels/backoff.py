"""When a message that failed is tried again, and for how long a channel rests whose provider is away."""

import random
from collections.abc import Callable

from ..backoff import grown

_FIRST = 2.0
LONGEST = 300.0
REST = 60.0


def seconds_after(attempts: int, chance: Callable[[], float] = random.random, longest: float = LONGEST) -> float:
    """Seconds until the next attempt after so many; `chance` gives 0 to 1 and spreads the load.

    >>> [seconds_after(attempts, lambda: 1.0) for attempts in (1, 2, 3, 4, 5, 6)]
    [2.0, 6.0, 18.0, 54.0, 162.0, 300.0]
    """
    return grown(attempts, _FIRST, longest, chance)
