"""Late interaction, on made-up tokens and on the real encoder's."""

import numpy as np
import pytest

from knowledge import paths
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder
from knowledge.search import HybridIndex, Passage
from knowledge.search_tokens import TokenEncoder, TokenIndex, Tokens

RED, BLUE, GREEN, GREY = np.eye(4, dtype=np.float16)
PARAGRAPHS = [
    "Die Fähre legt jeden Morgen um sieben in Rostock ab. Hunde fahren gratis mit. Im Winter fährt sie nur bis Gedser.",
    "Die Fähre legt jeden Abend um neun in Rostock ab. Fahrräder kosten zehn Euro. Im Winter fährt sie nur bis Gedser.",
    "Die Fähre nach Rostock hat ein Restaurant. Kinder essen dort zum halben Preis. Im Winter bleibt es geschlossen.",
    "",
]


def made(*vectors, ids=None):
    return Tokens(np.array(ids or range(len(vectors))), np.array(vectors, np.float16).reshape(-1, 4))


@pytest.fixture(scope="module")
def tokens():
    """The encoder that other corpora are searched with."""
    return TokenEncoder(paths.PLAIN_ENCODER)


def test_every_asked_token_needs_its_like():
    index = TokenIndex([made(RED, BLUE), made(RED, GREEN), made(GREY, GREY)])
    scores = index.scores(made(RED, BLUE), np.array([0, 1, 2]))
    assert scores.shape == (3,)
    assert scores[0] > scores[1] > scores[2]
    assert scores[0] == pytest.approx(1, abs=0.01)


def test_one_score_a_candidate_in_their_order():
    index = TokenIndex([made(RED, BLUE), made(RED, GREEN), made(GREY, GREY)])
    all_scores = index.scores(made(GREEN), np.array([0, 1, 2]))
    assert index.scores(made(GREEN), np.array([1, 0])) == pytest.approx(all_scores[[1, 0]])


def test_rare_tokens_weigh_more():
    often, rarely = 7, 8
    index = TokenIndex([made(RED, ids=[often]), made(BLUE, ids=[rarely]), made(RED, ids=[often]), made(RED, ids=[often])])
    scores = index.scores(made(RED, BLUE, ids=[often, rarely]), np.array([0, 1]))
    assert scores[1] > scores[0]


def test_a_passage_without_tokens_is_like_nothing():
    index = TokenIndex([made(), made(RED, BLUE), made(GREEN), made()])
    scores = index.scores(made(RED), np.array([0, 1, 3]))
    assert scores[1] > scores[0] == scores[2] == 0


def test_only_passages_without_tokens():
    assert not TokenIndex([made(), made()]).scores(made(RED), np.array([0, 1])).any()


def test_tokens_are_only_those_of_the_text(tokens):
    vectors, found = tokens.encode_tokens(["Frontex", "", "Frontex und Europol"], PASSAGE)
    assert vectors.shape == (3, tokens.dimensions)
    assert len(found[1].ids) == 0
    assert 0 < len(found[0].ids) < len(found[2].ids)
    assert all(one.vectors.shape == (len(one.ids), tokens.dimensions) for one in found)


def test_a_question_and_a_passage_have_the_same_tokens(tokens):
    asked, told = (tokens.encode_tokens(["Was macht Frontex?"], prefix)[1][0] for prefix in (QUERY, PASSAGE))
    assert asked.ids.tolist() == told.ids.tolist()


def test_vectors_are_those_of_the_plain_encoder(tokens):
    encoder = OnnxEncoder(paths.PLAIN_ENCODER)
    texts = ["Was macht Frontex?", "Die vier Agenturen der EU"]
    vectors, _ = tokens.encode_tokens(texts, QUERY)
    assert vectors == pytest.approx(encoder.encode([QUERY + text for text in texts]), abs=1e-5)


def test_texts_longer_than_the_encoder_reads(tokens):
    _, found = tokens.encode_tokens(["Grenze " * 2000], PASSAGE)
    assert 0 < len(found[0].ids) <= tokens.settings["max_tokens"]


@pytest.mark.parametrize(
    ("question", "right"),
    [("Darf mein Hund mitfahren?", 0), ("Wie teuer sind Fahrräder?", 1), ("Was kostet das Essen für Kinder?", 2)],
)
def test_the_paragraph_that_says_it_is_found(tokens, question, right):
    index = HybridIndex([Passage(text, text, "de") for text in PARAGRAPHS], *tokens.encode_tokens(PARAGRAPHS, PASSAGE))
    vectors, asked = tokens.encode_tokens([question], QUERY)
    assert index.search(question, vectors[0], "de", asked[0]).fused.argmax() == right


def test_only_the_best_change_places(tokens):
    texts = [f"Absatz {number} über die Fähre nach Rostock" for number in range(40)]
    vectors, told = tokens.encode_tokens(texts, PASSAGE)
    index = HybridIndex([Passage(text, text, "de") for text in texts], vectors, told)
    asked, found = tokens.encode_tokens(["Was steht in Absatz 17?"], QUERY)
    plain = index.search("Was steht in Absatz 17?", asked[0], "de").fused
    again = index.search("Was steht in Absatz 17?", asked[0], "de", found[0]).fused
    assert np.sort(again) == pytest.approx(np.sort(plain))
    assert (~np.isclose(again, plain, atol=1e-4)).sum() <= 12


@pytest.mark.parametrize("question", ["", "   ", "😀", "\x00"])
def test_odd_questions_have_finite_scores(tokens, question):
    index = HybridIndex([Passage(text, text, "de") for text in PARAGRAPHS], *tokens.encode_tokens(PARAGRAPHS, PASSAGE))
    vectors, asked = tokens.encode_tokens([question], QUERY)
    assert np.isfinite(index.search(question, vectors[0], "de", asked[0]).fused).all()
