"""One delivery over the wire: a signed POST, whose answer counts only by its status."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import urllib3

from .address import is_private
from .signature import sign

SECONDS = 5.0
_GONE = 410
_MOST_BYTES = 65_536
_pool = urllib3.PoolManager(num_pools=20, maxsize=8, retries=False)


@dataclass(frozen=True)
class Outcome:
    """How it went. `error` is None, or a status as text ('500'), or timeout, unreachable, certificate, insecure."""

    error: str | None
    after: float | None = None
    """Seconds that the receiver asks us to wait, with 429 and 503."""

    @property
    def done(self) -> bool:
        return self.error is None

    @property
    def gone(self) -> bool:
        """The receiver says that it never wants to hear from us again."""
        return self.error == str(_GONE)

    @property
    def answered(self) -> bool:
        """Whether there was an answer at all."""
        return self.error is None or self.error.isdigit()


def post(url: str, secret: str, delivery: str, kind: str, payload: dict[str, Any], now: datetime) -> Outcome:
    """Sends `payload` as JSON; `delivery` is the same each time it is sent. Waits SECONDS, follows no redirect."""
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_private(parts.hostname or ""):
        return Outcome("insecure")  # its name may lead elsewhere than on the day it was entered
    body = json.dumps(payload, ensure_ascii=False).encode()
    timestamp = int(now.timestamp())
    headers = {"Content-Type": "application/json", "User-Agent": "Lotse", "X-Lotse-Event": kind, "X-Lotse-Delivery": delivery,
               "X-Lotse-Timestamp": str(timestamp), "X-Lotse-Signature": sign(secret, timestamp, body)}
    try:
        response = _pool.request("POST", url, body=body, headers=headers, timeout=urllib3.Timeout(total=SECONDS),
                                 redirect=False, preload_content=False)
    except urllib3.exceptions.HTTPError as error:
        return Outcome(_code(error))
    _let_go(response)
    after = response.headers.get("Retry-After", "")
    return Outcome(None if 200 <= response.status < 300 else str(response.status),
                   float(after) if after.isascii() and after.isdigit() and len(after) < 6 else None)


def _let_go(response: urllib3.BaseHTTPResponse) -> None:
    """Nobody reads what it says, but a connection whose answer is read to the end is kept for the next one."""
    with suppress(urllib3.exceptions.HTTPError):
        response.read(_MOST_BYTES)
    response.close()


def _code(error: urllib3.exceptions.HTTPError) -> str:
    if isinstance(error, urllib3.exceptions.SSLError):
        return "certificate"
    # A connection that is refused is also a timeout by class, in urllib3.
    refused = isinstance(error, urllib3.exceptions.NewConnectionError)
    return "timeout" if isinstance(error, urllib3.exceptions.TimeoutError) and not refused else "unreachable"
