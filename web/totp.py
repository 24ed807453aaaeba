"""The second factor of staff: codes of six digits from an app, RFC 6238 with steps of 30 seconds."""

import re
import secrets
import time

import pyotp
import segno

_STEP_SECONDS = 30
_DRIFT = (0, -1, 1)
"""Steps by which the clock of a phone may be wrong."""
_SECRET = re.compile(r"[A-Z2-7]{32}\Z")
_CODE = re.compile(r"[0-9]{6}\Z")


def new_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether it looks like one of ours."""
    return bool(_SECRET.match(text))


def step_of(secret: str, code: str, now: float | None = None) -> int | None:
    """The time step whose code this is, near `now` (seconds since 1970; the present); None: it is wrong."""
    code = "".join(code.split())
    if not _CODE.match(code):
        return None
    current = int(time.time() if now is None else now) // _STEP_SECONDS
    app = pyotp.TOTP(secret)
    return next((current + drift for drift in _DRIFT
                 if secrets.compare_digest(app.generate_otp(current + drift), code)), None)


def qr_code(secret: str, account: str, product: str) -> str:
    """What the app takes a picture of, as an SVG element without any style."""
    address = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=product)
    return segno.make_qr(address).svg_inline(scale=4, light="#fff")
