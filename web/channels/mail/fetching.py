"""Takes new mails out of the mailbox: nothing lost, nothing twice, and nobody answered without end."""

import hashlib
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from imap_tools import BaseMailBox

from ..channel import Accept, Incoming
from . import mailbox
from .incoming import read

_log = logging.getLogger("web.channels")
_BATCH = 20
_HOUR = 3600
_MOST_SENDERS = 5000
FIRST_DAYS, AGAIN_DAYS = 1, 30
"""So old may an unread mail be at the first start, and when the server has numbered its mails anew."""


class Fetching:
    """Of one connection. `cursor`: {"validity": of the numbers, "uid": the last one taken, "recent": {sender: [seconds]}}."""

    def __init__(self, box: BaseMailBox, settings: Mapping[str, Any], accept: Accept, cursor: Any) -> None:
        self._box, self._settings, self._accept = box, settings, accept
        self._recent: dict[str, list[int]] = dict((cursor or {}).get("recent", {}))
        status = box.folder.status(settings["folder"], ["UIDVALIDITY", "UIDNEXT"])
        self._validity = status["UIDVALIDITY"]
        if cursor and cursor["validity"] == self._validity:
            self._uid = cursor["uid"]
        else:
            self._begin(status["UIDNEXT"] - 1, AGAIN_DAYS if cursor else FIRST_DAYS)

    def take_new(self) -> bool:
        """Takes all that arrived since; whether there was any."""
        numbers = mailbox.arrived_since(self._box, self._uid)
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start:start + _BATCH]
            self._take(batch, batch[-1])
        return bool(numbers)

    def _begin(self, last: int, days: int) -> None:
        """What is unread, all at once: until then nobody knows where to go on."""
        numbers = mailbox.unread_since(self._box, datetime.now(UTC) - timedelta(days=days))
        self._take(numbers, last)

    def _take(self, numbers: list[int], last: int) -> None:
        """What is answered is marked as read, after it is stored; all else is left to people."""
        found = {number: message for number in numbers if (message := self._read(number))}
        self._uid = last
        self._accept(list(found.values()), {"validity": self._validity, "uid": last, "recent": self._recent})
        mailbox.mark_read(self._box, list(found))

    def _read(self, number: int) -> Incoming | None:
        fetched = mailbox.fetch(self._box, number)
        if fetched is None:
            return None
        try:
            message = read(fetched[0], self._settings["address"], fetched[1])
        except Exception as error:  # a mail that breaks a parser must not stop the others; its words are not for the log
            _log.warning("mail not understood", extra={"channel": "email", "error": type(error).__name__})
            return None
        if message and message.kind != "stopped" and self._too_many(message.address.split(" ")[0], fetched[1]):
            _log.warning("too many mails of one sender", extra={"channel": "email"})
            return None
        return message

    def _too_many(self, sender: str, arrived: datetime) -> bool:
        """Whether the sender had all mails answered that one may have within an hour; so two machines do not talk for ever."""
        now = int(arrived.timestamp())
        self._recent = {name: times for name, times in self._recent.items() if times[-1] > now - _HOUR}
        name = hashlib.sha256(sender.lower().encode()).hexdigest()[:16]
        times = [one for one in self._recent.get(name, []) if one > now - _HOUR]
        if len(times) >= self._settings["hourly"]:
            return True
        self._recent.pop(name, None)
        self._recent[name] = [*times, now]  # the newest sender last
        self._recent = dict(list(self._recent.items())[-_MOST_SENDERS:])
        return False
