"""Calls of a provider's HTTP interface, for channels whose provider has no well-kept library for it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import urllib3

from .channel import Failure, Later, Refused

_SECONDS = urllib3.Timeout(connect=5, read=15)
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Reply:
    """What the provider answered; `fields` are of its JSON object, empty if it sent none."""

    status: int
    fields: dict[str, Any]
    after: float | None = None
    """Seconds of its Retry-After."""
    items: tuple[Any, ...] = ()
    """What the provider sent if that was a JSON array."""

    def check(self) -> dict[str, Any]:
        """The fields of a success. Raises Failure as `failure` says."""
        if self.status < 300:
            return self.fields
        raise failure(self.status, self.after)


class Api:
    """Made once a channel, for all its threads: keeps connections, follows no redirect, repeats nothing."""

    def __init__(self, base: str, headers: Mapping[str, str] | None = None) -> None:
        self._base, self._headers = base, dict(headers or {})
        self._pool = urllib3.PoolManager(maxsize=8, retries=False, timeout=_SECONDS)

    def call(self, method: str, path: str, body: Any = None, fields: Mapping[str, str] | None = None,
             headers: Mapping[str, str] | None = None) -> Reply:
        """Calls `base + path` with a JSON `body`, or with `fields` (of the query, or of a form when posting). Raises Later
        if there is no answer."""
        arguments: dict[str, Any] = {"json": body} if body is not None else {}
        if fields is not None:
            arguments = {"fields": dict(fields)} | ({"encode_multipart": False} if method in ("POST", "PUT", "PATCH") else {})
        sent = {**self._headers, **(headers or {})}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        try:
            response = self._pool.request(method, self._base + path, headers=sent, redirect=False, preload_content=False, **arguments)
            with response:
                read = _json(response.read(_MOST_BYTES))
                found = read if isinstance(read, dict) else {}
                return Reply(response.status, found, retry_after(response.headers), tuple(read) if isinstance(read, list) else ())
        except urllib3.exceptions.TimeoutError:
            raise Later("timeout") from None
        except (urllib3.exceptions.HTTPError, OSError):
            raise Later("unreachable") from None

    def close(self) -> None:
        """Gives back connections."""
        self._pool.clear()


def failure(status: int, after: float | None = None) -> Failure:
    """What a status means where the provider's documentation says nothing else: away or busy is Later, so is a token
    that is not accepted (401); the rest will never be accepted."""
    if status == 401:
        return Later("401", token=True)
    if status in (408, 425, 429) or status >= 500:
        return Later(str(status), after)
    return Refused(str(status))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After, at most an hour; None if there is none."""
    raw = headers.get("Retry-After", "")
    return min(float(raw), 3600.0) if raw.isascii() and raw.isdigit() else None


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
