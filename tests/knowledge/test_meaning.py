"""Questions that no source answers are told apart by what they ask for, also across languages."""

import numpy as np
import pytest

from knowledge.meaning import Meaning


@pytest.fixture(scope="module")
def meaning(knowledge):
    return Meaning(knowledge)


def test_the_same_question_is_nearest_in_whatever_language(meaning):
    asked = ["Welches Budget hat Frontex?", "Wer hat für den Niger verhandelt?", "Gilt die Blaue Karte auch für Ägypten?"]
    again = ["What is Frontex's annual budget?", "Who negotiated for Niger?", "Does the Blue Card cover Egypt too?"]
    likeness = meaning.encode(asked) @ meaning.encode(again).T
    assert likeness.argmax(axis=1).tolist() == [0, 1, 2]
    others = likeness[~np.eye(3, dtype=bool)]
    assert likeness.diagonal().min() > others.max()


def test_vectors_have_unit_length_and_the_name_of_both_encoders(meaning, knowledge):
    vectors = meaning.encode(["Was ist das?", "🙂"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5) and vectors.shape == (2, 2 * 384)
    assert knowledge.encoder_name in meaning.model and meaning.model != knowledge.encoder_name


def test_a_missing_encoder_is_named(knowledge, tmp_path):
    with pytest.raises(FileNotFoundError):
        Meaning(knowledge, tmp_path).encode(["Was?"])
