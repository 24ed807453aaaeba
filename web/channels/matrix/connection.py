"""One session at work: nio's client with its store of keys. Everything here runs in the loop's thread."""

from collections.abc import Mapping
from typing import Any

from nio import AsyncClient, AsyncClientConfig
from nio.store import SqliteStore

from ..channel import Blocked, Later, Payload
from .failures import checked
from .keys import Keys
from .reading import Reader
from .rooms import Rooms
from .session import Session

_SECONDS = 15
_TYPING_MS = 8_000
_NAME_TAKEN = 100


class Connection:
    """Made by `open`; only one at a time may hold the folder of keys."""

    def __init__(self, client: AsyncClient, rooms: Rooms, keys: Keys) -> None:
        self._client, self._keys = client, keys
        self._typing: set[str] = set()
        self.step = rooms.step

    @classmethod
    async def open(cls, session: Session, settings: Mapping[str, Any], patience: float) -> "Connection":
        """Makes keys where there are none, and tells the server. Raises Failure, and Later(token) if the store cannot be read."""
        client = _client(session, settings)
        keys = Keys(client)
        await keys.tend()
        shown = await client.get_displayname()
        name = getattr(shown, "displayname", None) or ""
        local = session.user[1:].partition(":")[0]
        reader = Reader((session.user, name[:_NAME_TAKEN], local))
        return cls(client, Rooms(client, keys, reader, settings["servers"], patience), keys)

    @property
    def alive(self) -> bool:
        """nio forgets its token where the server says that it is none any more."""
        return self._client.logged_in

    @property
    def fingerprint(self) -> str:
        """The device's public signing key."""
        return self._client.olm.account.identity_keys["ed25519"]

    async def send(self, room_id: str, content: Payload, key: str) -> None:
        """`key` makes the server take it once. Raises Failure."""
        room = self._client.rooms.get(room_id)
        if room is None:
            raise Blocked("room")
        if room.encrypted:
            await self._keys.share(room)
        checked(await self._client.room_send(room_id, "m.room.message", content, key, ignore_unverified_devices=True))
        if room_id in self._typing:
            self._typing.discard(room_id)
            await self._client.room_typing(room_id, False)

    async def typing(self, room_id: str) -> None:
        checked(await self._client.room_typing(room_id, True, _TYPING_MS))
        self._typing.add(room_id)

    async def close(self) -> None:
        await self._client.close()
        self._client.store.database.close()


def _client(session: Session, settings: Mapping[str, Any]) -> AsyncClient:
    settings["store"].mkdir(mode=0o700, parents=True, exist_ok=True)
    config = AsyncClientConfig(store=SqliteStore, pickle_key=settings["pickle_key"], max_limit_exceeded=0, max_timeouts=0,
                               request_timeout=_SECONDS)
    client = AsyncClient(settings["url"], session.user, session.device, str(settings["store"]), config)
    try:
        client.restore_login(session.user, session.device, session.token)
    except Exception:  # of whatever kind, as the secret or the file is another one
        raise Later("keys", token=True) from None
    return client
