"""Files as they go over the wire: compressed once, kept in memory."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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


def packed_file(path: Path) -> Packed:
    """The file as it is now: one that has changed is read again. Raises OSError."""
    state = path.stat()
    return _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(256)
def _read(path: Path, _changed: int, _size: int) -> Packed:
    media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return packed(path.read_bytes(), media_type)
