"""What a file is, by its content: names lie, and so do those who send them."""

import codecs
import re

from .document import Unreadable

PDF, HTML, TEXT = "pdf", "html", "text"

# Beginnings of files that are refused, and what they are called in the console's words.
_BINARY = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\xd0\xcf\x11\xe0", "office"), (b"{\\rtf", "rtf"), (b"MZ", "program"),
    (b"\x7fELF", "program"), (b"\xcf\xfa\xed\xfe", "program"), (b"\xca\xfe\xba\xbe", "program"), (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"), (b"II*\x00", "image"), (b"MM\x00*", "image"),
    (b"\x1f\x8b", "archive"), (b"7z\xbc\xaf", "archive"), (b"Rar!", "archive"), (b"BZh", "archive"), (b"\xfd7zXZ", "archive"),
    (b"ID3", "media"), (b"OggS", "media"), (b"\x1aE\xdf\xa3", "media"), (b"SQLite format", "database"), (b"%!PS", "postscript"),
)
# A text may begin so too; it has no zero bytes.
_SHORT = frozenset({b"MZ", b"BM", b"BZh", b"ID3"})
_OFFICE_PARTS = (b"word/", b"xl/", b"ppt/", b"opendocument", b"[Content_Types].xml")
_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
_SAVED_MAIL = re.compile(r"(?:From|Date|MIME-Version|Subject|Content-Type|Snapshot-Content-Location): ", re.I)
_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*"
                   r"<(?:!doctype html|html|head|body|main|article|section|div|h[1-6]|p|title)[\s>]", re.I | re.S)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
# C0 controls that no text has.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(raw: bytes) -> str:
    """PDF, HTML or TEXT. Raises Unreadable for anything else."""
    if not raw.strip():
        raise Unreadable("empty")
    if _PDF.search(raw[:_PDF_WITHIN]):
        return PDF
    _refuse_binary(raw)
    text = decoded(raw[:20_000])
    if _CONTROLS.search(text):
        raise Unreadable("unsupported", "binary")
    if _SAVED_MAIL.match(text) and re.search(r"^MIME-Version:", text, re.M | re.I):
        raise Unreadable("unsupported", "mail")
    return HTML if _HTML.match(text) else TEXT


def decoded(raw: bytes) -> str:
    """The text, whatever it is encoded in: with a byte order mark, UTF-16 without one, UTF-8, as declared, or Latin."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    zeros = raw[:2000].count(0)
    if zeros > len(raw[:2000]) / 5:
        even = raw[:2000:2].count(0)
        return raw.decode("utf-16-be" if even > zeros / 2 else "utf-16-le", "replace")
    try:
        # A piece may end within a character.
        return codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        return raw.decode(_declared(raw), "replace")


def _refuse_binary(raw: bytes) -> None:
    for beginning, what in _BINARY:
        if raw.startswith(beginning) and (beginning not in _SHORT or b"\x00" in raw[:512]):
            if what == "zip" and any(part in raw[:4000] for part in _OFFICE_PARTS):
                what = "office"
            raise Unreadable("unsupported", what)
    if raw[4:8] == b"ftyp" or (raw[:4] == b"RIFF" and raw[8:12] in (b"WAVE", b"AVI ")):
        raise Unreadable("unsupported", "media")
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        raise Unreadable("unsupported", "image")


def _declared(raw: bytes) -> str:
    found = _DECLARED.search(raw[:4096])
    try:
        return codecs.lookup(found[1].decode()).name if found else "cp1252"
    except LookupError:
        return "cp1252"
