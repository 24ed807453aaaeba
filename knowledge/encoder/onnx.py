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
    ``pooling`` (mean or cls), ``normalize``, ``max_tokens``, ``dimensions``, ``pad_id``.
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
        self._tokenizer.enable_padding(pad_id=self.settings["pad_id"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # One message at a time: an arena that keeps the largest batch would only cost memory.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def encode(self, texts: list[str], batch: int = 16) -> np.ndarray:
        """Vectors of `texts`, shape (len(texts), dimensions), float32, unit length; prefixes are the caller's."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        # Similar lengths together, so that little is padded.
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            vectors[chosen] = self._encode_batch([texts[number] for number in chosen])
        return vectors

    def _encode_batch(self, texts: list[str]) -> np.ndarray:
        encodings = self._tokenizer.encode_batch(texts)
        mask = np.array([encoding.attention_mask for encoding in encodings], np.int64)
        feed = {
            "input_ids": np.array([encoding.ids for encoding in encodings], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        hidden = self._session.run(None, {name: feed[name] for name in self._inputs})[0]
        return self._pool(hidden, mask)

    def _pool(self, hidden: np.ndarray, mask: np.ndarray) -> np.ndarray:
        """(batch, tokens, dimensions) and (batch, tokens) to (batch, dimensions)."""
        if self.settings["pooling"] == "cls":
            pooled = hidden[:, 0]
        else:
            weights = mask[:, :, None].astype(np.float32)
            pooled = (hidden * weights).sum(1) / weights.sum(1)
        if self.settings["normalize"]:
            pooled = pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)
        return pooled
