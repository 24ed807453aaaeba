"""Search by words and by meaning, on a few passages with made-up vectors."""

import numpy as np
import pytest

from knowledge import passages
from knowledge.search import HybridIndex, Passage, zscores

TEXTS = [
    "Die operative Partnerschaft mit Tunesien",
    "Die operative Partnerschaft mit Marokko",
    "Die Empfehlung zu Rückkehrentscheidungen",
    "Die vier Agenturen der EU",
]
EAST, NORTH, UP = np.eye(3, dtype=np.float32)


@pytest.fixture
def index():
    """The first two passages mean the same; the others mean something else each."""
    made = [Passage(f"item-{number}", text, "de") for number, text in enumerate(TEXTS)]
    return HybridIndex(made, np.stack([EAST, EAST, NORTH, UP]))


def test_one_score_a_passage(index):
    scores = index.search("Partnerschaft", EAST, "de")
    assert scores.dense.shape == scores.bm25.shape == scores.fused.shape == (len(TEXTS),)


def test_words_decide_between_passages_of_one_meaning(index):
    assert index.search("Partnerschaft mit Tunesien", EAST, "de").fused.argmax() == 0
    assert index.search("Partnerschaft mit Marokko", EAST, "de").fused.argmax() == 1


def test_meaning_decides_where_no_word_is_known(index):
    scores = index.search("Xylophon", NORTH, "de")
    assert not scores.bm25.any()
    assert scores.fused.argmax() == 2


def test_meaning_weighs_more_than_a_word(index):
    assert index.search("Tunesien", UP, "de").fused.argmax() == 3


def test_words_decide_where_meaning_does_not(index):
    assert index.search("Agenturen", np.zeros(3, np.float32), "de").fused.argmax() == 3


@pytest.mark.parametrize("text", ["", "   ", "?!", "😀", "Xylophon Zeppelin", "\x00"])
def test_empty_and_unknown_words_find_nothing_by_words(index, text):
    scores = index.search(text, EAST, "de")
    assert not scores.bm25.any()
    assert np.isfinite(scores.fused).all()


@pytest.mark.parametrize("language", ["de", "en", "fr", "pl", "ga", "mt", "ar", "xx"])
def test_every_language_can_be_searched(index, language):
    assert np.isfinite(index.search("Partnerschaft Tunisia الشراكة", EAST, language).fused).all()


def test_inflected_words_are_found(index):
    assert index.search("Partnerschaften", EAST, "de").bm25.argmax() in {0, 1}
    assert index.search("einer Agentur", EAST, "de").bm25.argmax() == 3


def test_an_index_may_hold_a_text_without_words():
    index = HybridIndex([Passage("a", "", "de"), Passage("b", "Frontex", "de")], np.stack([EAST, NORTH]))
    assert index.search("Frontex", NORTH, "de").fused.argmax() == 1


def test_parts_of_compounds_are_found(index):
    """No stem is shared, and both passages mean what is asked: pieces of words decide."""
    scores = index.search("Entscheidungen über die Rückkehr", EAST + NORTH, "de")
    assert scores.fused.argmax() == 2
    assert index.search("Tunesienpartnerschaft", EAST, "de").fused.argmax() == 0


def test_the_plain_scores_stay_plain(index):
    vector = np.array([0.6, 0.8, 0.0], np.float32)
    scores = index.search("Marokko", vector, "de")
    assert scores.dense == pytest.approx([0.6, 0.6, 0.8, 0.0])
    assert scores.bm25.nonzero()[0].tolist() == [1]


def test_what_all_passages_have_in_common_does_not_count():
    """The question is nearest to the passage that says least of its own, before the mean is taken off."""
    common, one, other = np.eye(3, dtype=np.float32)
    vectors = np.stack([common, 0.8 * common + 0.6 * one, 0.8 * common + 0.6 * other]).astype(np.float32)
    index = HybridIndex([Passage(name, name, "de") for name in "abc"], vectors)
    scores = index.search("?", (0.96 * common + 0.28 * one).astype(np.float32), "de")
    assert scores.dense.argmax() == 0
    assert scores.fused.argmax() == 1


@pytest.mark.parametrize("count", [1, 2, 30])
def test_passages_that_are_all_alike_cannot_be_told_apart(count):
    index = HybridIndex([Passage("a", "Frontex", "de")] * count, np.tile(EAST, (count, 1)))
    assert not index.search("Frontex", NORTH, "de").fused.any()


def test_without_pieces_of_words_it_still_finds(index, monkeypatch):
    monkeypatch.setattr("knowledge.search.MOST_IN_PIECES", 3)
    large = HybridIndex(index.passages, index.vectors)
    assert large.search("Partnerschaft mit Marokko", EAST, "de").fused.argmax() == 1


def test_zscores_are_standardised():
    scores = zscores(np.array([1.0, 2.0, 3.0, 10.0]))
    assert scores.mean() == pytest.approx(0)
    assert scores.std() == pytest.approx(1)
    assert list(scores.argsort()) == [0, 1, 2, 3]


@pytest.mark.parametrize("value", [0.0, 1.0, -7.5])
def test_zscores_of_equal_scores_are_zero(value):
    assert not zscores(np.full(5, value)).any()


def test_zscores_do_not_depend_on_scale_and_place():
    scores = np.array([0.2, 0.5, 0.9])
    assert zscores(scores) == pytest.approx(zscores(scores * 40 + 3))


def test_every_item_is_searched_in_each_of_its_languages(items):
    found = {(passage.item, passage.kind, passage.language) for passage in passages.of_content(items)}
    for item in items.items.values():
        assert {(item.id, "text", "de"), (item.id, "text", "en"), (item.id, "plain", "de")} <= found
        assert {(item.id, "question", "de"), (item.id, "question", "en")} <= found
