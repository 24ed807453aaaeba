"""What a question is about, learnt from labelled questions: an item, or a reason to refuse.

Three views of one question, each a score a label: a logistic regression on the encoder's vector, one on
character n-grams, and the nearest labelled questions. They err differently, so their
weighted sum beats each; the weights are fitted by knowledge.calibrate.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import joblib
import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.preprocessing import StandardScaler

from knowledge.normalise import fold
from knowledge.questions import Labelled

NEIGHBOURS = 3


class TopicModel:
    """``labels`` are the columns of every score matrix."""

    def __init__(self, labelled: list[Labelled], vectors: np.ndarray, say: Callable[[str], None]):
        """Fit on `labelled` with their `vectors` of shape (questions, dimensions)."""
        names = [entry.label for entry in labelled]
        self.labels: list[str] = sorted(set(names))
        target = np.array([self.labels.index(name) for name in names])
        texts = [fold(entry.text) for entry in labelled]
        say(f"learning from {len(texts)} questions with {len(self.labels)} labels")
        # Centred and scaled: raw E5 vectors crowd together and a linear model fails on them.
        self._scaler = StandardScaler().fit(vectors)
        self._by_vector = LogisticRegression(C=0.1, max_iter=100, tol=1e-3).fit(self._scaler.transform(vectors), target)
        say("learning character n-grams")
        self._ngrams = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True, dtype=np.float32
        ).fit(texts)
        # A tenth of the time of a multinomial fit on so many columns, and better on the calibration questions.
        self._by_ngrams = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=12, tol=None, n_jobs=2, random_state=0)
        self._by_ngrams.fit(self._ngrams.transform(texts), target)
        self._by_ngrams.coef_ = self._by_ngrams.coef_.astype(np.float32)
        self._neighbours = np.asarray(vectors, np.float32)
        self._members = _members(target, len(self.labels))

    def views(self, texts: list[str], vectors: np.ndarray) -> dict[str, np.ndarray]:
        """The three views by name, each of shape (len(texts), len(labels)); higher is likelier."""
        return {
            "vector": self._by_vector.predict_log_proba(self._scaler.transform(vectors)),
            "ngrams": self._by_ngrams.decision_function(self._ngrams.transform([fold(text) for text in texts])),
            "neighbours": self._near(vectors),
        }

    def _near(self, vectors: np.ndarray) -> np.ndarray:
        """Mean cosine of the nearest questions of each label, in standard deviations over the labels."""
        cosines = np.concatenate([vectors @ self._neighbours.T, np.full((len(vectors), 1), -1.0)], axis=1)
        best = np.partition(cosines[:, self._members], -NEIGHBOURS, axis=2)[:, :, -NEIGHBOURS:].mean(axis=2)
        return (best - best.mean(axis=1, keepdims=True)) / best.std(axis=1, keepdims=True)

    def save(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(self, file)


def _members(target: np.ndarray, labels: int) -> np.ndarray:
    """Rows of each label, padded with -1 (the added column), shape (labels, largest label)."""
    rows = [np.flatnonzero(target == label) for label in range(labels)]
    size = max(map(len, rows))
    return np.array([np.pad(row, (0, size - len(row)), constant_values=-1) for row in rows])


def load(file: Path) -> TopicModel:
    """Raises FileNotFoundError, with what to do, where nothing is trained yet."""
    if not file.exists():
        raise FileNotFoundError(f"There is no trained model in {file.parent}: run `make setup`.")
    return joblib.load(file)
