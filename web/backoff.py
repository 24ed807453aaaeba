"""How long to wait after a failure: three times as long after each, spread so that not all try again at once."""

from collections.abc import Callable

_FACTOR = 3.0
_LEAST_SHARE = 0.75
_MOST_STEPS = 10


def grown(attempts: int, first: float, longest: float, chance: Callable[[], float]) -> float:
    """Seconds to wait after so many attempts: `first` after the first, at most `longest`; `chance` gives 0 to 1.

    >>> [grown(attempts, 2.0, 50.0, lambda: 1.0) for attempts in (1, 2, 3, 4)]
    [2.0, 6.0, 18.0, 50.0]
    """
    share = _LEAST_SHARE + (1 - _LEAST_SHARE) * chance()
    return min(first * _FACTOR ** min(attempts - 1, _MOST_STEPS), longest) * share
