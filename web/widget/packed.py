"""Files as they go over the wire: without what only readers of the source need, compressed once, kept in memory."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

# A comment that has its lines to itself; one that does not end with its line stays.
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*$", re.M | re.S)
_INDENT = re.compile(r"^[ \t]+", re.M)
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True)
class Packed:
    """One content, plain and compressed, with its media type and a tag that names exactly this content."""

    plain: bytes
    zipped: bytes
    type: str
    tag: str


def packed(plain: bytes, media_type: str) -> Packed:
    """The content, compressed as well as gzip can."""
    return Packed(plain, gzip.compress(plain, 9, mtime=0), media_type, hashlib.sha256(plain).hexdigest()[:16])


def lean(source: str) -> str:
    """JavaScript or CSS without indents and comments; every line keeps its number, so that errors can be found.

    >>> lean("/** Greets. */\\n  greet(); // aloud")
    '\\ngreet(); // aloud'
    """
    return _INDENT.sub("", _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), source))


def packed_file(path: Path) -> Packed:
    """The file as it is now: one that has changed is read again. Raises OSError."""
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(256)
def _read(path: Path, _changed: int, _size: int) -> Packed:
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    content = path.read_bytes()
    return packed(lean(content.decode()).encode() if path.suffix in _TYPES else content, media_type)
