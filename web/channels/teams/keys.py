"""Microsoft's keys, with which the Bot Connector signs what it brings: read from the OpenID metadata, kept for a day."""

import threading
from dataclasses import dataclass
from typing import Any

import jwt

from ..channel import Failure, Later, Rejected
from ..http import Api

_KEPT_SECONDS = 86_400
_LEAST_SECONDS = 60
_NEVER = float("-inf")


@dataclass(frozen=True)
class Key:
    """A public key, and the channels it may sign for (None: Microsoft names none)."""

    key: jwt.PyJWK
    endorsements: tuple[str, ...] | None


class Keys:
    """Made once, for all threads. Whoever sends names of unknown keys makes us ask Microsoft at most once a minute."""

    def __init__(self, api: Api, metadata_url: str) -> None:
        self._api, self._url = api, metadata_url
        self._lock = threading.Lock()
        self._known: dict[str, Key] = {}
        self._read_at = self._tried_at = _NEVER

    def find(self, name: str, now: float) -> Key | None:
        """The key of that name at `now` (seconds); None if Microsoft has none. Raises Rejected (503) if it cannot be asked.

        What was read once is used on while Microsoft is away.
        """
        with self._lock:
            if name not in self._known or now - self._read_at > _KEPT_SECONDS:
                self._refresh(now)
            if name not in self._known and self._read_at < self._tried_at:
                raise Rejected(503, "Microsoft's keys cannot be read at the moment.")
            return self._known.get(name)

    def read(self) -> dict[str, Key]:
        """All keys that Microsoft publishes now, by name. Raises Failure."""
        address = self._api.call("GET", self._url).check().get("jwks_uri")
        if not isinstance(address, str) or not address.startswith(("https://", self._url.partition("://")[0] + "://")):
            raise Later("no_keys")
        entries = self._api.call("GET", address).check().get("keys")
        keys = dict(filter(None, map(_key, entries if isinstance(entries, list) else ())))
        if not keys:
            raise Later("no_keys")
        return keys

    def _refresh(self, now: float) -> None:
        if now - self._tried_at <= _LEAST_SECONDS:
            return
        self._tried_at = now
        try:
            self._known = self.read()
            self._read_at = now
        except Failure:
            return


def _key(entry: Any) -> tuple[str, Key] | None:
    """None for what is no RSA key with a name."""
    try:
        endorsements = entry.get("endorsements")
        known = tuple(map(str, endorsements)) if isinstance(endorsements, list) else None
        return str(entry["kid"]), Key(jwt.PyJWK(entry, algorithm="RS256"), known)
    except (jwt.PyJWTError, AttributeError, KeyError, TypeError, ValueError):
        return None
