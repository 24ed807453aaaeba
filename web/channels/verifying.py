"""Signatures over the time and the body, each in a header: the one of Slack, and our own."""

import hmac
from collections.abc import Callable

from .channel import Inbound, Rejected

_TOLERANCE_SECONDS = 300


def verify(request: Inbound, stamp_header: str, signature_header: str, sign: Callable[[str], str]) -> None:
    """Raises Rejected(401) unless the signature is `sign(seconds since 1970, as they were sent)` and not too old."""
    stamp = request.headers.get(stamp_header, "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise Rejected(401, f"The header {stamp_header} must be seconds since 1970.")
    if not hmac.compare_digest(sign(stamp).encode(), request.headers.get(signature_header, "").encode()):
        raise Rejected(401, f"The signature in {signature_header} is not right.")
    if abs(request.now.timestamp() - int(stamp)) > _TOLERANCE_SECONDS:
        raise Rejected(401, f"The time in {stamp_header} is more than five minutes away.")
