"""Messages for people: what the visitor is told, and which conversations people had when this process last heard."""

import threading
from collections import OrderedDict

from ..store import Conversation
from ..texts import texts
from .turn import Element, plain_custom

STATES = frozenset({"waiting", "human"})
_MOST = 10_000


class People:
    """Asked while the database is away: what is meant for a person must not go to the machine. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: OrderedDict[str, None] = OrderedDict()

    def note(self, key: str, state: str | None) -> None:
        """Remembers or forgets a conversation, as its state says; None is no conversation."""
        with self._lock:
            self._keys.pop(key, None)
            if state in STATES:
                self._keys[key] = None
            while len(self._keys) > _MOST:
                self._keys.popitem(last=False)

    def have(self, key: str) -> bool:
        """Whether people have the conversation, as far as is known here."""
        return key in self._keys


def arrived(conversation: Conversation, language: str) -> list[Element]:
    """Says that a message arrived: in words once while the visitor waits, else only in `custom`."""
    custom = plain_custom("handoff", None, language) | {"delivered": True}
    if conversation.state == "waiting" and not conversation.told_to_wait:
        return [{"text": texts(language)["reply"]["kept"], "custom": custom}]
    return [{"custom": custom}]
