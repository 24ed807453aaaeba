"""How each channel does, and what could not be answered or sent: for the console. Nothing here reads what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from ..store.database import Database
from ..store.statements import lock_number

LATE = timedelta(minutes=5)
"""A message that waits for its answer longer than that is a problem, whatever else is said of the channel."""
_FRESH = timedelta(minutes=5)
PAGE = 50
TOKEN = frozenset({"token", "401"})
"""Errors after which nothing works until an operator has renewed the token."""
State = Literal["works", "rests", "token", "deaf", "fails"]
Way = Literal["in", "out"]

# Whoever listens holds the advisory lock of the channel, see `listener`; a lock's number is kept in two halves.
_STANDINGS = """
SELECT c.name, s.paused_until, s.error, s.error_at,
    (SELECT i.sent_at FROM incoming i WHERE i.channel = c.name ORDER BY i.number DESC LIMIT 1),
    (SELECT max(o.done_at) FROM outgoing o WHERE o.channel = c.name),
    (SELECT count(*) FROM incoming i WHERE i.channel = c.name AND i.done_at IS NULL AND i.failed_at IS NULL),
    (SELECT count(*) FROM outgoing o WHERE o.channel = c.name AND o.done_at IS NULL AND o.failed_at IS NULL),
    (SELECT count(*) FROM incoming i WHERE i.channel = c.name AND i.failed_at IS NOT NULL)
        + (SELECT count(*) FROM outgoing o WHERE o.channel = c.name AND o.failed_at IS NOT NULL),
    (SELECT min(i.received_at) FROM incoming i WHERE i.channel = c.name AND i.done_at IS NULL AND i.failed_at IS NULL),
    EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
            AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (l.classid::bigint << 32) | l.objid::bigint = c.lock)
FROM unnest(%(names)s::text[], %(locks)s::bigint[]) AS c (name, lock) LEFT JOIN channel_state s ON s.channel = c.name
ORDER BY c.name
"""
# One row more than a page: so it is known whether there is another one.
_FAILED = f"""
SELECT f.way, f.number, f.channel, h.address, h.conversation_id, f.error, f.failed_at FROM (
    SELECT 'in' AS way, number, channel, chat_id, error, failed_at FROM incoming WHERE failed_at IS NOT NULL
    UNION ALL SELECT 'out', number, channel, chat_id, error, failed_at FROM outgoing WHERE failed_at IS NOT NULL
) f JOIN chat h ON h.id = f.chat_id ORDER BY f.failed_at DESC, f.way, f.number DESC OFFSET %(after)s LIMIT {PAGE + 1}
"""


@dataclass(frozen=True)
class Standing:
    """One channel; times in UTC. `waiting_in` messages have no answer yet, the oldest since `oldest`; `waiting_out` are to be
    sent; `failed` were given up, both ways."""

    name: str
    paused_until: datetime | None
    error: str | None
    error_at: datetime | None
    last_in: datetime | None
    last_out: datetime | None
    waiting_in: int
    waiting_out: int
    failed: int
    oldest: datetime | None
    heard: bool
    """Whether a process fetches its messages; says nothing of a channel that is brought them."""

    def state(self, listens: bool, now: datetime) -> State:
        """What is to be said of it first."""
        if listens and not self.heard:
            return "deaf"
        resting = self.paused_until is not None and self.paused_until > now
        fresh = self.error_at is not None and self.error_at > now - _FRESH
        # What is brought is tried only when something is to be sent, so the error is the newest that is known.
        if self.error in TOKEN and (resting or fresh or not listens):
            return "token"
        if resting:
            return "rests"
        return "fails" if self.error and fresh else "works"

    def late(self, now: datetime) -> bool:
        """Whether somebody waits too long for an answer."""
        return self.oldest is not None and self.oldest < now - LATE


@dataclass(frozen=True)
class Failed:
    """A message that was given up: a question that was not answered (`in`), or one of ours that was not sent (`out`)."""

    way: Way
    number: int
    channel: str
    address: str
    conversation: int
    error: str | None
    at: datetime

    @property
    def chat(self) -> str:
        """The address, unrecognisable but for its end: enough to tell chats apart."""
        return "•••" + self.address[len(self.address) - min(4, len(self.address) // 4):]


def standings(database: Database, names: Iterable[str]) -> dict[str, Standing]:
    """Each channel of these names. Raises StoreDown."""
    wanted = list(names)
    values = {"names": wanted, "locks": [lock_number(f"channel-{name}") for name in wanted]}
    return {row[0]: Standing(*row) for row in database.run(_STANDINGS, values).fetchall()}


def failed(database: Database, after: int) -> tuple[list[Failed], bool]:
    """A page of what was given up, the newest first, without the first `after`; and whether there are more."""
    found = [Failed(*row) for row in database.run(_FAILED, {"after": after}).fetchall()]
    return found[:PAGE], len(found) > PAGE
