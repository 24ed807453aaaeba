"""The encoder as it runs for every message: ONNX, int8, one thread, no torch.

Also imported by the Rasa side, so it needs only numpy, onnxruntime and tokenizers (Python 3.10 or newer).
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FILES = ("encoder.json", "tokenizer.json", "model.onnx")
QUERY, PASSAGE = "query: ", "passage: "  # E5 was trained with these


class OnnxEncoder:
    """Sentence vectors from the folder that `python -m knowledge.encoder` writes.

    The folder holds ``model.onnx``, ``tokenizer.json`` and ``encoder.json`` with the keys
    ``pooling`` (mean or cls), ``normalize``, ``max_tokens``, ``dimensions``.
    Raises FileNotFoundError, with what to do, where the folder is incomplete.
    """

    def __init__(self, folder: Path, threads: int = 1):
        folder = Path(folder)
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise FileNotFoundError(f"The encoder in {folder} lacks {', '.join(missing)}: run `make setup`.")
        self.settings = json.loads((folder / "encoder.json").read_text("utf-8"))
        self.dimensions: int = self.settings["dimensions"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(self.settings["max_tokens"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # One message at a time: an arena that keeps the largest batch would only cost memory.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def encode(self, texts: list[str]) -> np.ndarray:
        """Vectors of `texts`, shape (len(texts), dimensions), float32, unit length; prefixes are the caller's.

        One at a time: int8 activations share one scale, so in a batch a vector would depend on its neighbours.
        """
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for number, text in enumerate(texts):
            vectors[number] = self._encode(text)
        return vectors

    def _encode(self, text: str) -> np.ndarray:
        return self.pooled(self.hidden(self._tokenizer.encode(text).ids))

    def hidden(self, ids: list[int]) -> np.ndarray:
        """What the network makes of the tokens of one text: (tokens, dimensions)."""
        batch = np.array([ids], np.int64)
        feed = {"input_ids": batch, "attention_mask": np.ones_like(batch), "token_type_ids": np.zeros_like(batch)}
        return self._session.run(None, {name: feed[name] for name in self._inputs})[0][0]

    def pooled(self, hidden: np.ndarray) -> np.ndarray:
        """One vector (dimensions,) for all tokens."""
        pooled = hidden[0] if self.settings["pooling"] == "cls" else hidden.mean(0)
        return pooled / max(float(np.linalg.norm(pooled)), 1e-9) if self.settings["normalize"] else pooled
