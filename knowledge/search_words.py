"""Search by words: BM25 over stems and over pieces of words, which finds parts of compounds and other spellings."""

from __future__ import annotations

import math
from functools import cache

import bm25s
import numpy as np
import Stemmer

from knowledge.normalise import words

STEMMERS = {"ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
            "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian",
            "lt": "lithuanian", "nl": "dutch", "pt": "portuguese", "ro": "romanian", "ru": "russian",
            "sv": "swedish", "tr": "turkish"}  # fmt: skip
PIECE = 4  # letters


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    algorithm = STEMMERS.get(language)
    return Stemmer.Stemmer(algorithm) if algorithm in Stemmer.algorithms() else None


def stems(text: str, language: str) -> list[str]:
    """Folded words, stemmed where the language has a Snowball stemmer."""
    stemmer = _stemmer(language)
    return stemmer.stemWords(words(text)) if stemmer else words(text)


def pieces(text: str) -> list[str]:
    """Every four letters in a row of the folded words, whose edges count as a letter: Rückkehr gives ' ruc', 'ruck' …"""
    edged = [f" {word} " for word in words(text)]
    return [word[at : at + PIECE] for word in edged for at in range(max(1, len(word) - PIECE + 1))]


class WordIndex:
    """BM25 over passages that are lists of terms. Nothing changes after it is made."""

    def __init__(self, passages: list[list[str]]):
        self._count = len(passages)
        self._bm25 = bm25s.BM25()
        self._bm25.index([terms or [""] for terms in passages], show_progress=False)
        holding = np.diff(self._bm25.scores["indptr"])  # passages with a term, by the term's number
        self._holding = {term: int(holding[at]) for term, at in self._bm25.vocab_dict.items() if term}

    def scores(self, terms: list[str]) -> np.ndarray:
        """BM25 of every passage, shape (passages,); zeros where no term is known."""
        known = [term for term in terms if term in self._holding]
        if not known:
            return np.zeros(self._count, np.float32)
        return self._bm25.get_scores(known)

    def shares(self, terms: list[str], scores: np.ndarray) -> np.ndarray:
        """`scores` for `terms`, from 0 to about 1, whatever the size of the corpus.

        The geometric mean of the share of the best score and of the highest one there could be: where even the best
        passage has few of the terms, as with a question in another language, words say little.
        """
        rarity = sum(self._rarity(term) for term in set(terms))
        best = float(scores.max(initial=0.0))
        return scores / math.sqrt(best * rarity) if best > 1e-9 else np.zeros_like(scores)

    def _rarity(self, term: str) -> float:
        holding = self._holding.get(term, 0)
        return math.log1p((self._count - holding + 0.5) / (holding + 0.5))
