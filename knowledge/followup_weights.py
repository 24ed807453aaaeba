"""Fit how a follow-up's two readings are weighed, on data/followups/calibration."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize

from knowledge import followups
from knowledge.content import Content
from knowledge.encoder.onnx import QUERY, OnnxEncoder
from knowledge.question import understand
from knowledge.questions import REFUSE
from knowledge.schema import ContentError
from knowledge.scoring import Scorer, together
from knowledge.thresholds import READINGS

DECAY = 0.001


def fit(scorer: Scorer, content: Content, encoder: OnnxEncoder) -> dict[str, float]:
    """The weights of READINGS under which the follow-ups' labels are likeliest. Raises ContentError."""
    known = followups.load("calibration", content)
    labels = scorer.model.labels
    unknown = sorted({one.label for one in known} - set(labels))
    if unknown:
        raise ContentError(f"The trained model does not know '{unknown[0]}': run `make setup`.")
    target = [labels.index(one.label) for one in known]
    refusals = np.array([label.startswith(REFUSE) for label in labels])
    alone = _probabilities(scorer, encoder, [(one.text, one.language) for one in known])
    titled = [(followups.behind_title(content.items[one.after], one.text, one.language), one.language) for one in known]
    behind = _probabilities(scorer, encoder, titled)

    def loss(values: np.ndarray) -> float:
        weights = dict(zip(READINGS, values))
        right = [together(a, b, weights, refusals)[n] for a, b, n in zip(alone, behind, target)]
        return float(-np.log(np.maximum(right, 1e-12)).mean() + DECAY * np.square(values).sum())

    # A reading never counts against what it says.
    bounds = [(0, None), (0, None), (None, None)]
    best = minimize(loss, np.array([0.5, 1.0, 0.0]), method="Nelder-Mead", bounds=bounds, options={"maxiter": 300}).x
    return {name: round(float(value), 3) for name, value in zip(READINGS, best)}


def _probabilities(scorer: Scorer, encoder: OnnxEncoder, texts: list[tuple[str, str]]) -> list[np.ndarray]:
    vectors = encoder.encode([QUERY + text for text, _ in texts])
    return [scorer.probabilities(understand(text, language, vector)) for (text, language), vector in zip(texts, vectors)]
