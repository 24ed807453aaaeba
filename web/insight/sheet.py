"""The figures as a table to download: one row for each day and figure."""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from .figures import Counts, Figures, Speed
from .period import Period

HEAD = ("date", "figure", "value")
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NAMES = {"conversations": "conversations", "turns": "turns", "degraded": "degraded", "up": "rated.up", "down": "rated.down"}
_TIMES = {"median": "answer_milliseconds.median", "slow": "answer_milliseconds.95_percent"}


def sheet(figures: Figures, period: Period) -> str:
    """Comma-separated values (RFC 4180) with a head line. `figures` must be by day."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(HEAD)
    for day in period.steps("day"):
        table.writerows((day.isoformat(), safe(name), value) for name, value in _rows(figures, day))
    return written.getvalue()


def safe(cell: str) -> str:
    """The cell as a text that no spreadsheet computes."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _rows(figures: Figures, day: date) -> Iterator[tuple[str, int]]:
    counts, speed = figures.steps.get(day, Counts()), figures.speeds.get(day, Speed())
    yield from ((_NAMES[name], value) for name, value in asdict(counts).items())
    yield from ((_TIMES[name], value) for name, value in asdict(speed).items() if value is not None)
    for (status, reason), number in sorted(figures.outcomes.get(day, {}).items()):
        yield f"{status}.{reason}" if reason else status, number
    for reason, number in sorted(figures.handovers.get(day, {}).items()):
        yield f"handover.{reason}", number
