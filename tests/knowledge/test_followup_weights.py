"""How a follow-up's two readings are weighed is fitted: the reading that is right more often counts more."""

from types import SimpleNamespace

import numpy as np
import pytest

from knowledge import followup_weights, followups
from knowledge.followups import FollowUp

LABELS = ["areas", "documents", "refuse:opinion"]


def towards(label: str, share: float = 0.8) -> np.ndarray:
    return np.array([share if one == label else (1 - share) / 2 for one in LABELS])


@pytest.fixture
def fit(items, monkeypatch):
    """The weights for follow-ups, each with its label and what the words alone and behind the title point to."""

    def fitted(rows):
        known = [FollowUp("areas", f"Frage {number}?", label, "de") for number, (label, *_) in enumerate(rows)]
        monkeypatch.setattr(followups, "load", lambda part, content: known)
        said = {one.text: row for one, row in zip(known, rows)}

        def probabilities(question):
            alone = said.get(question.text)
            return towards(alone[1] if alone else said[question.text.partition(": ")[2]][2])

        scorer = SimpleNamespace(model=SimpleNamespace(labels=LABELS), probabilities=probabilities)
        encoder = SimpleNamespace(encode=lambda texts: np.zeros((len(texts), 1)))
        return followup_weights.fit(scorer, items, encoder)

    return fitted


def test_the_reading_that_is_right_counts_more(fit):
    weights = fit([("areas", "documents", "areas"), ("documents", "areas", "documents")] * 3)
    assert weights["behind_title"] > 1 > weights["alone"]
    weights = fit([("areas", "areas", "documents"), ("documents", "documents", "areas")] * 3)
    assert weights["alone"] > 1 > weights["behind_title"]


def test_refusals_count_less_where_they_are_wrong(fit):
    refused = fit([("areas", "refuse:opinion", "refuse:opinion"), ("areas", "areas", "areas")])["refusals"]
    assert refused < 0 < fit([("refuse:opinion", "areas", "areas"), ("refuse:opinion", "refuse:opinion", "areas")])["refusals"]
