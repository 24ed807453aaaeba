"""Passage vectors, kept on disk by the text's hash so that only new texts are encoded at a start."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from knowledge.encoder.onnx import OnnxEncoder
from knowledge.paths import ROOT

CHUNK = 64
# Encoding all training questions takes minutes on two cores; their vectors come with the project instead.
SHIPPED = ROOT / "data" / "vectors.npz"


def key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def cached(
    texts: list[str],
    encoder: OnnxEncoder,
    file: Path,
    say: Callable[[int, int], None] = lambda done, total: None,
    further: Callable[[str], dict[str, np.ndarray]] | None = None,
) -> np.ndarray:
    """Vectors (len(texts), dimensions) of `texts`, prefixes included; new ones are encoded and saved to `file`.

    `further` gives vectors by key that need not be encoded, for the encoder's model name; by default those that come
    with the project. The cache holds the encoder's model name, so another encoder starts with an empty one.
    """
    known = stored(file, encoder.settings["model"])
    new = any(key(text) not in known for text in texts)
    if new:
        known = (further or shipped)(encoder.settings["model"]) | known
    missing = sorted({text for text in texts if key(text) not in known})
    for start in range(0, len(missing), CHUNK):
        chunk = missing[start : start + CHUNK]
        known.update(zip(map(key, chunk), encoder.encode(chunk)))
        say(min(start + CHUNK, len(missing)), len(missing))
    if new:
        _write(file, encoder, {key(text): known[key(text)] for text in texts} | stored(file, encoder.settings["model"]))
    return np.stack([known[key(text)] for text in texts])


def pack(texts: list[str], vectors: np.ndarray, model: str, file: Path = SHIPPED) -> None:
    """Write `vectors` (len(texts), dimensions) of `texts` as bytes: a quarter of the size, cosine above 0.9999."""
    scales = np.abs(vectors).max(axis=1) / 127
    whole = np.round(vectors / scales[:, None]).astype(np.int8)
    keys = np.frombuffer(bytes.fromhex("".join(map(key, texts))), np.uint8).reshape(len(texts), -1)
    np.savez_compressed(file, model=model, keys=keys, vectors=whole, scales=scales.astype(np.float32))


def shipped(model: str, file: Path = SHIPPED) -> dict[str, np.ndarray]:
    """Vectors that come with the project, by key, if they are of this encoder; else none."""
    if not file.exists():
        return {}
    with np.load(file) as data:
        if str(data["model"]) != model:
            return {}
        vectors = data["vectors"].astype(np.float32) * data["scales"][:, None]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return dict(zip((row.tobytes().hex() for row in data["keys"]), vectors))


def stored(file: Path, model: str) -> dict[str, np.ndarray]:
    """Vectors of `file`, by key, if they are of this encoder; else none."""
    if not file.exists():
        return {}
    with np.load(file) as data:
        if str(data["model"]) != model:
            return {}
        return dict(zip(data["keys"].tolist(), data["vectors"]))


def _write(file: Path, encoder: OnnxEncoder, known: dict[str, np.ndarray]) -> None:
    """Replace the file at once: another process may be reading it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".npz")
    os.close(handle)
    np.savez(name, model=encoder.settings["model"], keys=list(known), vectors=np.stack(list(known.values())))
    os.replace(name, file)
