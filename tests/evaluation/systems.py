"""What Lotse is compared with on the same questions: BM25, dense search, their fusion, Rasa's own FAQ."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from knowledge import passages, paths
from knowledge.answer import Answer
from knowledge.content import Content
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder
from knowledge.judge import judge
from knowledge.questions import REFUSE, Labelled
from knowledge.search import HybridIndex
from tests.evaluation.faq import baseline as faq
from tests.evaluation.outcomes import Outcome

SEARCHES = ("bm25", "dense", "fused")


class Searches:
    """Nearest passage by each kind of score, answered from a threshold up."""

    def __init__(self, content: Content):
        self._encoder = OnnxEncoder(paths.PLAIN_ENCODER, threads=2)  # as the field has it, not fine-tuned on our questions
        texts = passages.of_content(content)
        self._index = HybridIndex(texts, self._encoder.encode([PASSAGE + one.text for one in texts]))

    def nearest(self, asked: list[Labelled]) -> dict[str, list[tuple[str, float]]]:
        """(item, score) of the best passage for each question, by search."""
        vectors = self._encoder.encode([QUERY + entry.text for entry in asked])
        found: dict[str, list[tuple[str, float]]] = {name: [] for name in SEARCHES}
        for entry, vector in zip(asked, vectors):
            scores = self._index.search(entry.text, vector, entry.language)
            for name in SEARCHES:
                values = getattr(scores, name)
                best = int(np.argmax(values))
                found[name].append((self._index.passages[best].item, float(values[best])))
        return found

    def outcomes(self, asked: list[Labelled], calibration: list[Labelled]) -> dict[str, list[Outcome]]:
        """Outcomes by search, each with the threshold that is right most often on the calibration questions."""
        fitted, tested = self.nearest(calibration), self.nearest(asked)
        thresholds = {name: best_threshold(calibration, fitted[name]) for name in SEARCHES}
        return {
            name: outcomes_of(asked, [_answer(item if score >= thresholds[name] else None) for item, score in tested[name]])
            for name in SEARCHES
        }


def best_threshold(asked: list[Labelled], nearest: list[tuple[str, float]]) -> float:
    """The score from which answering is right most often."""
    def right(threshold: float) -> int:
        answers = [_answer(item if score >= threshold else None) for item, score in nearest]
        return sum(entry.outcome in {"right", "rightly refused"} for entry in outcomes_of(asked, answers))

    return max(sorted({score for _, score in nearest}), key=right)


def of_faq(content: Content, asked: list[Labelled]) -> list[Outcome]:
    """Rasa's ResponseSelector with the two-band fallback."""
    said = faq.answers(content, asked)
    statuses: Iterable[Callable] = (faq.status(one) for one in said)
    return outcomes_of(asked, [_answer(one["item"] if state == "answered" else None, state) for one, state in zip(said, statuses)])


def _answer(item: str | None, status: str = "refused") -> Answer:
    return Answer("answered" if item else status, "", "de", item=item)


def outcomes_of(asked: list[Labelled], answers: list[Answer]) -> list[Outcome]:
    return [Outcome(entry, answer, judge(entry.label, answer), 0.0) for entry, answer in zip(asked, answers)]


def right_share(outcomes: list[Outcome]) -> float:
    """Share of all questions that are answered or refused rightly."""
    return sum(entry.outcome in {"right", "rightly refused"} for entry in outcomes) / max(len(outcomes), 1)


def is_refusal(entry: Outcome) -> bool:
    return entry.question.label.startswith(REFUSE)
