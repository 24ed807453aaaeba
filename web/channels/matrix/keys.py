"""Keys of encrypted rooms: ours are known to the server, and those of a room's people have what they need to read us."""

import asyncio

from nio import AsyncClient, MatrixRoom, MegolmEvent

from ..channel import Later
from .failures import checked


class Keys:
    """Of one client; sync and senders must not share keys at the same time."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._lock = asyncio.Lock()

    async def tend(self) -> None:
        """What is due after each sync; what fails is due again. Raises Failure only where the server does not answer."""
        client = self._client
        async with self._lock:
            if client.should_upload_keys:
                await client.keys_upload()
            if client.should_query_keys:
                await client.keys_query()
            if client.should_claim_keys:
                await client.keys_claim(client.get_users_for_key_claiming())
            await client.send_to_device_messages()

    async def share(self, room: MatrixRoom) -> None:
        """Gives the room's key to all devices in it. Raises Later where that fails: nio would call it done."""
        client = self._client
        async with self._lock:
            if not room.members_synced:
                checked(await client.joined_members(room.room_id))
            if client.should_query_keys:
                checked(await client.keys_query())
            if client.olm.should_share_group_session(room.room_id):
                await self._share(room)

    async def request(self, event: MegolmEvent) -> None:
        """Asks other devices of ours for a key, once."""
        if event.session_id not in self._client.outgoing_key_requests:
            await self._client.request_room_key(event)

    async def _share(self, room: MatrixRoom) -> None:
        client, room_id, token = self._client, room.room_id, self._client.access_token
        missing = client.get_missing_sessions(room_id)
        if missing:
            checked(await client.keys_claim(missing))
        try:
            await client.share_group_session(room_id, ignore_unverified_devices=True)
        finally:
            # What was broken off in the middle would leave everybody waiting for its end.
            pending = client.sharing_session.pop(room_id, None)
            if pending:
                pending.set()
        if self._unshared(room):
            client.access_token = token  # nio 0.26 reads the answer of a share that failed as a logout
            client.invalidate_outbound_session(room_id)
            raise Later("keys")

    def _unshared(self, room: MatrixRoom) -> bool:
        """Whether a device that can be reached did not get the key."""
        session = self._client.olm.outbound_group_sessions[room.room_id]
        done = session.users_shared_with | session.users_ignored
        return any((user, device.id) not in done and self._client.olm.session_store.get(device.curve25519)
                   for user in room.users for device in self._client.device_store.active_user_devices(user))


