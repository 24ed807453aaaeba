"""The words of a mail, whatever it is packed in. Never fails because of a character set."""

import re
from email.header import decode_header
from email.message import Message

from ...guard import is_blank
from .page import text_of

# What programs name and what they mean: the wider set has all characters of the narrower one.
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", 
          "ks_c_5601-1987": "cp949", "iso-8859-9": "cp1254", "iso-8859-8-i": "iso-8859-8", "utf8": "utf-8"}


def words_of(mail: Message) -> str:
    """The plain text, else the HTML as text; empty if there is neither."""
    plain = "\n".join(_text(part) for part in _readable(mail) if part.get_content_type() == "text/plain")
    if not is_blank(plain):
        return plain
    return "\n".join(text_of(_text(part)) for part in _readable(mail) if part.get_content_type() == "text/html")


def header(mail: Message, name: str) -> str:
    """A header's words in one line; some programs write them without any encoding."""
    raw = next((str(value) for one, value in mail.raw_items() if one.lower() == name.lower()), "")
    pieces = decode_header(re.sub(r"\r?\n", "", _decoded(raw.encode("utf-8", "surrogateescape"), None)))
    return " ".join("".join(_decoded(piece, charset) for piece, charset in pieces).split())


def _readable(mail: Message) -> list[Message]:
    """Parts of the mail itself, without attached files and attached mails."""
    if mail.get_content_disposition() == "attachment" or mail.get_filename():
        return []
    if not mail.is_multipart():
        return [mail] if mail.get_content_maintype() == "text" else []
    if mail.get_content_maintype() == "message":
        return []
    return [found for part in mail.get_payload() for found in _readable(part)]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return _decoded(payload if isinstance(payload, bytes) else b"", part.get_content_charset())


def _decoded(piece: bytes | str, charset: str | None) -> str:
    """As declared, else UTF-8, else as Windows writes."""
    if isinstance(piece, str):
        return piece
    declared = (charset or "utf-8").lower()
    for name in ("utf-8" if declared == "us-ascii" else declared, _WIDER.get(declared, declared), "utf-8"):
        try:
            return piece.decode(name)
        except (LookupError, UnicodeError):
            continue
    return piece.decode("cp1252", "replace")
