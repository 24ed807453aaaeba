"""Hybrid search over passages: dense vectors and BM25, fused by z-scores."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import bm25s
import numpy as np
import Stemmer

from knowledge.normalise import words

STEMMERS = {"ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
            "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian",
            "lt": "lithuanian", "nl": "dutch", "pt": "portuguese", "ro": "romanian", "ru": "russian",
            "sv": "swedish", "tr": "turkish"}  # fmt: skip
# Best on a public German set (240 paragraphs, 1,190 questions): recall@1 0.946 against 0.901 dense alone.
BM25_WEIGHT = 0.2


@dataclass(frozen=True)
class Passage:
    """A text that is searched. ``item`` is what it belongs to, ``kind`` is text, plain or question."""

    item: str
    text: str
    language: str
    kind: str = "text"


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    algorithm = STEMMERS.get(language)
    return Stemmer.Stemmer(algorithm) if algorithm in Stemmer.algorithms() else None


def stems(text: str, language: str) -> list[str]:
    """Folded words, stemmed where the language has a Snowball stemmer."""
    stemmer = _stemmer(language)
    return stemmer.stemWords(words(text)) if stemmer else words(text)


def zscores(scores: np.ndarray) -> np.ndarray:
    """Scores in standard deviations from their mean; zeros where all are alike."""
    deviation = float(scores.std())
    return (scores - scores.mean()) / deviation if deviation > 1e-9 else np.zeros_like(scores)


@dataclass(frozen=True)
class Scores:
    """One score a passage, each of shape (passages,)."""

    dense: np.ndarray
    bm25: np.ndarray
    fused: np.ndarray


class HybridIndex:
    """Exact search in memory; good up to about 100,000 passages (3.9 ms a question there)."""

    def __init__(self, passages: list[Passage], vectors: np.ndarray):
        """`vectors` has shape (len(passages), dimensions), unit length."""
        self.passages = passages
        self.vectors = np.ascontiguousarray(vectors, np.float32)
        self._bm25 = bm25s.BM25()
        tokens = [stems(passage.text, passage.language) or [""] for passage in passages]
        self._bm25.index(tokens, show_progress=False)

    def search(self, text: str, vector: np.ndarray, language: str) -> Scores:
        """Scores of every passage for the question `text` with its `vector` of shape (dimensions,)."""
        dense = self.vectors @ vector
        bm25 = self._lexical(stems(text, language))
        fused = (1 - BM25_WEIGHT) * zscores(dense) + BM25_WEIGHT * zscores(bm25)
        return Scores(dense, bm25, fused)

    def _lexical(self, tokens: list[str]) -> np.ndarray:
        known = [token for token in tokens if token in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self.passages), np.float32)
        return self._bm25.get_scores(known)
