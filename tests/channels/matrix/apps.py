"""People with an app that encrypts: nio, with keys in memory.

All apps are in one process beside the tests', and work one after another: nio binds its tables to one store at a time, so two
of its clients must not share a process with threads.
"""

import asyncio
import itertools
import logging
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from typing import Any

from nio import AsyncClient, AsyncClientConfig, MegolmEvent, RoomMessage
from nio.store import SqliteMemoryStore

from .synapse import PASSWORD, SERVER, synapse

_ENCRYPTED = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
_numbers = itertools.count()
_devices: dict[int, "Device"] = {}


class App:
    """A device of its own for the person of that name; `close` it."""

    def __init__(self, name: str) -> None:
        self._number = next(_numbers)
        _process().submit(_make, self._number, synapse().url, f"@{name}:{SERVER}").result()

    def room(self, *others: str) -> str:
        """A new encrypted room with an invitation for others."""
        return self._do("room", *others)

    def send(self, room: str, content: dict[str, Any]) -> str:
        """The id of the event."""
        return self._do("send", room, content)

    def say(self, room: str, text: str, **further: Any) -> str:
        return self.send(room, {"msgtype": "m.text", "body": text, **further})

    def read(self, room: str) -> list[str]:
        """What others said there so far."""
        return self._do("read", room)

    def unread(self, room: str) -> int:
        """How many events there it could not decrypt."""
        return self._do("unread", room)

    def close(self) -> None:
        self._do("close")

    def _do(self, what: str, *arguments: Any) -> Any:
        return _process().submit(_act, self._number, what, *arguments).result()


class Device:
    """The same in the other process."""

    def __init__(self, client: AsyncClient) -> None:
        self._client, self._seen = client, []

    async def room(self, *others: str) -> str:
        return _good(await self._client.room_create(is_direct=True, invite=others, initial_state=[_ENCRYPTED])).room_id

    async def send(self, room: str, content: dict[str, Any]) -> str:
        await self.sync()
        return _good(await self._client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)).event_id

    async def read(self, room: str) -> list[str]:
        await self.sync()
        return [event.body for place, event in self._seen
                if place == room and isinstance(event, RoomMessage) and event.sender != self._client.user_id]

    async def unread(self, room: str) -> int:
        return len([event for place, event in self._seen if place == room and isinstance(event, MegolmEvent)])

    async def sync(self) -> None:
        """Takes what is new, and does what is due for keys."""
        client = self._client
        found = _good(await client.sync(0, full_state=not client.next_batch))
        self._seen += [(room, event) for room, info in found.rooms.join.items() for event in info.timeline.events]
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        await client.send_to_device_messages()

    async def close(self) -> None:
        await self._client.close()


@cache
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    return asyncio.new_event_loop()


def _make(number: int, url: str, user: str) -> None:
    logging.getLogger("nio").setLevel(logging.CRITICAL)  # rooms of other tests are none of its business
    config = AsyncClientConfig(store=SqliteMemoryStore, pickle_key="k", max_timeouts=0, max_limit_exceeded=0)
    client = AsyncClient(url, user, config=config)
    _loop().run_until_complete(client.login(PASSWORD))
    _devices[number] = Device(client)
    _loop().run_until_complete(_devices[number].sync())


def _act(number: int, what: str, *arguments: Any) -> Any:
    return _loop().run_until_complete(getattr(_devices[number], what)(*arguments))


def _good(found: Any) -> Any:
    assert found.transport_response.status == 200, found
    return found
