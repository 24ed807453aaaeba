"""Learn what questions are about, from data/questions/train and the items' own sample questions."""

from __future__ import annotations

from collections.abc import Callable

from knowledge import content as content_module
from knowledge import passages, paths, questions
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder
from knowledge.engine import MODEL, VECTORS
from knowledge.topic_model import TopicModel
from knowledge.vectors import cached


def train(say: Callable[[str], None]) -> None:
    """Write the model and all vectors that a start needs. Raises ContentError, naming file and place."""
    content = content_module.load()
    labelled = questions.load("train", content) + questions.of_content(content) + questions.of_acts()
    encoder = OnnxEncoder(paths.ENCODER, threads=2)
    say(f"encoding {len(labelled)} questions and {len(content.items)} items")
    texts = [QUERY + entry.text for entry in labelled]
    texts += [PASSAGE + passage.text for passage in passages.of_content(content)]
    vectors = cached(texts, encoder, paths.VAR / VECTORS, lambda done, total: _progress(say, done, total))
    TopicModel(labelled, vectors[: len(labelled)], say).save(paths.VAR / MODEL)


def _progress(say: Callable[[str], None], done: int, total: int) -> None:
    if done == total or done % 640 == 0:
        say(f"encoded {done} of {total}")
