"""From a mail as it lies in the mailbox to our message, or to none: most mails that no person wrote must not be answered."""

import re
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses

from ...guard import clean, is_blank
from ...redaction import redact
from ..channel import Incoming
from .automatic import is_automatic, is_silent, undelivered
from .parts import header, words_of
from .quotes import new_text
from .thread import chain, domain_of, is_address, name_of, thread_of

_MOST_SUBJECT = 200
_REPLY = re.compile(
    r"(?:(?:re|aw|antw|antwort|sv|vs|odp|rif|res|ynt|vá|atb|απ|ha|rv|tr|fw|fwd|wg|i|pd|vl|továbbítás)\s*(?:\[\d+\])?\s?:\s*)+", re.I)


def read(raw: bytes, own: str, arrived: datetime) -> Incoming | None:
    """The message; None if it is to be left alone. `own` is the mailbox's address."""
    mail = message_from_bytes(raw)
    name = name_of(mail, raw)
    lost = undelivered(mail, domain_of(own))
    if lost and is_address(lost[0]):
        return Incoming(name, f"{lost[0]} {lost[1]}", "stopped", sent_at=arrived)
    sender = _sender(mail, own)
    if not sender or is_automatic(mail):
        return None
    text = _text(mail)
    return Incoming(
        name, f"{sender} {thread_of(mail, name, domain_of(own))}", "text" if text else "unreadable", text,
        sent_at=arrived, language=_language(mail), route={"subject": _subject(mail), "references": chain(mail)})


def plain_subject(subject: str) -> str:
    """Without what programs put before it when answering or handing on.

    >>> plain_subject("AW: Re: Niger")
    'Niger'
    """
    found = _REPLY.match(subject)
    return subject[found.end():] if found else subject


def _sender(mail: Message, own: str) -> str | None:
    """Where an answer goes; None if none may go there. The domain is in small letters."""
    written = [address for _, address in getaddresses(mail.get_all("From", []))][:1]
    wanted = [address for _, address in getaddresses(mail.get_all("Reply-To", []))]
    address = (wanted if len(wanted) == 1 and is_address(wanted[0]) else written or [""])[0]
    local, _, domain = address.rpartition("@")
    address = f"{local}@{domain.lower()}"
    if not is_address(address) or is_silent(address) or own.lower() in (address.lower(), *map(str.lower, written)):
        return None
    return address


def _text(mail: Message) -> str:
    """What is new in it; the subject of a mail without words, unless that is what was asked before."""
    text = clean(new_text(words_of(mail)))
    if not is_blank(text):
        return text
    subject = clean(header(mail, "Subject"))
    return "" if is_blank(subject) or _REPLY.match(subject) else subject


def _subject(mail: Message) -> str:
    return redact(clean(plain_subject(header(mail, "Subject"))))[:_MOST_SUBJECT].strip()


def _language(mail: Message) -> str | None:
    """Of the program, if it tells."""
    found = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", str(mail.get("Content-Language") or mail.get("Accept-Language") or ""))
    return found[1].lower() if found else None
