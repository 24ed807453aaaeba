"""What comes from the server: the rooms' messages since the last time, those that waited for a key, and invitations.

The order in which nothing is lost: nio writes keys to its store while it takes a sync; then messages and the place to go on are
stored together; only the next sync tells the server that it may forget the keys. If we end in between, the same sync comes
again, and its messages can be read, as their keys are in the store.
"""

import asyncio
import time
from dataclasses import dataclass
from threading import Event as Flag
from typing import Any

from nio import AsyncClient, EncryptionError, Event, MatrixRoom, MegolmEvent, SyncResponse

from ..channel import Blocked, Incoming, Later, Refused
from .failures import checked
from .keys import Keys
from .reading import Reader, direct, left, stopped

_SYNC_MS, _HURRIED_MS = 25_000, 2_000
_LOOK_SECONDS = 0.1
_PAGE, _MOST_PAGES = 100, 20
_JOIN_SECONDS, _JOIN_TRIES = 10.0, 5
_MOST_WAITING = 50
_NOTHING: dict[str, Any] = {"types": []}


@dataclass(frozen=True)
class Step:
    """What one sync brought. `cursor` is {"since": token, "invites": {room: tries}, "waiting": [[room, event, time]]}."""

    messages: list[Incoming]
    cursor: dict[str, Any]


class Rooms:
    """Of one client. `patience`: seconds that a message which cannot be decrypted waits for its key."""

    def __init__(self, client: AsyncClient, keys: Keys, reader: Reader, servers: tuple[str, ...], patience: float) -> None:
        self._client, self._keys, self._reader, self._servers, self._patience = client, keys, reader, servers, patience
        self._complete = False

    async def step(self, cursor: dict[str, Any] | None, ended: Flag) -> Step | None:
        """Waits for news after `cursor`; at first for nothing, as what was said before is not ours. None: `ended`."""
        since, known = cursor["since"] if cursor else None, self._complete
        response = await self._unless(ended, since, bool(cursor and cursor["waiting"]))
        if response is None:
            return None
        await self._keys.tend()
        waiting = list(cursor["waiting"]) if cursor else []
        messages = await self._late(waiting)
        for room_id, info in response.rooms.join.items() if since else ():
            room = self._client.rooms[room_id]
            events = self._reader.begin(await self._events(room_id, info, since))
            said = [message for event in events for message in self._read(event, room, waiting)]
            if any(message.kind == "stopped" for message in said):
                await self._client.room_leave(room_id)  # nobody else is there any more
            messages += said
        messages += self._left(response) if known else []  # the first sync tells of all that ever threw us out
        invites = await self._join({**(cursor["invites"] if cursor else {}), **dict.fromkeys(response.rooms.invite, 0)})
        return Step(messages, {"since": response.next_batch, "invites": invites, "waiting": waiting})

    async def _unless(self, ended: Flag, since: str | None, hurried: bool) -> SyncResponse | None:
        """The next sync, unless the flag is set before. `hurried`: while messages wait for their keys."""
        task = asyncio.create_task(self._sync(since, _HURRIED_MS if hurried else _SYNC_MS))
        try:
            while not task.done() and not ended.is_set():
                await asyncio.wait({task}, timeout=_LOOK_SECONDS)
            return task.result() if task.done() else None
        finally:
            task.cancel()

    async def _sync(self, since: str | None, longest: int) -> SyncResponse:
        self._client.next_batch = since or ""  # what could not be stored comes again, and is read again
        found = checked(await self._client.sync(
            longest if self._complete else 0, _filter(_PAGE if since else 1), since, full_state=not self._complete))
        self._complete = True  # all rooms are known from here on
        return found

    async def _events(self, room_id: str, info: Any, since: str) -> list[Event]:
        """The room's events, oldest first; also those that were too many for a sync."""
        events, start = list(info.timeline.events), info.timeline.prev_batch if info.timeline.limited else None
        for _ in range(_MOST_PAGES):
            if not start or self._reader.begin(events) is not events:
                break
            older, start = await self._older(room_id, start, since)
            events = [*older, *events]
        return [event for event in events if isinstance(event, Event)]

    async def _older(self, room_id: str, start: str, since: str) -> tuple[list[Any], str | None]:
        """A page of events before `start`, oldest first, and where the next one begins."""
        try:
            page = checked(await self._client.room_messages(room_id, start, since, limit=_PAGE))
        except (Blocked, Refused):
            return [], None  # we are not there any more
        return page.chunk[::-1], page.end if page.chunk else None

    def _read(self, event: Event, room: MatrixRoom, waiting: list[Any]) -> list[Incoming]:
        if isinstance(event, MegolmEvent):
            if direct(room) and event.sender != self._client.user_id:
                waiting.append([room.room_id, event.event_id, time.time()])
                del waiting[:-_MOST_WAITING]
            return []
        message = self._reader.read(event, room)
        return [message] if message and len(message.id) <= 200 else []

    async def _late(self, waiting: list[Any]) -> list[Incoming]:
        """Messages whose key came; of those that waited too long, that they cannot be read: once for all that have one key."""
        found: list[Incoming] = []
        for entry in list(waiting):
            room_id, event_id, begun = entry
            room = self._client.rooms.get(room_id)
            event = await self._again(room_id, event_id) if room else None
            late = time.time() - begun > self._patience
            if isinstance(event, MegolmEvent) and not late:
                continue
            waiting.remove(entry)
            if room and isinstance(event, MegolmEvent):
                found.append(Incoming(f"key-{event.session_id}"[:200], room_id, "unreadable"))
            elif room and event:
                found += self._read(event, room, [])
        return found

    async def _again(self, room_id: str, event_id: str) -> Event | None:
        try:
            event = checked(await self._client.room_get_event(room_id, event_id)).event
            if not isinstance(event, MegolmEvent):
                return event
            event.room_id = room_id
            await self._keys.request(event)
            return self._client.decrypt_event(event)
        except EncryptionError:
            return event
        except (Blocked, Refused):
            return None  # deleted, or we are not there any more

    def _left(self, response: SyncResponse) -> list[Incoming]:
        found = []
        for room_id, info in response.rooms.leave.items():
            self._client.rooms.pop(room_id, None)
            event = left([*info.state, *info.timeline.events], self._client.user_id)
            found += [stopped(event, room_id)] if event else []
        return found

    async def _join(self, invites: dict[str, int]) -> dict[str, int]:
        """Accepts invitations; those that shall be tried again. A room's own server may be away, which must not hold us up."""
        again = await asyncio.gather(*(self._accept(room_id) for room_id in invites))
        return {room_id: tries + 1 for (room_id, tries), once_more in zip(invites.items(), again)
                if once_more and tries + 1 < _JOIN_TRIES}

    async def _accept(self, room_id: str) -> bool:
        """Whether it shall be tried again."""
        room = self._client.invited_rooms.get(room_id)
        inviter = room.inviter if room else None
        allowed = not self._servers or (inviter or "").partition(":")[2] in self._servers
        work = self._client.join(room_id) if allowed else self._client.room_leave(room_id)
        try:
            checked(await asyncio.wait_for(work, _JOIN_SECONDS))
        except (Blocked, Refused):
            return False
        except (Later, OSError, TimeoutError):
            return True
        return False


def _filter(most: int) -> dict[str, Any]:
    """All members, not only those who write: how many there are decides whether we answer."""
    return {"presence": _NOTHING, "account_data": _NOTHING,
            "room": {"ephemeral": _NOTHING, "account_data": _NOTHING, "timeline": {"limit": most}}}


