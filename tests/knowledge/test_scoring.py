"""One ranked list from the model and the search, for two made-up items and a reason to refuse."""

import numpy as np
import pytest

from knowledge.question import Question
from knowledge.questions import Labelled
from knowledge.scoring import Behind, Scorer, softmax, together
from knowledge.search import HybridIndex, Passage
from knowledge.thresholds import Thresholds
from knowledge.topic_model import TopicModel

AREAS, DOCUMENTS, WEATHER, NEW = np.eye(4, dtype=np.float32)
TEXTS = {"areas": "Bereiche", "documents": "Dokumente", "refuse:outside_topic": "Wetter"}
WEIGHTS = {"vector": 0.6, "ngrams": 0.6, "neighbours": 0.5, "retrieval": 0.1}

READINGS = {"alone": 1.0, "behind_title": 1.0, "refusals": 0.0}


def scorer(refusal_bias: float = 0.0, extra: tuple[Passage, ...] = ()) -> Scorer:
    labelled = [
        Labelled(f"{text} {number}", label, "de") for label, text in TEXTS.items() for number in range(4)
    ]
    vectors = np.repeat([AREAS, DOCUMENTS, WEATHER], 4, axis=0)
    vectors += 0.05 * np.random.default_rng(0).normal(size=vectors.shape).astype(np.float32)
    passages = [Passage("areas", "Die Bereiche", "de"), Passage("documents", "Die Dokumente", "de"), *extra]
    index = HybridIndex(passages, np.stack([AREAS, DOCUMENTS, *[NEW for _ in extra]]))
    model = TopicModel(labelled, vectors, lambda line: None)
    return Scorer(index, model, Thresholds(WEIGHTS, refusal_bias, 0.5, 0.4, 0.2, READINGS))


def ask(text: str, vector: np.ndarray) -> Question:
    return Question(text, "de", (), frozenset(), vector)


@pytest.mark.parametrize(
    ("text", "vector", "item"), [("Bereiche?", AREAS, "areas"), ("Dokumente?", DOCUMENTS, "documents")]
)
def test_the_best_item_comes_first(text, vector, item):
    scored = scorer().score(ask(text, vector))
    assert scored.candidates[0].item == item
    assert scored.refusal < 0.5


def test_every_item_is_a_candidate_and_no_reason_is():
    scored = scorer().score(ask("Wetter?", WEATHER))
    assert {candidate.item for candidate in scored.candidates} == {"areas", "documents"}


def test_probabilities_are_among_the_items_and_fall():
    shares = [candidate.probability for candidate in scorer().score(ask("Wetter?", WEATHER)).candidates]
    assert sum(shares) == pytest.approx(1)
    assert shares == sorted(shares, reverse=True)


def test_a_refusal_has_a_probability_and_a_reason():
    scored = scorer().score(ask("Wetter?", WEATHER))
    assert scored.reason == "outside_topic"
    assert 0.5 < scored.refusal <= 1


def test_the_bias_makes_refusals_likelier():
    question = ask("Bereiche oder Wetter?", (AREAS + WEATHER) / 2**0.5)
    assert scorer(1.0).score(question).refusal > scorer(0.0).score(question).refusal


def test_retrieval_is_higher_for_the_passage_that_fits():
    found = {
        candidate.item: candidate.retrieval for candidate in scorer().score(ask("Bereiche", AREAS)).candidates
    }
    assert found["areas"] > found["documents"]


def test_a_passage_of_an_item_that_nobody_trained_breaks_nothing():
    scored = scorer(extra=(Passage("new", "Etwas Neues", "de"),)).score(ask("Etwas Neues", NEW))
    assert {candidate.item for candidate in scored.candidates} == {"areas", "documents"}
    assert all(np.isfinite(candidate.retrieval) for candidate in scored.candidates)


@pytest.mark.parametrize("logits", [[0.0, 0.0], [1000.0, 0.0, -1000.0], [-5.0], [1.0, 3.0, 2.0]])
def test_softmax_is_a_distribution(logits):
    powers = softmax(np.array(logits))
    assert powers.sum() == pytest.approx(1)
    assert powers.argmax() == np.argmax(logits)
    assert (powers >= 0).all()


def test_an_act_has_a_probability_and_is_no_candidate():
    texts = {**TEXTS, "act:thank": "Danke"}
    labelled = [
        Labelled(f"{text} {number}", label, "de") for label, text in texts.items() for number in range(4)
    ]
    vectors = np.repeat([AREAS, DOCUMENTS, WEATHER, NEW], 4, axis=0)
    vectors += 0.05 * np.random.default_rng(0).normal(size=vectors.shape).astype(np.float32)
    index = HybridIndex([Passage("areas", "Die Bereiche", "de")], np.stack([AREAS]))
    made = Scorer(index, TopicModel(labelled, vectors, print), Thresholds(WEIGHTS, 0.0, 0.5, 0.4, 0.2, READINGS))
    thanks, areas = made.score(ask("Danke!", NEW)), made.score(ask("Bereiche?", AREAS))
    assert thanks.act == "thank"
    assert thanks.acting > 0.5 > areas.acting
    assert {candidate.item for candidate in thanks.candidates} == {"areas", "documents"}


def test_without_acts_there_is_none():
    scored = scorer().score(ask("Bereiche?", AREAS))
    assert (scored.act, scored.acting) == (None, 0.0)


def test_a_follow_up_is_what_neither_reading_rules_out():
    alone, behind_title = np.array([0.6, 0.4, 0.0]), np.array([0.0, 0.4, 0.6])
    both = together(alone, behind_title, READINGS, np.zeros(3))
    assert both.argmax() == 1 and both.sum() == pytest.approx(1)


@pytest.mark.parametrize(("weights", "likeliest"), [({"alone": 0.0}, 2), ({"behind_title": 0.0}, 0), ({"refusals": 5.0}, 1)])
def test_the_weights_of_the_readings_count(weights, likeliest):
    alone, behind_title = np.array([0.8, 0.1, 0.1]), np.array([0.1, 0.1, 0.8])
    assert together(alone, behind_title, READINGS | weights, np.array([0, 1, 0])).argmax() == likeliest


def test_the_last_answer_tells_what_a_message_is_about():
    unclear = ask("Was noch?", (AREAS + DOCUMENTS) / np.sqrt(2))
    for title, vector in (("areas", AREAS), ("documents", DOCUMENTS)):
        read = ask(f"{TEXTS[title]}: Was noch?", vector)
        assert scorer().score(unclear, Behind(title, lambda read=read: read)).candidates[0].item == title


def test_what_is_clear_by_itself_is_not_read_twice():
    def never():
        raise AssertionError("read twice")

    clear = ask("Bereiche 1", AREAS)
    assert scorer().score(clear, Behind("documents", never)).candidates[0].item == "areas"
