"""Passwords of staff: kept as argon2id, and good enough to be kept."""

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from .errors import Busy

LEAST, MOST = 12, 200
"""Characters."""
_FEWEST_DIFFERENT = 5
_COMMON = frozenset((
    "123456789012", "1234567890123", "passwort1234", "passwort12345", "password1234", "password12345", "passwortpasswort",
    "passwordpassword", "administrator", "administrator1", "qwertzuiopasdf", "qwertyuiopasdf", "qwertzuiopü+", "willkommen123",
    "willkommen1234", "welcome12345", "iloveyou1234", "abcdefghijkl", "abcdefghijklm", "lotselotselotse", "helpdeskhelpdesk",
    "hallohallohallo", "sommer2025sommer", "sommer2026sommer", "changemechangeme", "letmeinletmein", "correcthorsebatterystaple",
))
_hasher = PasswordHasher()
# Each takes 64 MiB: a crowd at the login must not take the memory of the others.
_AT_ONCE = threading.BoundedSemaphore(4)
_WAIT_SECONDS = 5


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(_normal(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether it is the password; without a stored one the same work is done in vain. Raises Busy."""
    if not _AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        raise Busy()
    try:
        return _hasher.verify(stored or _nobodys(), _normal(password[:MOST])) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
    finally:
        _AT_ONCE.release()


@cache
def _nobodys() -> str:
    """A hash that no password has; made at the first login, not at every start."""
    return _hasher.hash(secrets.token_hex())


def outdated(stored: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def weakness(password: str, *names: str) -> str | None:
    """Why it cannot be a password: short, long, name or common; None if it can be."""
    folded = _normal(password).strip().casefold()
    if len(password.strip()) < LEAST:
        return "short"
    if len(password) > MOST:
        return "long"
    if folded in {name.casefold() for name in names}:
        return "name"
    return "common" if folded in _COMMON or len(set(folded)) < _FEWEST_DIFFERENT else None


def generate() -> str:
    """A password of 96 random bits."""
    return secrets.token_urlsafe(12)


def _normal(password: str) -> str:
    """The same letters are the same password, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)
