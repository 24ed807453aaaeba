"""Sentence vectors from the encoder, centred and scaled for a linear classifier."""
from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.encoder.onnx import OnnxEncoder
from knowledge.encoder.packing import pack

VAR = Path(os.environ.get("LOTSE_VAR", Path(__file__).resolve().parents[2] / "var"))
PREFIX = "query: "
VECTOR = "vector"  # key in the parsed message; bot/tracker_store.py does not keep it


@lru_cache(maxsize=1)
def _encoder(folder: str) -> OnnxEncoder:
    return OnnxEncoder(VAR / folder)


# Rasa trains a component and then applies it to the same data with another instance:
# remembering the last batch saves encoding the training data a second time.
@lru_cache(maxsize=1)
def _encode_all(folder: str, texts: tuple[str, ...]) -> np.ndarray:
    """Vectors of the texts, shape (n, 384), float32, each of length 1."""
    return _encoder(folder).encode([PREFIX + text for text in texts])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one sentence feature to a message; needs the training data's mean and spread.

    E5 vectors crowd in a narrow cone: without centring and scaling, a linear classifier with
    ordinary regularisation cannot tell them apart.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`folder`: the encoder's, below the run-time folder. `scale`: weight against other features."""
        return {**DenseFeaturizer.get_default_config(), "folder": "encoder", "scale": 1.0}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accepts every configuration."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Another encoder makes another model: Rasa's training cache must notice."""
        model = VAR / config.get("folder", "encoder") / "model.onnx"
        return f"{model.stat().st_size}-{model.stat().st_mtime_ns}" if model.exists() else None

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, name: str) -> None:
        super().__init__(name, config)
        self._storage, self._resource = storage, resource
        self._mean: np.ndarray = np.zeros(1, dtype=np.float32)
        self._spread: np.ndarray = np.ones(1, dtype=np.float32)

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        return cls(config, model_storage, resource, execution_context.node_name)

    @classmethod
    def load(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
    ) -> SentenceFeaturizer:
        """The trained component; the encoder is loaded here so that the first turn is as fast as any."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            statistics = np.load(folder / "statistics.npz")
            component._mean, component._spread = statistics["mean"], statistics["spread"]
        _encoder(config["folder"])
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learns mean and spread of the training texts."""
        vectors = self._vectors(training_data.training_examples)
        self._mean, self._spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / "statistics.npz", mean=self._mean, spread=self._spread)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self._featurize(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        self._featurize(messages)
        # For the action, which would have to encode the same words again: a fifth of a turn.
        for message, vector in zip(messages, self._vectors(messages) if messages else ()):
            message.set(VECTOR, pack(vector), add_to_output=True)
        return messages

    def _vectors(self, messages: list[Message]) -> np.ndarray:
        texts = tuple(message.get(TEXT) or "" for message in messages)
        return _encode_all(self._config["folder"], texts)

    def _featurize(self, messages: list[Message]) -> None:
        if not messages:
            return
        scaled = (self._vectors(messages) - self._mean) / self._spread * self._config["scale"]
        for message, vector in zip(messages, scaled):
            if message.get(TEXT) is not None:
                row = vector.reshape(1, -1)
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
