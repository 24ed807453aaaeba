"""Answers without Rasa: straight from the knowledge base, loaded only when it is needed."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
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

    def __init__(self, load: Callable[[], Any] = load_knowledge) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._loading: Future[Any] | None = None
        self._contexts: OrderedDict[str, Any] = OrderedDict()

    def warm(self) -> "Future[Any]":
        """Starts loading in the background, once; a load that failed is tried again."""
        with self._lock:
            failed = self._loading and self._loading.done() and self._loading.exception()
            if self._loading is None or failed:
                self._loading = Future()
                threading.Thread(target=self._run, args=(self._loading,), daemon=True).start()
            return self._loading

    def ask(self, turn: Turn, timeout: float) -> list[Element]:
        """The elements that answer the turn; raises whatever loading or asking raises, or TimeoutError."""
        knowledge = self.warm().result(timeout)
        with self._lock:
            context = self._contexts.get(turn.key)
        answer = knowledge.ask(turn.text, context=context, language=turn.language)
        self._remember(turn.key, answer.context)
        return checked(_elements(answer))

    def forget(self, key: str) -> None:
        """Drops what is remembered of a conversation."""
        with self._lock:
            self._contexts.pop(key, None)

    def _run(self, future: "Future[Any]") -> None:
        try:
            future.set_result(self._load())
        except BaseException as error:  # the thread ends here; whoever waits gets the error
            future.set_exception(error)

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
