"""The mailbox over IMAP: a connection, what is new, waiting for more."""

import imaplib
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError, MailboxStarttlsError

from ..channel import Later
from .security import SECONDS, check_clear, context, of_connection

MOST_BYTES = 1_000_000
"""So much of a mail is read: its words come before its attachments."""
_RENEW_SECONDS = 60.0
_SLICE_SECONDS = 1.0
_POLL_SECONDS = 5.0


@contextmanager
def failures() -> Iterator[None]:
    """Raises Later for whatever goes wrong with the server."""
    try:
        yield
    except MailboxLoginError:
        raise Later("login", token=True) from None
    except MailboxFolderSelectError:
        raise Later("folder", token=True) from None
    except MailboxStarttlsError:
        raise Later("no_starttls", token=True) from None
    except OSError as error:
        raise of_connection(error) from None
    except imaplib.IMAP4.abort:
        raise Later("connection_lost") from None
    except imaplib.IMAP4.error as error:
        raise Later("no_starttls" if "STARTTLS" in str(error) else "imap", token="STARTTLS" in str(error)) from None
    except ImapToolsError:
        raise Later("imap") from None


@contextmanager
def opened(settings: Mapping[str, Any]) -> Iterator[BaseMailBox]:
    """Logged in, in the folder. Raises Later, also for what goes wrong while it is used."""
    with failures():
        box = _connect(settings)
        try:
            box.login(settings["user"] or settings["address"], settings["password"], settings["folder"])
            yield box
        finally:
            with suppress(Exception):  # it is of no use any more, whatever is said
                box.logout()


def arrived_since(box: BaseMailBox, number: int) -> list[int]:
    """Numbers (UIDs) above `number`, in order."""
    return sorted(found for found in map(int, box.uids(f"UID {number + 1}:*", charset=None)) if found > number)


def unread_since(box: BaseMailBox, day: datetime) -> list[int]:
    """Numbers of mails that nobody has read and that arrived on that day or later."""
    date = f"{day.day}-{'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()[day.month - 1]}-{day.year}"
    return sorted(map(int, box.uids(f"UNSEEN SINCE {date}", charset=None)))


def fetch(box: BaseMailBox, number: int) -> tuple[bytes, datetime] | None:
    """The beginning of a mail, at most MOST_BYTES, and when it arrived; None if it is gone. It stays unread."""
    _, found = box.client.uid("FETCH", str(number), f"(INTERNALDATE BODY.PEEK[]<0.{MOST_BYTES}>)")
    raw = next((piece[1] for piece in found if isinstance(piece, tuple)), None)
    if raw is None:
        return None
    head = b" ".join(piece[0] if isinstance(piece, tuple) else piece for piece in found if piece)
    arrived = imaplib.Internaldate2tuple(head)
    return raw, datetime.fromtimestamp(time.mktime(arrived), UTC) if arrived else datetime.now(UTC)


def mark_read(box: BaseMailBox, numbers: list[int]) -> None:
    """Not by `box.flag`, which would also remove for good what somebody has deleted."""
    if numbers:
        box.client.uid("STORE", ",".join(map(str, numbers)), "+FLAGS.SILENT", r"(\Seen)")


def wait(box: BaseMailBox, stopped: Event) -> None:
    """Until something may have arrived, at most a minute, or until `stopped`."""
    if b"IDLE" not in box.client.capability()[1][0].upper().split():
        stopped.wait(_POLL_SECONDS)
        return
    with box.idle as idle:
        end = time.monotonic() + (0 if _was_said(box) else _RENEW_SECONDS)
        while not stopped.is_set() and time.monotonic() < end:
            begun = time.monotonic()
            # No word before its time: the server has hung up, which leaving the idle mode will tell.
            if idle.poll(_SLICE_SECONDS) or time.monotonic() - begun < _SLICE_SECONDS / 2:
                return


def _was_said(box: BaseMailBox) -> bool:
    """Whether the server spoke in one breath with beginning the idle mode: that is read already, so that the socket is silent."""
    box.client.sock.settimeout(0)
    try:
        return bool(box.client.readline())
    except OSError:
        return False
    finally:
        box.client.sock.settimeout(SECONDS)


def _connect(settings: Mapping[str, Any]) -> BaseMailBox:
    host, port, security = settings["imap_host"], settings["imap_port"], settings["imap_security"]
    if security == "none":
        check_clear(host, port)
        return MailBoxUnencrypted(host, port, timeout=SECONDS)
    kind = MailBox if security == "tls" else MailBoxStartTls
    return kind(host, port, timeout=SECONDS, ssl_context=context(settings))
