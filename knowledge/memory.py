"""What is known already about a question: its vector and what the trained model sees in it.

Previews ask thousands of questions of two states of the knowledge, which share encoder and trained model. Keys are
hashes, so that no question stands here in words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.encoder.onnx import OnnxEncoder
from knowledge.topic_model import TopicModel
from knowledge.vectors import cached, key, stored

Say = Callable[[int, int], None]
MOST = 20_000  # questions; about 3 kB each


class Memory:
    """Values by a text's key; the oldest go when there are too many. Threads may share it."""

    def __init__(self, most: int = MOST):
        self._most, self._values = most, dict[str, Any]()

    def get(self, name: str, make: Callable[[], Any]) -> Any:
        """The value of that name, made if need be."""
        found = self._values.get(name)
        if found is None:
            found = make()
            self.put(name, found)
        return found

    def put(self, name: str, value: Any) -> None:
        """Keeps the value, and lets go of the oldest one where there is no room."""
        self._values[name] = value
        while len(self._values) > self._most:
            self._values.pop(next(iter(self._values)), None)

    def __contains__(self, name: str) -> bool:
        return name in self._values


class RememberingEncoder:
    """An encoder that encodes a text once; same face, same vectors."""

    def __init__(self, encoder: OnnxEncoder, memory: Memory):
        self.dimensions, self.settings = encoder.dimensions, encoder.settings
        self._encoder, self._memory = encoder, memory

    def encode(self, texts: list[str]) -> np.ndarray:
        """As OnnxEncoder.encode: (len(texts), dimensions)."""
        found = [self._memory.get(key(text), lambda text=text: self._encoder.encode([text])[0]) for text in texts]
        return np.array(found, np.float32).reshape(len(texts), self.dimensions)


    def kept(self, texts: list[str], file: Path, further: Path | None = None, say: Say = lambda done, total: None) -> np.ndarray:
        """As encode(); what is not in memory comes from `file` or `further`, and goes to `file`."""
        missing = [text for text in dict.fromkeys(texts) if key(text) not in self._memory]
        if missing:
            found = cached(missing, self._encoder, file, say, lambda model: stored(further, model) if further else {})
            for text, vector in zip(missing, found):
                self._memory.put(key(text), vector)
        return self.encode(texts)


class RememberingModel:
    """A topic model that looks at a question once; same face, same views."""

    def __init__(self, model: TopicModel, memory: Memory):
        self.labels, self.nearest = model.labels, model.nearest
        self._model, self._memory = model, memory

    def views(self, text: str, vector: np.ndarray) -> dict[str, np.ndarray]:
        """As TopicModel.views."""
        return self._memory.get(f"views {key(text)}", lambda: self._model.views(text, vector))
