"""What a question is about, learnt from labelled questions: an item, or a reason to refuse.

Three views of one question, each a score a label: a logistic regression on the encoder's vector, one on
character n-grams, and the nearest labelled questions. They err differently, so their
weighted sum beats each; the weights are fitted by knowledge.calibrate. scikit-learn is imported only to learn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import joblib
import numpy as np

from knowledge.neighbours import Neighbours
from knowledge.normalise import fold
from knowledge.questions import Labelled

NEIGHBOURS = 3
NGRAMS = (2, 5)  # characters


class TopicModel:
    """``labels`` are the columns of every score matrix."""

    def __init__(self, labelled: list[Labelled], vectors: np.ndarray, say: Callable[[str], None]):
        """Fit on `labelled` with their `vectors` of shape (questions, dimensions)."""
        names = [entry.label for entry in labelled]
        self.labels: list[str] = sorted(set(names))
        target = np.array([self.labels.index(name) for name in names])
        texts = [fold(entry.text) for entry in labelled]
        say(f"learning from {len(texts)} questions with {len(self.labels)} labels")
        self._fit_vector(vectors, target)
        say("learning character n-grams")
        self._fit_ngrams(texts, target)
        order = np.argsort(target, kind="stable")
        self._neighbours = Neighbours(np.asarray(vectors)[order])
        self._sizes = np.bincount(target, minlength=len(self.labels))

    def _fit_vector(self, vectors: np.ndarray, target: np.ndarray) -> None:
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler

        # Centred and scaled: raw E5 vectors crowd together and a linear model fails on them.
        scaler = StandardScaler().fit(vectors)
        model = LogisticRegression(C=0.1, max_iter=100, tol=1e-3).fit(scaler.transform(vectors), target)
        # Scaling and weights in one matrix: a question costs one product, without the library's checks of its input.
        self._vector_weights = (model.coef_ / scaler.scale_).astype(np.float32)
        self._vector_bias = (model.intercept_ - model.coef_ @ (scaler.mean_ / scaler.scale_)).astype(np.float32)

    def _fit_ngrams(self, texts: list[str], target: np.ndarray) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import SGDClassifier

        vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=NGRAMS, min_df=3, sublinear_tf=True, dtype=np.float32)
        rows = vectorizer.fit_transform(texts)
        # A tenth of the time of a multinomial fit on so many columns, and better on the calibration questions.
        model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=12, tol=None, n_jobs=2, random_state=0).fit(rows, target)
        self._columns: dict[str, int] = vectorizer.vocabulary_
        self._idf = vectorizer.idf_.astype(np.float32)
        self._ngram_weights = np.ascontiguousarray(model.coef_.T, np.float32)  # (columns, labels): few rows a question
        self._ngram_bias = model.intercept_.astype(np.float32)

    def views(self, text: str, vector: np.ndarray) -> dict[str, np.ndarray]:
        """The three views of a question by name, each of shape (len(labels),); higher is likelier."""
        return {
            "vector": log_softmax(self._vector_weights @ vector + self._vector_bias),
            "ngrams": self._by_ngrams(text),
            "neighbours": self._near(vector),
        }

    def nearest(self, vector: np.ndarray) -> np.ndarray:
        """Cosine of each label's nearest question, of shape (len(labels),)."""
        return np.maximum.reduceat(self._neighbours.cosines(vector), np.cumsum(self._sizes) - self._sizes)

    def _by_ngrams(self, text: str) -> np.ndarray:
        """TF-IDF of the known n-grams, of unit length, times their weights."""
        counts = Counter(column for gram in ngrams(fold(text)) if (column := self._columns.get(gram)) is not None)
        if not counts:
            return self._ngram_bias
        columns = np.fromiter(counts, dtype=np.intp)
        values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32))) * self._idf[columns]
        return (values / np.linalg.norm(values)) @ self._ngram_weights[columns] + self._ngram_bias

    def _near(self, vector: np.ndarray) -> np.ndarray:
        """Mean cosine of the nearest questions of each label, in standard deviations over the labels."""
        best = mean_of_largest(self._neighbours.cosines(vector), self._sizes, NEIGHBOURS)
        return (best - best.mean()) / best.std()

    def save(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        joblib.dump(self, file)


def ngrams(text: str) -> Iterator[str]:
    """Character n-grams within words, each word between blanks: what scikit-learn calls ``char_wb``."""
    for word in text.split():
        padded = f" {word} "
        for size in range(NGRAMS[0], NGRAMS[1] + 1):
            if size >= len(padded):
                yield padded
                break
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum())


def mean_of_largest(scores: np.ndarray, sizes: np.ndarray, number: int) -> np.ndarray:
    """Mean of the `number` largest scores of each run of `sizes[n]` neighbours in `scores`; -1 stands for what lacks.

    Taking the largest away `number` times costs a tenth of sorting every run.
    """
    left, starts = scores.copy(), np.cumsum(sizes) - sizes
    runs = np.repeat(np.arange(len(sizes)), sizes)
    total = np.zeros(len(sizes), np.float32)
    for _ in range(number):
        largest = np.maximum.reduceat(left, starts)
        total += largest
        places = np.flatnonzero(left == largest[runs])
        _, first = np.unique(runs[places], return_index=True)
        left[places[first]] = -1
    return total / number


def load(file: Path) -> TopicModel:
    """Raises FileNotFoundError, with what to do, where nothing is trained yet."""
    if not file.exists():
        raise FileNotFoundError(f"There is no trained model in {file.parent}: run `make setup`.")
    return joblib.load(file)
