"""An event loop in a thread of its own, for libraries of providers that are asynchronous only."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as Late
from typing import Any, TypeVar

from .channel import Later

Result = TypeVar("Result")
_SECONDS = 20.0


class Loop:
    """Made once a channel that needs it; its thread starts with the first call."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name=f"loop-{name}")
        self._lock = threading.Lock()

    def run(self, work: Coroutine[Any, Any, Result], seconds: float | None = _SECONDS) -> Result:
        """What `work` returns or raises; Later after so many `seconds` (None: waits for ever)."""
        with self._lock:
            if self._thread.ident is None:
                self._thread.start()
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(seconds)
        except Late:
            future.cancel()
            raise Later("timeout") from None

    def close(self) -> None:
        """Stops the thread; what is in work is given up."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(5)
        if not self._loop.is_running():
            self._loop.close()
