"""How a receiver knows that a delivery is ours, whole, and of now: HMAC-SHA256 over the time and the body."""

import hashlib
import hmac
import secrets


def new_secret() -> str:
    """A secret of 256 random bits, as text."""
    return secrets.token_urlsafe(32)


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """The value of X-Lotse-Signature; `timestamp` is in seconds since 1970, as in X-Lotse-Timestamp.

    >>> sign("geheim", 1700000000, b"{}")[:15]
    'sha256=75e8aa01'
    """
    signed = f"{timestamp}.".encode() + body
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
