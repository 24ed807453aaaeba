"""The featurizer centres, scales, keeps its statistics and takes any text."""

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import sentence_featurizer
from bot.nlu.sentence_featurizer import SentenceFeaturizer

TEXTS = ["Hallo", "Wann begann die Partnerschaft mit Niger?", "danke", "Und dann?"]


class FakeEncoder:
    """Vectors that crowd around a point far from zero, as E5's do."""

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked.append(texts)
        return np.array([[5 + len(text) / 100, 3 - text.count("a") / 10, 7.0] for text in texts], np.float32)


@pytest.fixture
def encoder(monkeypatch):
    fake = FakeEncoder()
    monkeypatch.setattr(sentence_featurizer, "_encoder", lambda folder: fake)
    sentence_featurizer._encode_all.cache_clear()
    yield fake
    sentence_featurizer._encode_all.cache_clear()


def _made(how, tmp_path, **config):
    storage = LocalModelStorage(tmp_path)
    context = ExecutionContext(GraphSchema({}), node_name="featurizer")
    return how({**SentenceFeaturizer.get_default_config(), **config}, storage, Resource("featurizer"), context)


def _data() -> TrainingData:
    return TrainingData([Message({TEXT: text}) for text in TEXTS])


def _matrix(messages) -> np.ndarray:
    return np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])


def test_training_features_are_centred_and_scaled(encoder, tmp_path):
    component = _made(SentenceFeaturizer.create, tmp_path, scale=0.5)
    component.train(_data())
    features = _matrix(component.process_training_data(_data()).training_examples)
    assert np.allclose(features.mean(axis=0), 0, atol=1e-4)
    assert np.allclose(features[:, :2].std(axis=0), 0.5, atol=1e-3)


def test_training_data_is_encoded_once_and_as_questions(encoder, tmp_path):
    component = _made(SentenceFeaturizer.create, tmp_path)
    component.train(_data())
    component.process_training_data(_data())
    assert encoder.asked == [[f"query: {text}" for text in TEXTS]]


def test_a_loaded_component_gives_the_same_features(encoder, tmp_path):
    trained = _made(SentenceFeaturizer.create, tmp_path)
    trained.train(_data())
    loaded = _made(SentenceFeaturizer.load, tmp_path)
    before, after = (_matrix(part.process([Message({TEXT: "Moin"})])) for part in (trained, loaded))
    assert np.array_equal(before, after)


@pytest.mark.parametrize("text", ["", " ", "???", "👍", "你好", "x" * 5000])
def test_takes_any_text(encoder, tmp_path, text):
    component = _made(SentenceFeaturizer.create, tmp_path)
    component.train(_data())
    assert np.isfinite(_matrix(component.process([Message({TEXT: text})]))).all()


def test_no_messages_no_work(encoder, tmp_path):
    assert _made(SentenceFeaturizer.create, tmp_path).process([]) == []
    assert encoder.asked == []


def test_another_encoder_makes_another_fingerprint(monkeypatch, tmp_path):
    monkeypatch.setattr(sentence_featurizer, "VAR", tmp_path)
    assert SentenceFeaturizer.fingerprint_addon({}) is None
    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "model.onnx").write_bytes(b"one")
    first = SentenceFeaturizer.fingerprint_addon({})
    (tmp_path / "encoder" / "model.onnx").write_bytes(b"another")
    assert first and first != SentenceFeaturizer.fingerprint_addon({})
