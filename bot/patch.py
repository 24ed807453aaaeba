"""Puts a method of ours in the place of one of Rasa's, if that is the very one it was written against."""
from __future__ import annotations

import hashlib
import inspect
import logging
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)


def source_hash(function: Any) -> str:
    """SHA-256 of a function's source, in hexadecimal."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()


def replace(owner: type, name: str, ours: Callable, known: str, otherwise: str) -> bool:
    """Whether `ours` is in place now; if the source of Rasa's method has not the hash `known`, the log says `otherwise`."""
    current = getattr(owner, name)
    if current is ours:
        return True
    if source_hash(current) != known:
        logger.warning(otherwise)
        return False
    setattr(owner, name, ours)
    return True
