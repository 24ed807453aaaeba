"""Where the bars of a chart stand. A template draws them, and CSS gives them colours; the words stand beside the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

HEIGHT = 100.0
_SLOT, _BAR = 10.0, 8.0


@dataclass(frozen=True)
class Bar:
    """A rectangle in the drawing's units, y downwards; `of` is the number of its series, `step` that of its slot."""

    x: float
    y: float
    width: float
    height: float
    of: int
    step: int
    value: int


@dataclass(frozen=True)
class Chart:
    """A drawing of `width` × HEIGHT units; `top` is the value at its upper edge."""

    width: float
    top: int
    bars: list[Bar]


def stacked(series: Sequence[Sequence[int]]) -> Chart:
    """One slot for each step, the series on top of each other, the first one at the bottom; all of the same length."""
    steps = list(zip(*series, strict=True))
    top = round_up(max(map(sum, steps), default=0))
    bars = [bar for number, values in enumerate(steps) for bar in _pile(number, values, top)]
    return Chart(_SLOT * max(len(steps), 1), top, bars)


def round_up(value: int) -> int:
    """The next of 1, 2, 4, 10, 20, 40, 100, …, so that half of it is whole too (but for 1).

    >>> [round_up(value) for value in (0, 1, 3, 4, 5, 41, 999)]
    [1, 1, 4, 4, 10, 100, 1000]
    """
    if value <= 1:
        return 1
    power = 10 ** floor(log10(value))
    return next(power * factor for factor in (1, 2, 4, 10) if ceil(value / power) <= factor)


def _pile(number: int, values: Sequence[int], top: int) -> list[Bar]:
    bars, below = [], 0
    for of, value in enumerate(values):
        if value:
            below += value
            x, y = _SLOT * number + (_SLOT - _BAR) / 2, round(HEIGHT * (1 - below / top), 2)
            bars.append(Bar(x, y, _BAR, round(HEIGHT * value / top, 2), of, number, value))
    return bars
