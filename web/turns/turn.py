"""A turn: one message, everything known about it, and everything that answers it."""

import hashlib
import re
import time
from dataclasses import dataclass, field

from ..elements import Element, custom_of

_MESSAGE_ID = re.compile(r"[!-~]{1,64}\Z")

STATUSES = frozenset({"answered", "clarify", "refused", "handoff", "emergency", "smalltalk", "error"})
REASONS = frozenset({"outside_topic", "not_in_sources", "opinion", "personal_case", "unclear", "not_allowed"})


def conversation_key(channel: str, name: str) -> str:
    """The internal name of a conversation: two channels never share one, and a name cannot be read back.

    >>> conversation_key("rest", "eva")[:5]
    'rest-'
    """
    digest = hashlib.sha256(f"{channel}\0{name}".encode()).hexdigest()
    return f"{channel}-{digest[:40]}"


def is_message_id(value: str) -> bool:
    """Whether a client may name a message so: 1 to 64 visible ASCII characters."""
    return bool(_MESSAGE_ID.match(value))


def plain_custom(status: str, reason: str | None, language: str) -> Element:
    """The `custom` of a reply that comes from no item."""
    return {"status": status, "reason": reason, "language": language, "item": None, "scope": None,
            "confidence": 0.0, "sources": []}


@dataclass
class Turn:
    """The context object of the pipeline; every step reads and fills it."""

    channel: str
    key: str
    message: str
    language: str | None = None
    message_id: str | None = None
    known_only: bool = False
    """The conversation must have been created before (the web channel)."""
    has_button: bool = False
    """Whether the channel shows a button for a person; elsewhere, who asks in words is put into the queue."""

    text: str = ""
    """The message as it goes on: cleaned, defused, redacted."""
    fixed: str | None = None
    """Name of the fixed text that answers the message, when nobody needs to be asked."""
    reply: list[Element] = field(default_factory=list)
    degraded: bool = False
    resumed: bool = False
    """Whether Rasa's tracker was paused before, and is not any more."""
    stored: bool = False
    number: int | None = None
    """Which turn of its conversation it is, counted from 1; None if it is not stored."""
    resent: bool = False
    started: float = field(default_factory=time.monotonic)

    @property
    def custom(self) -> Element:
        """The one element's `custom` that says how the turn ended."""
        return custom_of(self.reply)

    @property
    def milliseconds(self) -> int:
        """Time since the message came in."""
        return round((time.monotonic() - self.started) * 1000)
