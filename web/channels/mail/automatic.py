"""Mails that no person wrote, which must never be answered, and those that tell that an answer of ours did not arrive."""

import re
from email.message import Message
from email.parser import Parser

from .thread import ours

_SILENT_NAMES = re.compile(
    r"(?:mailer-daemon|postmaster|(?:do[-_.]?)?not?[-_.]?reply|bounces?|.+[-+=]bounces?|bounces?[-+=].+|owner-.+|.+-(?:request|owner))@.*",
    re.I)
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_SUPPRESSED = frozenset({"all", "autoreply", "oof"})
_SIGNS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")


def is_automatic(mail: Message) -> bool:
    """By its head: answers of machines (RFC 3834), lists (RFC 2919), reports, bounces, what the server holds for spam."""
    suppressed = {word.strip() for word in _value(mail, "X-Auto-Response-Suppress").split(",")}
    return any((
        _value(mail, "Auto-Submitted").split(";")[0].strip() not in ("", "no"),
        _value(mail, "Precedence") in _BULK,
        any(name.lower().startswith("list-") for name in mail),
        bool(suppressed & _SUPPRESSED),
        any(name in mail for name in _SIGNS),
        _value(mail, "Return-Path") == "<>",
        mail.get_content_type() == "multipart/report",
        _value(mail, "X-Spam-Flag") == "yes"))


def is_silent(address: str) -> bool:
    """Whether nobody reads what is sent there."""
    return bool(_SILENT_NAMES.fullmatch(address))


def undelivered(mail: Message, domain: str) -> tuple[str, str] | None:
    """The address and thread of an answer of ours that can never be delivered, if the mail reports that (RFC 3464)."""
    if mail.get_content_type() != "multipart/report" or not mail.is_multipart() or not _failed_for_good(mail):
        return None
    for part in mail.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            original = _original(part)
            thread = ours(str(original.get("Message-ID", "")), domain)
            if thread:
                return str(original.get("To", "")).strip(), thread
    return None


def _failed_for_good(mail: Message) -> bool:
    reports = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status" and part.is_multipart()]
    blocks = [block for report in reports for block in report.get_payload()]
    return any(_value(block, "Action") == "failed" and _value(block, "Status").startswith("5.") for block in blocks)


def _original(part: Message) -> Message:
    if part.is_multipart():
        return part.get_payload(0)
    return Parser().parsestr((part.get_payload(decode=True) or b"").decode("utf-8", "replace"), headersonly=True)


def _value(mail: Message, name: str) -> str:
    return str(mail.get(name, "")).strip().lower()
