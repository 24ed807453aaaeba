"""Checks of what providers send: whatever is wrong becomes a Rejected with a sentence."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from .channel import Rejected


def json_value(body: bytes) -> Any:
    """The body as JSON."""
    try:
        return json.loads(body.decode())
    except (ValueError, RecursionError):
        raise Rejected(400, "The body must be JSON in UTF-8.") from None


def json_object(body: bytes) -> dict[str, Any]:
    """The body as a JSON object."""
    return as_object(json_value(body), "the body")


def as_object(value: Any, what: str) -> dict[str, Any]:
    """The value, which must be an object."""
    if not isinstance(value, dict):
        raise Rejected(400, f"What should be {what} is no object.")
    return value


def as_text(fields: dict[str, Any], name: str, most: int, required: bool = True, empty: bool = False) -> str:
    """A field's text of at most `most` characters; empty if it is missing and not required."""
    value = fields.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or len(value) > most or not (value or empty or not required):
        raise Rejected(400, f"The field {name} must be a text of {'0' if empty else '1'} to {most} characters.")
    return value


def iso(value: Any) -> datetime | None:
    """A time of ISO 8601 with its zone; None stays None."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    if found is None or found.tzinfo is None:
        raise Rejected(400, "A time must be of ISO 8601, with its zone.")
    return found


def mention_of(name: str) -> re.Pattern[str]:
    """Finds `@name` as Mattermost and Rocket.Chat do: not within an address, not as the beginning of another name."""
    return re.compile(rf"(?<![\w@.-])@{re.escape(name)}(?![\w-]|\.\w)", re.IGNORECASE)


def epoch(value: Any, unit: float = 1.0) -> datetime | None:
    """A time in seconds since 1970, or in parts of them; None if it is none."""
    try:
        return datetime.fromtimestamp(float(value) * unit, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
