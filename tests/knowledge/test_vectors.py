"""The cache of vectors: only what is new is encoded."""

import numpy as np
import pytest

from knowledge.train import learnt
from knowledge.vectors import cached, key, pack, shipped


class ToyEncoder:
    """Counts what it is given. Its vectors are the text's length and its number of vowels."""

    def __init__(self, model: str = "toy"):
        self.settings = {"model": model}
        self.encoded: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.encoded += texts
        return np.array(
            [[len(text), sum(letter in "aeiou" for letter in text)] for text in texts], np.float32
        )


@pytest.fixture
def file(tmp_path):
    return tmp_path / "deep" / "vectors.npz"


def test_one_vector_a_text_in_the_order_given(file):
    vectors = cached(["ccc", "a", "bb"], ToyEncoder(), file)
    assert vectors.tolist() == [[3, 0], [1, 1], [2, 0]]


def test_the_same_texts_are_not_encoded_again(file):
    texts = ["one", "two", "three"]
    before = cached(texts, ToyEncoder(), file)
    encoder = ToyEncoder()
    assert (cached(texts[::-1], encoder, file) == before[::-1]).all()
    assert encoder.encoded == []


def test_only_new_texts_are_encoded(file):
    cached(["one", "two"], ToyEncoder(), file)
    encoder = ToyEncoder()
    assert cached(["two", "three", "one"], encoder, file).shape == (3, 2)
    assert encoder.encoded == ["three"]


def test_a_text_given_twice_is_encoded_once(file):
    encoder = ToyEncoder()
    assert cached(["one", "one", "two", "one"], encoder, file).tolist() == [[3, 2], [3, 2], [3, 1], [3, 2]]
    assert sorted(encoder.encoded) == ["one", "two"]


def test_what_was_known_stays_known(file):
    cached(["one"], ToyEncoder(), file)
    cached(["two"], ToyEncoder(), file)
    encoder = ToyEncoder()
    cached(["one", "two"], encoder, file)
    assert encoder.encoded == []


def test_another_encoder_starts_empty(file):
    cached(["one", "two"], ToyEncoder("toy"), file)
    other = ToyEncoder("other")
    cached(["one"], other, file)
    assert other.encoded == ["one"]
    again = ToyEncoder("toy")
    cached(["two"], again, file)
    assert again.encoded == ["two"]


def test_a_prefix_makes_another_text(file):
    cached(["query: one"], ToyEncoder(), file)
    encoder = ToyEncoder()
    cached(["passage: one"], encoder, file)
    assert encoder.encoded == ["passage: one"]


def test_texts_of_all_kinds(file):
    texts = ["", "ü", "u\u0308", "😀", "النيجر", "a\x00b", "a" * 10_000]
    before = cached(texts, ToyEncoder(), file)
    encoder = ToyEncoder()
    assert (cached(texts, encoder, file) == before).all()
    assert encoder.encoded == []


def test_many_texts_and_what_is_said_about_them(file):
    texts = [f"text {number}" for number in range(200)]
    said = []
    vectors = cached(texts, ToyEncoder(), file, lambda done, total: said.append((done, total)))
    assert vectors[:, 0].tolist() == [len(text) for text in texts]
    assert said == sorted(said)
    assert said[-1] == (200, 200)


def test_no_other_file_is_left(file):
    cached(["one"], ToyEncoder(), file)
    cached(["two"], ToyEncoder(), file)
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_comes_with_the_project_is_nearly_the_same(tmp_path):
    file = tmp_path / "shipped.npz"
    real = np.random.default_rng(1).normal(size=(3, 384)).astype(np.float32)
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    pack(["one", "two", "drei"], real, "toy", file)
    found = shipped("toy", file)
    assert [float(found[key(text)] @ row) > 0.9999 for text, row in zip(["one", "two", "drei"], real)] == [True] * 3
    assert shipped("another", file) == {}


def test_every_vector_that_a_first_start_needs_comes_with_the_project(items, encoder):
    """Else the first start takes minutes longer; `make calibrate` writes them."""
    there = shipped(encoder.settings["model"])
    assert [text for text in learnt(items)[1] if key(text) not in there] == []
