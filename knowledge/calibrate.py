"""Fit the decision's weights and thresholds on the calibration questions and follow-ups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from scipy.optimize import minimize

from knowledge import content as content_module
from knowledge import followup_weights, operating_point, passages, paths, questions, thresholds, topic_model
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder
from knowledge.engine import MODEL, VECTORS, Knowledge
from knowledge.question import understand
from knowledge.questions import REFUSE, Labelled
from knowledge.scoring import Scorer
from knowledge.search import HybridIndex
from knowledge.thresholds import VIEWS, Thresholds
from knowledge.vectors import cached

START = Thresholds({"vector": 0.7, "ngrams": 0.6, "neighbours": 0.5, "retrieval": 0.1}, 0.7, 0.5, 0.35, 0.15,
                   {"alone": 0.5, "behind_title": 1.0, "refusals": 0.0})  # fmt: skip
LOWEST_WEIGHT = 0.05  # every signal keeps a say: retrieval alone knows items that nobody has trained yet
DECAY = 0.01

class Calibration:
    """Log scores of every calibration question, ready for fitting."""

    def __init__(self, scorer: Scorer, labels: list[str], labelled: list[Labelled], vectors: np.ndarray):
        rows = [
            scorer.views(understand(entry.text, entry.language, vector)) for entry, vector in zip(labelled, vectors)
        ]
        self.views = np.array([[row[name] for name in VIEWS] for row in rows])  # (questions, views, labels)
        self.refusals = np.array([label.startswith(REFUSE) for label in labels])
        self.target = np.array([labels.index(entry.label) for entry in labelled])

    def probabilities(self, parameters: np.ndarray) -> np.ndarray:
        """(questions, labels) for the weights of VIEWS and, last, the refusals' bias."""
        weights = np.maximum(parameters[:-1], LOWEST_WEIGHT)
        logits = np.einsum("qvl,v->ql", self.views, weights) + parameters[-1] * self.refusals
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def loss(self, parameters: np.ndarray) -> float:
        """Mean negative log likelihood with weight decay."""
        right = self.probabilities(parameters)[np.arange(len(self.target)), self.target]
        return float(-np.log(np.maximum(right, 1e-12)).mean() + DECAY * np.square(parameters).sum())

    def fit(self) -> Thresholds:
        start = np.array([*(START.weights[name] for name in VIEWS), START.refusal_bias])
        best = minimize(self.loss, start, method="Nelder-Mead", options={"maxiter": 1500}).x
        weights = {name: round(float(max(w, LOWEST_WEIGHT)), 3) for name, w in zip(VIEWS, best)}
        return replace(START, weights=weights, refusal_bias=round(float(best[-1]), 3))


def calibrate(say: Callable[[str], None]) -> Thresholds:
    """Write decision.yml. Raises ContentError or FileNotFoundError, with what to do."""
    content = content_module.load()
    encoder = OnnxEncoder(paths.ENCODER, threads=2)
    texts = passages.of_content(content)
    known = cached([PASSAGE + passage.text for passage in texts], encoder, paths.VAR / VECTORS)
    model = topic_model.load(paths.VAR / MODEL)
    scorer = Scorer(HybridIndex(texts, known), model, START)
    labelled = questions.load("calibration", content)
    vectors = cached([QUERY + entry.text for entry in labelled], encoder, paths.VAR / VECTORS)
    say(f"fitting on {len(labelled)} questions")
    fitted = Calibration(scorer, model.labels, labelled, vectors).fit()
    say("fitting on follow-ups")
    scorer = Scorer(scorer.index, model, fitted)
    fitted = replace(fitted, follow_ups=followup_weights.fit(scorer, content, encoder))
    say("looking for the thresholds")
    knowledge = Knowledge(content, encoder, scorer, fitted)
    point = operating_point.best(operating_point.points(knowledge, labelled))
    say(f"wrong answers {point.wrong:.1%}, refusals and questions back {point.cost:.1%} of the calibration questions")
    thresholds.save(point.thresholds)
    return point.thresholds
