"""Passage vectors, kept on disk by the text's hash so that only new texts are encoded at a start."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from knowledge.encoder.onnx import OnnxEncoder

CHUNK = 64


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def cached(
    texts: list[str], encoder: OnnxEncoder, file: Path, say: Callable[[int, int], None] = lambda done, total: None
) -> np.ndarray:
    """Vectors (len(texts), dimensions) of `texts`, prefixes included; new ones are encoded and saved to `file`.

    The cache holds the encoder's model name, so another encoder starts with an empty one.
    """
    known = _read(file, encoder)
    missing = sorted({text for text in texts if _key(text) not in known})
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        known.update(zip(map(_key, chunk), encoder.encode(chunk)))
        say(min(start + CHUNK, len(missing)), len(missing))
    if missing:
        _write(file, encoder, known)
    return np.stack([known[_key(text)] for text in texts])


def _read(file: Path, encoder: OnnxEncoder) -> dict[str, np.ndarray]:
    if not file.exists():
        return {}
    with np.load(file) as data:
        if str(data["model"]) != encoder.settings["model"]:
            return {}
        return dict(zip(data["keys"].tolist(), data["vectors"]))


def _write(file: Path, encoder: OnnxEncoder, known: dict[str, np.ndarray]) -> None:
    """Replace the file at once: another process may be reading it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".npz")
    os.close(handle)
    np.savez(name, model=encoder.settings["model"], keys=list(known), vectors=np.stack(list(known.values())))
    os.replace(name, file)
