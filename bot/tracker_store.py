"""Conversations in Postgres: one row each, one statement a turn.

Rasa's own SQL store writes a row an event with blocking calls. This one writes the last turns of
a conversation as one text, without blocking, and goes on in memory while the database is away.
"""
from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from typing import Any

import asyncpg
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ConversationPaused, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import action_connection, action_validation

logger = logging.getLogger(__name__)

# The dialogue's memory is the slot `context`, no rule looks further back than one turn, and every
# turn kept costs about a millisecond in all later ones. The web tier keeps the transcript.
KEPT_TURNS = 3
KEPT_IN_MEMORY = 1000  # conversations, while the database is away
PATIENCE = 2.0  # seconds for a connection or a statement
PAUSE = 10.0  # seconds until the next try after a failure

CREATE = """create table if not exists rasa_tracker (
    sender_id text primary key, events text not null, updated_at timestamptz not null default now())"""
SAVE = """insert into rasa_tracker (sender_id, events) values ($1, $2)
    on conflict (sender_id) do update set events = excluded.events, updated_at = now()"""
LOAD = "select events from rasa_tracker where sender_id = $1"
KEYS = "select sender_id from rasa_tracker"

# A module of ours that only the server loads: the place to speed up its calls of actions.
action_validation.install()
action_connection.install()


class DatabaseAway(Exception):
    """The database did not answer, or was not asked because it failed a moment ago."""


class Database:
    """A small pool that is opened at the first statement and left alone for a while after a failure."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()
        self._closed_until = 0.0

    async def run(self, method: str, statement: str, *values: Any) -> Any:
        """The pool's `method` (execute, fetchval, fetch) on a statement; raises DatabaseAway."""
        if time.monotonic() < self._closed_until:
            raise DatabaseAway
        try:
            pool = self._pool or await self._open()
            return await getattr(pool, method)(statement, *values)
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            self._closed_until = time.monotonic() + PAUSE
            logger.error("Conversations are kept in memory, the database is away: %r", error)
            raise DatabaseAway from error

    async def _open(self) -> asyncpg.Pool:
        async with self._opening:
            if self._pool is None:
                pool = await asyncpg.create_pool(
                    self._url, min_size=1, max_size=4, timeout=PATIENCE, command_timeout=PATIENCE,
                    reset=_leave_as_it_is,
                )
                try:
                    await pool.execute(CREATE)
                except BaseException:
                    pool.terminate()
                    raise
                self._pool = pool
        return self._pool

    async def close(self) -> None:
        """Gives the connections back; the next statement opens new ones."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None


async def _leave_as_it_is(connection: asyncpg.Connection) -> None:
    """Nothing is ever set on a connection, so the pool need not ask the server to reset it."""


class PostgresTrackerStore(TrackerStore):
    """Keeps a conversation's last turns and all its slots; `url` is a Postgres DSN."""

    def __init__(
        self, domain: Domain | None, host: str, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.database = Database(host)  # Rasa hands over the endpoint's `url` as `host`
        self._memory: OrderedDict[str, str] = OrderedDict()

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A new tracker, which is not saved before its first turn has ended."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the conversation's row; into memory if the database is away."""
        await self.stream_events(tracker)
        text = serialise(tracker)
        try:
            await self.database.run("execute", SAVE, tracker.sender_id, text)
            self._memory.pop(tracker.sender_id, None)
        except DatabaseAway:
            self._remember(tracker.sender_id, text)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None; what only memory has is newer than its row."""
        text = self._memory.get(sender_id)
        if text is None:
            try:
                text = await self.database.run("fetchval", LOAD, sender_id)
            except DatabaseAway:
                return None
        return None if text is None else self.deserialise_tracker(sender_id, text)

    def deserialise_tracker(self, sender_id: str, serialised_tracker: str | bytes) -> DialogueStateTracker:
        """The tracker that `serialise` wrote."""
        tracker = self.init_tracker(sender_id)
        events = [_event_class(values["event"])._from_parameters(values) for values in json.loads(serialised_tracker)]
        tracker.recreate_from_dialogue(Dialogue(sender_id, events))
        return tracker

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations that can be reached."""
        try:
            rows = await self.database.run("fetch", KEYS)
        except DatabaseAway:
            rows = []
        return {row["sender_id"] for row in rows} | set(self._memory)

    def _remember(self, sender_id: str, text: str) -> None:
        self._memory[sender_id] = text
        self._memory.move_to_end(sender_id)
        while len(self._memory) > KEPT_IN_MEMORY:
            self._memory.popitem(last=False)


def serialise(tracker: DialogueStateTracker, turns: int = KEPT_TURNS) -> str:
    """The last turns and all slots as JSON, a list of events."""
    events = [_without_vector(event.as_dict()) for event in last_turns(tracker, turns)]
    return json.dumps(events, separators=(",", ":"))


def _without_vector(event: dict[str, Any]) -> dict[str, Any]:
    """The sentence vector serves the turn it was made in; kept, it would triple the row."""
    parsed = event.get("parse_data")
    if parsed and "vector" in parsed:
        event = {**event, "parse_data": {name: value for name, value in parsed.items() if name != "vector"}}
    return event


@cache
def _event_class(name: str) -> type[Event]:
    # Rasa walks all classes of events for every event it reads.
    return Event.resolve_by_type(name)


def last_turns(tracker: DialogueStateTracker, turns: int) -> list[Event]:
    """The events of the last turns; when older ones are cut off, what they led to stands in front."""
    events = list(tracker.events)
    starts = [number for number, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) <= turns:
        return events
    kept = events[starts[-turns] :]
    began = kept[0].timestamp
    # Rasa's rules look for the `action_listen` before a message.
    return [*_slots(tracker, began), *_pause(tracker, began), ActionExecuted(ACTION_LISTEN_NAME, timestamp=began), *kept]


def _slots(tracker: DialogueStateTracker, timestamp: float) -> list[Event]:
    """The current values, as events: an event among the kept turns that sets a slot ends with the same."""
    changed = (slot for slot in tracker.slots.values() if slot.value != slot.initial_value)
    return [SlotSet(slot.name, slot.value, timestamp=timestamp) for slot in changed]


def _pause(tracker: DialogueStateTracker, timestamp: float) -> list[Event]:
    """Whether people have the conversation; an event among the kept turns that says so ends with the same."""
    return [ConversationPaused(timestamp=timestamp)] if tracker.is_paused() else []
