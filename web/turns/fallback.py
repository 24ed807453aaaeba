"""Answers without Rasa: straight from the knowledge base, loaded only when it is needed."""

import threading
from collections import OrderedDict
from typing import Any

from .reply import checked
from .turn import Element, Turn

_MAX_CONTEXTS = 2000


def load_knowledge() -> Any:
    """The knowledge base; about two seconds and some hundred megabytes, hence not at import."""
    from knowledge import Knowledge
    return Knowledge.load()


class Fallback:
    """Asks `knowledge` in process. Remembers the last contexts, so that follow-up questions work."""

    def __init__(self, live: Any) -> None:
        """`live` is a knowledge.live.Live: it loads when it is first needed and follows what is published."""
        self._live = live
        self._lock = threading.Lock()
        self._contexts: OrderedDict[str, Any] = OrderedDict()

    def ask(self, turn: Turn, timeout: float) -> list[Element]:
        """The elements that answer the turn; raises whatever loading or asking raises, or TimeoutError."""
        knowledge = self._live.current(timeout)
        with self._lock:
            context = self._contexts.get(turn.key)
        answer = knowledge.ask(turn.text, context=context, language=turn.language)
        self._remember(turn.key, answer.context)
        return checked(_elements(answer))

    def forget(self, key: str) -> None:
        """Drops what is remembered of a conversation."""
        with self._lock:
            self._contexts.pop(key, None)

    def _remember(self, key: str, context: Any) -> None:
        with self._lock:
            self._contexts[key] = context
            self._contexts.move_to_end(key)
            while len(self._contexts) > _MAX_CONTEXTS:
                self._contexts.popitem(last=False)


def _elements(answer: Any) -> list[Element]:
    element: Element = {"text": answer.text, "custom": answer.custom()}
    if answer.choices:
        element["buttons"] = [{"title": c.title, "payload": c.payload} for c in answer.choices]
    return [element]
