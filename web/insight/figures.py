"""The figures of a period, in four statements. A day, week or month is named by its first day."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ..store import Database
from .period import Period

# First by conversation, so that only a few rows are grouped in four ways.
_COUNTS = """
WITH talk AS (
    SELECT t.conversation_id, date_trunc(%(unit)s, t.created_at AT TIME ZONE 'UTC')::date AS step, count(*) AS turns,
        count(*) FILTER (WHERE t.degraded) AS degraded, count(*) FILTER (WHERE r.value = 'up') AS up,
        count(*) FILTER (WHERE r.value = 'down') AS down
    FROM turn t LEFT JOIN rating r ON r.turn_id = t.id WHERE {turns} GROUP BY 1, 2
)
SELECT GROUPING(step, channel, language), step, channel, language, count(DISTINCT conversation_id),
    coalesce(sum(turns), 0)::int, coalesce(sum(degraded), 0)::int, coalesce(sum(up), 0)::int, coalesce(sum(down), 0)::int
FROM talk JOIN conversation c ON c.id = talk.conversation_id
GROUP BY GROUPING SETS ((step), (channel), (language), ()) ORDER BY 5 DESC
"""
_STEP, _CHANNEL, _LANGUAGE = 0b011, 0b101, 0b110  # GROUPING gives a 1 for each column that is not grouped by

_OUTCOMES = """
SELECT date_trunc(%(unit)s, t.created_at AT TIME ZONE 'UTC')::date, t.status, coalesce(t.reason, ''), count(*)
FROM turn t WHERE {turns} GROUP BY 1, 2, 3
"""
# What is meant for a person is not answered by the machine, so it does not count for the machine's speed.
_SPEED = """
WITH answer AS (
    SELECT date_trunc(%(unit)s, t.created_at AT TIME ZONE 'UTC')::date AS step, t.milliseconds
    FROM turn t WHERE {turns} AND t.status <> 'handoff'
)
SELECT step, percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY milliseconds) FROM answer GROUP BY GROUPING SETS ((step), ())
"""
_HANDOVERS = """
WITH chosen AS (
    SELECT h.*, date_trunc(%(unit)s, h.waiting_at AT TIME ZONE 'UTC')::date AS step
    FROM handover h JOIN conversation c ON c.id = h.conversation_id
    WHERE h.waiting_at >= %(begin)s AND h.waiting_at < %(end)s AND {conversations}
)
SELECT step, reason, count(*), count(taken_at), count(*) FILTER (WHERE taken_at IS NULL AND outcome = 'left'),
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY extract(epoch FROM taken_at - waiting_at))
        FILTER (WHERE taken_at IS NOT NULL)
FROM chosen GROUP BY GROUPING SETS ((step, reason), ())
"""


@dataclass(frozen=True)
class Counts:
    """Of some turns; `degraded` were answered without Rasa, `up` and `down` rated so."""

    conversations: int = 0
    turns: int = 0
    degraded: int = 0
    up: int = 0
    down: int = 0


@dataclass(frozen=True)
class Speed:
    """Milliseconds that answers of the machine took: half of them at most `median`, 95 % at most `slow`; None: there are none."""

    median: int | None = None
    slow: int | None = None


@dataclass(frozen=True)
class Waiting:
    """Of those who waited for a person: how many were taken, or left before; seconds that those who were taken waited."""

    asked: int = 0
    taken: int = 0
    left: int = 0
    median: float | None = None
    long: float | None = None
    """90 % of them waited at most so long."""


@dataclass
class Figures:
    """All figures of a period; `outcomes` by status and reason ('' where there is none), `handovers` by reason."""

    total: Counts = field(default_factory=Counts)
    speed: Speed = field(default_factory=Speed)
    waiting: Waiting = field(default_factory=Waiting)
    steps: dict[date, Counts] = field(default_factory=dict)
    channels: dict[str, Counts] = field(default_factory=dict)
    languages: dict[str, Counts] = field(default_factory=dict)
    outcomes: dict[date, Counter[tuple[str, str]]] = field(default_factory=dict)
    handovers: dict[date, Counter[str]] = field(default_factory=dict)
    speeds: dict[date, Speed] = field(default_factory=dict)

    @classmethod
    def load(cls, database: Database, period: Period, unit: str) -> "Figures":
        """Reads them, for each day, week or month. Raises StoreDown."""
        figures, values = cls(), period.values() | {"unit": unit}

        def rows(statement: str) -> list[tuple]:
            conditions = {"turns": period.of_turns(), "conversations": period.of_conversations()}
            return database.run(statement.format(**conditions), values).fetchall()

        for row in rows(_COUNTS):
            figures._count(*row)
        for step, status, reason, number in rows(_OUTCOMES):
            figures.outcomes.setdefault(step, Counter())[status, reason] += number
        figures.speeds = {step: Speed(*(times or ())) for step, times in rows(_SPEED)}
        figures.speed = figures.speeds.pop(None)
        for row in rows(_HANDOVERS):
            figures._hand_over(*row)
        return figures

    def by_status(self) -> Counter[str]:
        """How often each status came."""
        return _sum(Counter({status: number}) for (status, _), number in self._all_outcomes().items())

    def refusals(self) -> Counter[str]:
        """How often each reason to refuse came."""
        return Counter({reason: number for (status, reason), number in self._all_outcomes().items() if status == "refused"})

    def reasons(self) -> Counter[str]:
        """Why people were asked for."""
        return _sum(self.handovers.values())

    def _all_outcomes(self) -> Counter[tuple[str, str]]:
        return _sum(self.outcomes.values())

    def _count(self, grouping: int, step: date, channel: str, language: str | None, *numbers: int) -> None:
        counts = Counts(*numbers)
        if grouping == _STEP:
            self.steps[step] = counts
        elif grouping == _CHANNEL:
            self.channels[channel] = counts
        elif grouping == _LANGUAGE:
            self.languages[language or ""] = counts
        else:
            self.total = counts

    def _hand_over(self, step: date | None, reason: str, asked: int, taken: int, left: int, waited: list[float] | None) -> None:
        if step is None:
            self.waiting = Waiting(asked, taken, left, *(waited or (None, None)))
        else:
            self.handovers.setdefault(step, Counter())[reason] = asked


def _sum(counters) -> Counter:
    total: Counter = Counter()
    for counter in counters:
        total.update(counter)
    return total
