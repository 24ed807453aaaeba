"""Cross-signing: the account vouches for its device. Since 2026 apps such as Element write only to devices of which that is so.

The account's three keys are derived from the secret of the settings, so that a lost folder of keys costs nothing.
https://spec.matrix.org/v1.16/client-server-api/#cross-signing
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ..http import Api, Reply
from .session import Session

_KEYS = "/_matrix/client/v3/keys"
_USAGES = ("master", "self_signing", "user_signing")


class Identity:
    """Of one account; `secret` is the one of the settings."""

    def __init__(self, user: str, secret: str) -> None:
        self._user = user
        self._keys = {usage: _derived(secret, f"lotse matrix {usage} {user}") for usage in _USAGES}

    def public(self, usage: str) -> str:
        """A public key, in base64 without padding."""
        return _base64(self._keys[usage].public_key().public_bytes_raw())

    def signed(self, value: dict[str, Any], usage: str) -> dict[str, Any]:
        """The object with one of the keys' signature, and no other."""
        plain = {name: field for name, field in value.items() if name not in ("signatures", "unsigned")}
        signature = _base64(self._keys[usage].sign(_canonical(plain)))
        return plain | {"signatures": {self._user: {f"ed25519:{self.public(usage)}": signature}}}

    def upload(self) -> dict[str, Any]:
        """The body of /keys/device_signing/upload."""
        master, *others = (self._key(usage) for usage in _USAGES)
        return {"master_key": master, **{f"{usage}_key": self.signed(key, "master") for usage, key in zip(_USAGES[1:], others)}}

    def _key(self, usage: str) -> dict[str, Any]:
        public = self.public(usage)
        return {"user_id": self._user, "usage": [usage], "keys": {f"ed25519:{public}": public}}


@dataclass(frozen=True)
class Standing:
    """The session's device, and the account's master keys, as the server shows them to others."""

    device: dict[str, Any]
    master: dict[str, str]

    def vouched(self, session: Session, identity: Identity) -> bool:
        """Whether the account is known by this identity, and it has signed the device."""
        signatures = self.device.get("signatures", {}).get(session.user, {})
        return self.known(identity) and f"ed25519:{identity.public('self_signing')}" in signatures

    def known(self, identity: Identity) -> bool:
        return f"ed25519:{identity.public('master')}" in self.master


def standing(api: Api, session: Session) -> Standing:
    """Asks the server. Raises Failure."""
    found = api.call("POST", f"{_KEYS}/query", {"device_keys": {session.user: []}}, headers=session.headers).check()
    master = found.get("master_keys", {}).get(session.user, {})
    return Standing(found.get("device_keys", {}).get(session.user, {}).get(session.device, {}), master.get("keys", {}))


def vouch(api: Api, session: Session, identity: Identity, password: str, fingerprint: str) -> bool:
    """Makes the account vouch for the session's device, whose key is `fingerprint`; whether it does now. Raises Failure."""
    now = standing(api, session)
    if now.device.get("keys", {}).get(f"ed25519:{session.device}") != fingerprint:
        return False  # the server's word for our key is not enough to sign it
    if now.vouched(session, identity):
        return True
    if not now.known(identity) and not _publish(api, session, identity, password):
        return False
    body = {session.user: {session.device: identity.signed(now.device, "self_signing")}}
    reply = api.call("POST", f"{_KEYS}/signatures/upload", body, headers=session.headers)
    return reply.status == 200 and not reply.fields.get("failures")


def _publish(api: Api, session: Session, identity: Identity, password: str) -> bool:
    """The server may want the password once more."""
    reply = _upload(api, session, identity.upload())
    if reply.status == 401 and password and "session" in reply.fields:
        confirmed = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": session.user},
                     "password": password, "session": reply.fields["session"]}
        reply = _upload(api, session, identity.upload() | {"auth": confirmed})
    return reply.status == 200


def _upload(api: Api, session: Session, body: dict[str, Any]) -> Reply:
    return api.call("POST", f"{_KEYS}/device_signing/upload", body, headers=session.headers)


def _derived(secret: str, purpose: str) -> Ed25519PrivateKey:
    seed = HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def _canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode().rstrip("=")
