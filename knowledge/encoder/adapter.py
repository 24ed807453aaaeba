"""A low-rank adapter (LoRA, Hu et al. 2021): what the encoder has learnt from our own questions, in about a megabyte.

Beside the weight W of a linear layer it holds A of shape (rank, inputs) and B of shape (outputs, rank); the layer then
computes (W + SCALE * B A) x. It is made by `python -m knowledge.encoder tune` and merged when the encoder is built.
"""

from __future__ import annotations

import hashlib
import math
from pathlib import Path

import numpy as np
import torch
from torch import nn

from knowledge.encoder.packaged import EncoderError
from knowledge.paths import ROOT

FILE = ROOT / "data" / "adapter.npz"
SCALE = 2.0
PARTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
         "intermediate.dense", "output.dense")  # fmt: skip


class Adapted(nn.Module):
    """A frozen linear layer with a low-rank addition that learns."""

    def __init__(self, linear: nn.Linear, rank: int, dropout: float = 0.1):
        super().__init__()
        self.linear = linear.requires_grad_(False)
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))
        self.dropout = nn.Dropout(dropout)

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        return self.linear(inputs) + SCALE * (self.dropout(inputs) @ self.a.T) @ self.b.T


def attach(layers: nn.ModuleList, first: int, rank: int) -> dict[str, Adapted]:
    """Put an adapter on every linear layer from layer `first` up; the adapters by name."""
    found = {}
    for number in range(first, len(layers)):
        for part in PARTS:
            parent, _, last = part.rpartition(".")
            owner = layers[number].get_submodule(parent)
            adapted = Adapted(getattr(owner, last), rank)
            setattr(owner, last, adapted)
            found[f"{number}.{part}"] = adapted
    return found


def save(adapters: dict[str, Adapted], file: Path = FILE) -> None:
    """Half precision; what merging adds is far below the encoder's int8 steps."""
    arrays = {f"{name}.{side}": getattr(one, side) for name, one in adapters.items() for side in "ab"}
    np.savez_compressed(file, **{name: array.detach().numpy().astype(np.float16) for name, array in arrays.items()})


def merge(layers: nn.ModuleList, file: Path = FILE) -> None:
    """Add what `file` holds to the layers' weights. Raises EncoderError where it does not fit them."""
    with np.load(file) as data:
        for name in sorted({key[:-2] for key in data.files}):
            number, _, part = name.partition(".")
            try:
                weight = layers[int(number)].get_submodule(part).weight
                added = data[f"{name}.b"].astype(np.float32) @ data[f"{name}.a"].astype(np.float32)
                weight.data += SCALE * torch.from_numpy(added)
            except (IndexError, AttributeError, KeyError, RuntimeError, ValueError) as error:
                raise EncoderError(f"{file.name} does not fit this encoder: {error}") from error


def version(file: Path = FILE) -> str:
    """Tells encoders with different adapters apart."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
