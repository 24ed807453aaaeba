"""One channel at work: answers what came in, tells what people did, sends what waits. Several threads, several processes."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from math import inf

from ..errors import ApiError, Busy, NoConversation
from ..metrics import Metrics
from ..store.database import Database, StoreDown
from . import inbox, notices, outbox, store
from .answering import Answering
from .backoff import REST, seconds_after
from .channel import Blocked, Channel, Failure, Later
from .inbox import Item
from .outbox import Letter
from .pace import Pace

_log = logging.getLogger("web.channels")
_THREADS = 8
_TYPING_AFTER = 0.4
_BUSY_SECONDS = 1.0


class Lane:
    """Made once a channel and process; a provider that does not answer holds up no other channel."""

    def __init__(self, channel: Channel, database: Database, answering: Answering, default_language: str, metrics: Metrics,
                 clock: Callable[[], datetime], chance: Callable[[], float]) -> None:
        self.channel = channel
        self._database, self._answering, self._language, self._metrics = database, answering, default_language, metrics
        self._clock, self._chance = clock, chance
        self.pace = Pace(channel.limits.per_second)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix=f"channel-{channel.name}")
        self._active = threading.BoundedSemaphore(_THREADS)
        self._closed = threading.Event()

    def wake(self, everything: bool = False) -> None:
        """Something came in: one more thread answers, if one is free; with `everything` it also tells and sends what is due."""
        if not self._closed.is_set() and self._active.acquire(blocking=False):
            self._threads.submit(self._drain, everything)

    def run_once(self, everything: bool = True) -> None:
        """Answers all that came in; with `everything`, tells and sends what is due now. Raises StoreDown."""
        while not self._closed.is_set() and self._answer_next():
            pass
        if everything:
            self._tell()
            self._send_all()

    def close(self) -> None:
        """Ends after what is in work."""
        self._closed.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _drain(self, everything: bool) -> None:
        try:
            self.run_once(everything)
        except StoreDown:
            return  # what was claimed is due again soon
        except Exception as error:  # the next look must not find one thread less
            _log.exception("channel failed", exc_info=error, extra={"channel": self.channel.name})
        finally:
            self._active.release()

    def _answer_next(self) -> bool:
        item = inbox.claim(self._database, self.channel.name, self._clock())
        if item is None:
            return False
        self._metrics.channel_messages.labels(self.channel.name, "in").inc()
        self._send_all(item.chat, self._answer(item))
        return True

    def _answer(self, item: Item) -> int:
        """How many letters the answer has."""
        typing = threading.Timer(_TYPING_AFTER, self._typing, (item.address, item.route))
        typing.daemon = True
        typing.start()
        try:
            said = self._answering.answer(self.channel.name, item)
            with self._database.transaction() as connection:
                return store.answered(connection, self.channel, item, said, self._clock())
        except NoConversation:
            return 0  # deleted meanwhile, and the message with it
        except Busy:
            inbox.put_off(self._database, item, self._clock(), _BUSY_SECONDS, "busy")
        except ApiError as error:
            self._put_off(item, error.code)
        except StoreDown:
            raise
        except Exception as error:  # a message that breaks something must not stop the others
            _log.exception("answering failed", exc_info=error, extra={"channel": self.channel.name})
            self._put_off(item, "internal")
        finally:
            typing.cancel()
        return 0

    def _put_off(self, item: Item, error: str) -> None:
        inbox.put_off(self._database, item, self._clock(), seconds_after(item.attempts, self._chance), error)

    def _tell(self) -> None:
        for chat in notices.waiting(self._database, self.channel.name):
            with self._database.transaction() as connection:
                found = notices.lock(connection, chat)
                news = notices.read(connection, found, self._language) if found else []
                if found and news:
                    store.told(connection, self.channel, found, news, self._clock())
            if found and news and news[-1].typing:
                self._typing(found.address, found.route)

    def _send_all(self, chat: int | None = None, most: float = inf) -> None:
        """What is due, of one chat or of all, so many at most."""
        while most > 0 and not self._closed.is_set():
            most -= 1
            letter = outbox.claim(self._database, self.channel.name, self._clock(), chat)
            if letter is None or not self._send(letter):
                return

    def _send(self, letter: Letter) -> bool:
        """Whether more may be sent now."""
        self.pace.wait()
        name = self.channel.name
        try:
            self.channel.send(letter.address, letter.route, letter.payload, str(letter.id))
        except Later as error:
            self._failed(letter, error)
            self._rest(letter, error)
            return error.chat
        except Blocked as error:
            self._failed(letter, error)
            outbox.block(self._database, letter, self._clock())
        except Failure as error:
            self._failed(letter, error)
            outbox.give_up(self._database, letter, self._clock(), error.error)
        except Exception as error:  # a mistake of ours or of a library: seen in the console, tried again
            _log.exception("sending failed", exc_info=error, extra={"channel": name})
            outbox.put_off(self._database, letter, self._clock(), seconds_after(letter.attempts, self._chance), "internal")
        else:
            outbox.finish(self._database, name, letter, self._clock())
            self._metrics.channel_messages.labels(name, "out").inc()
        return True

    def _rest(self, letter: Letter, error: Later) -> None:
        """The provider is away or wants us to slow down: the channel rests, or one chat; the message keeps its place."""
        now, name = self._clock(), self.channel.name
        if error.chat:
            outbox.put_off(self._database, letter, now, error.after or seconds_after(letter.attempts, self._chance), error.error)
            return
        rest = error.after or seconds_after(outbox.failures(self._database, name) + 1, self._chance, REST)
        outbox.pause(self._database, name, now, rest, error.code)
        outbox.put_off(self._database, letter, now, rest, error.code)

    def _failed(self, letter: Letter, error: Failure) -> None:
        self._metrics.channel_failures.labels(self.channel.name, error.error).inc()
        _log.warning("not sent", extra={"channel": self.channel.name, "error": error.error, "attempts": letter.attempts})

    def _typing(self, address: str, route: dict) -> None:
        try:
            self.channel.typing(address, route)
        except Exception as error:  # only a sign; the answer comes without it too
            _log.debug("typing failed", extra={"channel": self.channel.name, "error": str(error)})
