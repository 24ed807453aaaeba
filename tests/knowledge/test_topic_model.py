"""The model learns from labelled questions: three made-up topics with made-up vectors."""

from collections import Counter

import numpy as np
import pytest

from knowledge import topic_model
from knowledge.questions import Labelled
from knowledge.topic_model import TopicModel

TOPICS = {
    "areas": [
        "Welche Bereiche gibt es?",
        "Nenne die Bereiche",
        "Wie viele Bereiche?",
        "Bereiche bitte",
        "Alle Bereiche",
    ],
    "documents": [
        "Welche Dokumente gibt es?",
        "Nenne die Dokumente",
        "Wie viele Dokumente?",
        "Dokumente bitte",
        "Alle Dokumente",
    ],
    "refuse:outside_topic": [
        "Wie wird das Wetter?",
        "Wetter morgen",
        "Regnet das Wetter?",
        "Wetter bitte",
        "Das Wetter heute",
    ],
}
VIEWS = {"vector", "ngrams", "neighbours"}


def near(topic: int, count: int, seed: int) -> np.ndarray:
    """Unit vectors around the topic's own direction."""
    vectors = np.eye(8)[topic] + 0.1 * np.random.default_rng(seed).normal(size=(count, 8))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def model():
    labelled = [Labelled(text, label, "de") for label, texts in TOPICS.items() for text in texts]
    vectors = np.concatenate([near(topic, len(texts), topic) for topic, texts in enumerate(TOPICS.values())])
    return TopicModel(labelled, vectors, lambda line: None)


def test_it_knows_every_label_once(model):
    assert sorted(model.labels) == sorted(TOPICS)


def test_a_score_for_each_label(model):
    views = model.views("Bereiche", near(0, 1, 9)[0])
    assert views.keys() == VIEWS
    assert {view.shape for view in views.values()} == {(len(TOPICS),)}
    assert all(np.isfinite(view).all() for view in views.values())


@pytest.mark.parametrize("view", ["vector", "neighbours"])
@pytest.mark.parametrize(("topic", "label"), list(enumerate(TOPICS)))
def test_a_vector_near_a_topic_is_of_the_topic(model, view, topic, label):
    scores = model.views("Xylophon", near(topic, 1, 50 + topic)[0])[view]
    assert model.labels[int(scores.argmax())] == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Bereich", "areas"),
        ("die BEREICHE der EU", "areas"),
        ("Dokumnete", "documents"),
        ("Schönes Wetter!", "refuse:outside_topic"),
    ],
)
def test_letters_decide_too(model, text, label):
    scores = model.views(text, near(3, 1, 1)[0])["ngrams"]
    assert model.labels[int(scores.argmax())] == label


def test_neighbours_are_standardised_over_the_labels(model):
    scores = model.views("Bereiche", near(1, 1, 7)[0])["neighbours"]
    assert scores.mean() == pytest.approx(0, abs=1e-6)
    assert scores.std() == pytest.approx(1, abs=1e-6)


def test_the_ngrams_are_those_of_the_library_that_learnt_their_weights():
    from sklearn.feature_extraction.text import TfidfVectorizer

    analyze = TfidfVectorizer(analyzer="char_wb", ngram_range=topic_model.NGRAMS).build_analyzer()
    for text in ["wann war das?", "a", "ab  c", "", "schleuserkriminalitat in der eu, ja!"]:
        assert Counter(topic_model.ngrams(text)) == Counter(analyze(text))


def test_a_text_without_a_known_ngram_has_scores_too(model):
    assert np.isfinite(model.views("쀍", near(1, 1, 3)[0])["ngrams"]).all()


def test_labels_may_have_different_numbers_of_questions():
    labelled = [Labelled(text, label, "de") for label, texts in TOPICS.items() for text in texts][:-2]
    vectors = np.concatenate([near(0, 5, 1), near(1, 5, 2), near(2, 3, 3)])
    views = TopicModel(labelled, vectors, lambda line: None).views("Wetter", near(2, 1, 8)[0])
    assert views["neighbours"].argmax() == 2


def test_a_saved_model_answers_alike(model, tmp_path):
    file = tmp_path / "deep" / "topics.joblib"
    model.save(file)
    loaded, vectors = topic_model.load(file), near(2, 1, 5)[0]
    assert loaded.labels == model.labels
    for name, view in model.views("Wetter", vectors).items():
        assert loaded.views("Wetter", vectors)[name] == pytest.approx(view)


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make setup"):
        topic_model.load(tmp_path / "topics.joblib")


def test_the_mean_of_the_largest_is_what_sorting_gives():
    random = np.random.default_rng(1)
    sizes = random.integers(1, 40, 30)
    scores = random.uniform(-1, 1, sizes.sum()).astype(np.float32)
    scores[5:15] = 0.5  # equal ones count each
    runs = np.split(scores, np.cumsum(sizes)[:-1])
    sorted_means = [np.sort([-1, -1, *run])[-3:].mean() for run in runs]
    assert topic_model.mean_of_largest(scores, sizes, 3) == pytest.approx(sorted_means, abs=1e-6)
