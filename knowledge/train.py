"""Learn what questions are about, from data/questions/train, data/followups/train and the items' own sample questions."""

from __future__ import annotations

from collections.abc import Callable

from knowledge import content as content_module
from knowledge import followups, passages, paths, questions
from knowledge.content import Content
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder
from knowledge.engine import MODEL, VECTORS
from knowledge.questions import Labelled
from knowledge.topic_model import TopicModel
from knowledge.vectors import SHIPPED, cached, pack


def train(say: Callable[[str], None]) -> None:
    """Write the model and all vectors that a start needs. Raises ContentError, naming file and place."""
    content = content_module.load()
    labelled, texts = learnt(content)
    encoder = OnnxEncoder(paths.ENCODER, threads=2)
    say(f"vectors of {len(labelled)} questions and {len(content.items)} items")
    vectors = cached(texts, encoder, paths.VAR / VECTORS, lambda done, total: _progress(say, done, total))
    TopicModel(labelled, vectors[: len(labelled)], say).save(paths.VAR / MODEL)


def learnt(content: Content) -> tuple[list[Labelled], list[str]]:
    """The labelled questions, and every text that needs a vector: theirs first, then the passages'."""
    labelled = questions.load("train", content) + questions.of_content(content) + questions.of_acts()
    labelled += followups.labelled(content, labelled)
    texts = [QUERY + entry.text for entry in labelled]
    return labelled, texts + [PASSAGE + passage.text for passage in passages.of_content(content)]


def ship(say: Callable[[str], None]) -> None:
    """Write the vectors of all that is learnt to data/vectors.npz, so that a first start need not encode it."""
    _, texts = learnt(content_module.load())
    encoder = OnnxEncoder(paths.ENCODER, threads=2)
    once = sorted(set(texts))
    pack(once, cached(once, encoder, paths.VAR / VECTORS, lambda done, total: _progress(say, done, total)), encoder.settings["model"])
    say(f"{len(once)} vectors in {SHIPPED.relative_to(paths.ROOT)}")


def _progress(say: Callable[[str], None], done: int, total: int) -> None:
    if done == total or done % 640 == 0:
        say(f"encoded {done} of {total}")
