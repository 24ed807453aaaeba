"""Hybrid search over passages: meaning by vectors, words by BM25 and, where token vectors are given, late interaction.

docs/decisions/0019-search.md says how the weights were found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from knowledge.search_tokens import TokenIndex, Tokens
from knowledge.search_words import WordIndex, pieces, stems

WORDS = 0.4  # what a share of the best BM25 score weighs beside a cosine
TOKENS = 1.5  # what the tokens' cosine weighs beside that of the whole
CANDIDATES = 12  # how many of the best are compared token by token
SAME = 0.05  # a vector nearer than this to the mean of all has no direction of its own
MOST_IN_PIECES = 10_000  # passages; from there on pieces of words would cost too much memory and time


@dataclass(frozen=True)
class Passage:
    """A text that is searched. ``item`` is what it belongs to, ``kind`` is text, plain or question."""

    item: str
    text: str
    language: str
    kind: str = "text"


@dataclass(frozen=True)
class Scores:
    """One score a passage, each of shape (passages,). ``dense`` and ``bm25`` are plain; ``fused`` are z-scores."""

    dense: np.ndarray
    bm25: np.ndarray
    fused: np.ndarray


class HybridIndex:
    """Exact search in memory, good up to about 100,000 passages. Thread-safe: nothing in it changes after loading."""

    def __init__(self, passages: list[Passage], vectors: np.ndarray, tokens: list[Tokens] | None = None):
        """`vectors` has shape (len(passages), dimensions), unit length; `tokens`, one a passage, are optional."""
        self.passages = passages
        self.vectors = np.ascontiguousarray(vectors, np.float32)
        self._centre = self.vectors.mean(axis=0)
        self._along = self.vectors @ self._centre
        self._spread = np.maximum(np.linalg.norm(self.vectors - self._centre, axis=1), SAME)
        self._stems = WordIndex([stems(passage.text, passage.language) for passage in passages])
        few = len(passages) <= MOST_IN_PIECES
        self._pieces = WordIndex([pieces(passage.text) for passage in passages]) if few else None
        self._tokens = TokenIndex(tokens) if tokens else None

    def search(self, text: str, vector: np.ndarray, language: str, tokens: Tokens | None = None) -> Scores:
        """Scores of every passage for the question `text` with its `vector` of shape (dimensions,).

        `tokens` are the question's, from the same encoder as the index's own; without them nothing is compared twice.
        """
        dense = self.vectors @ vector
        bm25, words = self._by_words(text, language)
        found = self._seen_from_centre(dense, vector) + WORDS * words
        if self._tokens and tokens and len(tokens.ids):
            found = _ranked_again(found, self._tokens, tokens)
        return Scores(dense, bm25, zscores(found))

    def _by_words(self, text: str, language: str) -> tuple[np.ndarray, np.ndarray]:
        """BM25 over stems, and what stems and pieces say together, from 0 to about 2: each of shape (passages,)."""
        terms = stems(text, language)
        bm25 = self._stems.scores(terms)
        by_stems = self._stems.shares(terms, bm25)
        if not self._pieces:
            return bm25, 2 * by_stems
        parts = list(dict.fromkeys(pieces(text)))
        return bm25, by_stems + self._pieces.shares(parts, self._pieces.scores(parts))

    def _seen_from_centre(self, dense: np.ndarray, vector: np.ndarray) -> np.ndarray:
        """Cosines, shape (passages,), after taking the mean passage off both sides: what all have in common says nothing."""
        products = dense - self._along - vector @ self._centre + self._centre @ self._centre
        return products / (self._spread * max(float(np.linalg.norm(vector - self._centre)), SAME))


def _ranked_again(found: np.ndarray, index: TokenIndex, asked: Tokens) -> np.ndarray:
    """`found` with the scores of the best passages dealt out anew among them, in the order that their tokens give."""
    best = np.argsort(-found, kind="stable")[:CANDIDATES]
    closer = found[best] + TOKENS * index.scores(asked, best)
    again = found.copy()
    again[best[np.argsort(-closer, kind="stable")]] = found[best]
    return again


def zscores(scores: np.ndarray) -> np.ndarray:
    """Scores in standard deviations from their mean; zeros where all are alike."""
    deviation = float(scores.std())
    return (scores - scores.mean()) / deviation if deviation > 1e-5 else np.zeros_like(scores)
