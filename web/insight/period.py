"""Which turns count: from one day to another, both included, in UTC; perhaps of one channel or one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from ..store.conversation_list import ConversationList
from ..store.database import Database

_DAYS = 30
_MOST_DAYS = 3 * 366
_DAYS_AS_DAYS, _DAYS_AS_WEEKS = 92, 370
_YEARS = range(2000, 2100)

_TURNS = "t.created_at >= %(begin)s AND t.created_at < %(end)s"
_CONVERSATIONS = """
(%(channel)s::text IS NULL OR c.channel = %(channel)s) AND (%(language)s::text IS NULL OR c.language = %(language)s)
"""


@dataclass(frozen=True)
class Period:
    """`channel` and `language` of the conversation; None: all."""

    first: date
    last: date
    channel: str | None = None
    language: str | None = None

    @property
    def unit(self) -> str:
        """How finely a chart shows it: day, week or month."""
        days = (self.last - self.first).days + 1
        return "day" if days <= _DAYS_AS_DAYS else "week" if days <= _DAYS_AS_WEEKS else "month"

    def steps(self, unit: str) -> list[date]:
        """The first days of all its days, weeks or months; the first step may begin before the period."""
        days = (self.first + timedelta(number) for number in range((self.last - self.first).days + 1))
        return list(dict.fromkeys(_start(day, unit) for day in days))

    def of_turns(self) -> str:
        """The SQL condition for a turn t; without a choice of conversations an index on turns says all."""
        if self.channel is None and self.language is None:
            return _TURNS
        return f"{_TURNS} AND t.conversation_id IN (SELECT c.id FROM conversation c WHERE {_CONVERSATIONS})"

    def of_conversations(self) -> str:
        """The SQL condition for a conversation c."""
        return _CONVERSATIONS

    def values(self) -> dict[str, Any]:
        """The values of both conditions."""
        begin = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        end = datetime(self.last.year, self.last.month, self.last.day, tzinfo=UTC) + timedelta(days=1)
        return {"begin": begin, "end": end, "channel": self.channel, "language": self.language}


@dataclass(frozen=True)
class Choices:
    """What there is to choose from."""

    channels: list[str]
    languages: list[str]

    @classmethod
    def load(cls, database: Database) -> "Choices":
        """Those of all conversations. Raises StoreDown."""
        return cls(*ConversationList(database).choices())


def read(asked: Mapping[str, str], today: date, choices: Choices) -> tuple[Period | None, dict[str, str]]:
    """The period of `from`, `to`, `channel` and `language`, or None and what is wrong, by field: no_date, order, long, unknown.

    What is missing is filled in: the last thirty days, all channels, all languages.
    """
    wrong: dict[str, str] = {}
    last = _day(asked, "to", today, wrong)
    first = _day(asked, "from", last - timedelta(days=_DAYS - 1), wrong)
    if not wrong and last < first:
        wrong["to"] = "order"
    if not wrong and (last - first).days >= _MOST_DAYS:
        wrong["from"] = "long"
    chosen = {name: asked.get(name) or None for name in ("channel", "language")}
    for name, known in (("channel", choices.channels), ("language", choices.languages)):
        if chosen[name] not in (None, *known):
            wrong[name] = "unknown"
    return (None if wrong else Period(first, last, **chosen)), wrong


def _day(asked: Mapping[str, str], name: str, default: date, wrong: dict[str, str]) -> date:
    raw = asked.get(name, "").strip()
    try:
        day = date.fromisoformat(raw) if raw or name in asked else default
        if day.year in _YEARS:
            return day
    except ValueError:
        pass
    wrong[name] = "no_date"
    return default


def _start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day
