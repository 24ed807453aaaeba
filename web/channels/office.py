"""All channels of a process: made from the settings, woken when something came in, and once a second in any case."""

import logging
import random
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from ..metrics import Metrics
from ..settings import Settings
from ..store.database import Database, StoreDown
from . import inbox, outbox
from .answering import Answering
from .channel import Channel, Incoming
from .lane import Lane
from .listener import Listener

_log = logging.getLogger("web.channels")
_EVERY_SECONDS = 1.0
_TIDY = timedelta(hours=1)


def _now() -> datetime:
    return datetime.now(UTC)


class Office:
    """Made once a process; takes messages at once, and does nothing else until `start`.

    `clock` gives the time in UTC; whoever sets it anew moves the time of all parts.
    """

    def __init__(self, channels: Iterable[Channel], settings: Settings, database: Database, answering: Answering,
                 metrics: Metrics, clock: Callable[[], datetime] = _now, chance: Callable[[], float] = random.random) -> None:
        self.channels = {channel.name: channel for channel in channels}
        self._settings, self._database, self.clock = settings, database, clock
        self.lanes = {name: Lane(channel, database, answering, settings.language, metrics, lambda: self.clock(), chance)
                      for name, channel in self.channels.items()}
        self.listeners = {name: self._listener(channel) for name, channel in self.channels.items() if channel.listens}
        self._closed = threading.Event()
        self._tidy_at = clock()

    def start(self) -> None:
        """Goes on in the background until `close`."""
        if self.channels:
            for listener in self.listeners.values():
                listener.start()
            threading.Thread(target=self._run, daemon=True, name="channels").start()

    def close(self) -> None:
        """Ends after what is in work."""
        self._closed.set()
        for listener in self.listeners.values():
            listener.close()
        for lane in self.lanes.values():
            lane.close()
        for channel in self.channels.values():
            channel.close()

    def take(self, name: str, messages: Iterable[Incoming]) -> None:
        """Stores what a request brought. Raises StoreDown."""
        inbox.take(self._database, name, messages, self.clock(), self._settings.max_message_characters)
        self.lanes[name].wake()

    def run_once(self) -> None:
        """Does all that is due now, and waits for it. Raises StoreDown."""
        for lane in self.lanes.values():
            lane.run_once()

    def _listener(self, channel: Channel) -> Listener:
        return Listener(channel, self._database, self._settings.database_url, self._settings.max_message_characters,
                        lambda: self.clock(), lambda: self.lanes[channel.name].wake())

    def _run(self) -> None:
        while not self._closed.wait(_EVERY_SECONDS):
            for name, lane in self.lanes.items():
                # A channel that listens can send only from where it listens.
                if name not in self.listeners or self.listeners[name].holds.is_set():
                    lane.wake(everything=True)
            self._tidy()

    def _tidy(self) -> None:
        if self.clock() < self._tidy_at:
            return
        self._tidy_at = self.clock() + _TIDY
        try:
            outbox.tidy(self._database, self.clock())
        except StoreDown:
            return
