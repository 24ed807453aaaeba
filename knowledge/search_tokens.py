"""Late interaction: every token of a question meets the token of a passage that is most like it.

A mean of all tokens blurs what a paragraph says in one clause; this compares the parts. The token vectors are what the
encoder pools anyway, so they cost no second run, but about 60 kB a paragraph: for some thousand passages.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.encoder.onnx import OnnxEncoder

COMMON = 4.0  # what a token weighs that is in every passage; rare ones weigh up to about twice as much


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text without prefix and special ones: `ids` (tokens,) and `vectors` (tokens, dimensions)."""

    ids: np.ndarray
    vectors: np.ndarray


class TokenEncoder(OnnxEncoder):
    """An encoder that hands out the vectors of the tokens, too."""

    def encode_tokens(self, texts: list[str], prefix: str) -> tuple[np.ndarray, list[Tokens]]:
        """Of `prefix` + text: vectors (len(texts), dimensions), the same as of encode(), and the tokens of each text."""
        vectors, tokens = np.empty((len(texts), self.dimensions), np.float32), []
        for number, text in enumerate(texts):
            vectors[number], found = self._encode_tokens(prefix + text, len(prefix))
            tokens.append(found)
        return vectors, tokens

    def _encode_tokens(self, text: str, skip: int) -> tuple[np.ndarray, Tokens]:
        """One text at a time, as in encode(): in a batch its vectors would depend on its neighbours."""
        encoding = self._tokenizer.encode(text)
        hidden = self.hidden(encoding.ids)
        # Special tokens end at character 0, the prefix ends where the text begins.
        kept = np.array([end > skip for _, end in encoding.offsets])
        return self.pooled(hidden), Tokens(np.array(encoding.ids)[kept], hidden[kept].astype(np.float16))


class TokenIndex:
    """Token vectors of all passages as bytes, seen from their common centre. Nothing changes after it is made."""

    def __init__(self, passages: list[Tokens]):
        total = sum(tokens.vectors.sum(axis=0, dtype=np.float64) for tokens in passages)
        self._centre = np.asarray(total / max(1, sum(len(tokens.ids) for tokens in passages)), np.float32)
        # A passage without tokens gets one that is like nothing: then all have a best one.
        nothing = np.zeros((1, len(self._centre)), np.int8)
        whole = [self._as_bytes(tokens.vectors) if len(tokens.ids) else nothing for tokens in passages]
        self._ends = np.cumsum([0] + [len(part) for part in whole])
        self._lengths = np.concatenate([np.maximum(np.linalg.norm(part.astype(np.float32), axis=1), 1) for part in whole])
        self._whole = np.concatenate(whole)
        self._weights = _weights(passages)

    def scores(self, question: Tokens, candidates: np.ndarray) -> np.ndarray:
        """How well passages with the numbers `candidates` hold what is asked: shape (candidates,), from -1 to 1."""
        parts = [np.arange(self._ends[number], self._ends[number + 1]) for number in candidates]
        starts, rows = np.cumsum([0] + [len(part) for part in parts[:-1]]), np.concatenate(parts)
        cosines = self._directions(question.vectors) @ self._whole[rows].astype(np.float32).T / self._lengths[rows]
        weights = np.array([self._weights.get(token, self._weights[-1]) for token in question.ids.tolist()], np.float32)
        return weights @ np.maximum.reduceat(cosines, starts, axis=1) / weights.sum()

    def _directions(self, vectors: np.ndarray) -> np.ndarray:
        centred = vectors.astype(np.float32) - self._centre
        return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)

    def _as_bytes(self, vectors: np.ndarray) -> np.ndarray:
        directions = self._directions(vectors)
        return np.round(directions * 127 / np.maximum(np.abs(directions).max(axis=1, keepdims=True), 1e-6)).astype(np.int8)


def _weights(passages: list[Tokens]) -> dict[int, float]:
    """What each token weighs, by id: the fewer passages have it, the more; -1 is for those that none has."""
    counts: dict[int, int] = {-1: 0}
    for tokens in passages:
        for token in set(tokens.ids.tolist()):
            counts[token] = counts.get(token, 0) + 1
    return {token: COMMON + float(np.log1p((len(passages) - count + 0.5) / (count + 0.5))) for token, count in counts.items()}
