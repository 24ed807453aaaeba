"""Fine-tuning on a few questions with the real weights: it learns them, and what it writes fits the encoder."""

import random

import pytest
import torch
from transformers import BertModel

from knowledge import questions
from knowledge.encoder import adapter, tuning
from knowledge.encoder.tuning import Tuning

LABELS = ("areas", "documents")


@pytest.fixture
def asked(items):
    return [one for one in questions.of_content(items) if one.label in LABELS and one.language in {"de", "en"}] * 8


def apart(learner: Tuning, labels: list[str]) -> float:
    """How much nearer questions with one label are than others, in cosines."""
    learner._bert.eval()
    with torch.no_grad():
        vectors = learner._vectors(list(range(len(labels))))
    same = torch.tensor([[one == other for other in labels] for one in labels])
    cosines = vectors @ vectors.T
    return float(cosines[same].mean() - cosines[~same].mean())


def test_questions_with_one_label_come_together(asked, tmp_path, monkeypatch):
    monkeypatch.setattr(tuning, "WARM_UP", 1)
    monkeypatch.setattr(tuning, "EPOCHS", 6)
    random.seed(0)
    torch.manual_seed(0)
    labels = [one.label for one in asked]
    learner = Tuning(tmp_path, [one.text for one in asked], [LABELS.index(label) for label in labels], lambda line: None)
    before = apart(learner, labels)
    adapters = learner.run()
    assert apart(learner, labels) > before + 0.05
    adapter.save(adapters, tmp_path / "adapter.npz")
    plain = BertModel.from_pretrained(tmp_path / "transformer", add_pooling_layer=False).encoder.layer
    weight = plain[-1].output.dense.weight
    kept = weight.detach().clone()
    adapter.merge(plain, tmp_path / "adapter.npz")
    assert not torch.equal(weight, kept)
