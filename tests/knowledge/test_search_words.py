"""Stems and pieces of words, and BM25 over them."""

import pytest

from knowledge.search_words import WordIndex, pieces, stems


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("de", "Partnerschaft", "Partnerschaften"), ("en", "partnership", "partnerships"),
    ("fr", "document", "documents"),
     ("de", "Rückkehr", "RUCKKEHR"), ("pl", "Niger", "niger")],
)  # fmt: skip
def test_stems(language, one, other):
    assert stems(one, language) == stems(other, language)


def test_stems_of_nothing():
    assert stems("", "de") == stems("?!", "xx") == []


def test_pieces_know_where_a_word_begins_and_ends():
    assert pieces("Rück") == [" ruc", "ruck", "uck "]
    assert pieces("in EU") == [" in ", " eu "]
    assert pieces("a") == [" a "]
    assert pieces("?!") == []


def test_pieces_do_without_spaces():
    assert set(pieces("移民伙伴关系")) & set(pieces("欧盟的移民伙伴关系是什么"))


def test_the_rarest_shared_term_decides():
    index = WordIndex([["a", "b"], ["a", "c"], ["a", "d"], []])
    assert index.scores(["a", "c"]).argmax() == 1
    assert index.scores(["a"])[3] == 0


@pytest.mark.parametrize("terms", [[], ["x"], [""]])
def test_unknown_terms_find_nothing(terms):
    assert not WordIndex([["a"], ["b"]]).scores(terms).any()


def shares(index, terms):
    return index.shares(terms, index.scores(terms))


def test_shares_lie_between_nothing_and_one():
    index = WordIndex([["a", "b"], ["a", "c"], ["d"], []])
    found = shares(index, ["a", "c"])
    assert 0 == found[2] == found[3] < found[0] < found[1] < 1
    assert not shares(index, ["x"]).any()
    assert not shares(index, []).any()


def test_shares_are_small_where_even_the_best_passage_has_little_of_what_is_asked():
    index = WordIndex([["a", "b"], ["c", "d"], ["e", "f"]])
    assert shares(index, ["a", "x", "y", "z"]).max() < shares(index, ["a", "b"]).max() / 2


def test_shares_hardly_grow_with_the_corpus():
    small, large = (WordIndex([["a", "b"]] + [["c", "d"]] * count) for count in (9, 9000))
    assert shares(large, ["a", "b"]).max() == pytest.approx(shares(small, ["a", "b"]).max(), abs=0.2)
