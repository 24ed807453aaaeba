"""Work that takes longer than a page: one piece at a time in a thread of its own, with its progress."""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_log = logging.getLogger("web.learning")
Say = Callable[[int, int], None]


@dataclass
class Progress:
    """How far a piece of work is; `total` 0: not known yet. `failed` once it has ended in an error."""

    done: int = 0
    total: int = 0
    failed: bool = False

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0

    def say(self, done: int, total: int) -> None:
        self.done, self.total = done, total


class Background:
    """Made once a process; thread-safe. Pieces of work have names, and a name waits or runs only once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, Callable[[Say], None]] = OrderedDict()
        self._progress: dict[str, Progress] = {}
        self._thread: threading.Thread | None = None

    def start(self, name: str, work: Callable[[Say], None]) -> None:
        """Does `work` as soon as what came before is done; it is given `say(done, total)`."""
        with self._lock:
            progress = self._progress.get(name)
            if progress and not progress.failed:
                return
            self._progress[name] = Progress()
            self._waiting[name] = work
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, daemon=True, name="learning")
                self._thread.start()

    def progress(self, name: str) -> Progress | None:
        """How far the work of that name is; None: there is none."""
        return self._progress.get(name)

    def wait(self, seconds: float) -> bool:
        """Waits until nothing is left to do; whether that was so in time."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def _run(self) -> None:
        while (piece := self._next()) is not None:
            name, work = piece
            progress = self._progress[name]
            try:
                work(progress.say)
                del self._progress[name]
            except Exception:  # the page says that it failed; the next piece of work must not suffer
                _log.exception("work failed", extra={"work": name})
                progress.failed = True

    def _next(self) -> tuple[str, Callable[[Say], None]] | None:
        with self._lock:
            if self._waiting:
                return self._waiting.popitem(last=False)
            self._thread = None
            return None
