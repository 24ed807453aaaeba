"""The fitted numbers are read, written and checked."""

import pytest

from knowledge import thresholds
from knowledge.schema import ContentError
from knowledge.thresholds import Thresholds
from tests.knowledge.toys import write

RIGHT = {
    "weights": {"vector": 0.5, "ngrams": 0.6, "neighbours": 0.7, "retrieval": 0.1},
    "refusal_bias": 0.3, "refuse": 0.5, "answer": 0.4, "clarify": 0.2,
    "follow_ups": {"alone": 0.6, "behind_title": 0.8, "refusals": -1.5},
}  # fmt: skip


def without(name: str) -> dict:
    return {key: value for key, value in RIGHT.items() if key != name}


def test_what_is_saved_is_loaded(tmp_path):
    fitted = Thresholds(**RIGHT)
    thresholds.save(fitted, tmp_path / "decision.yml")
    assert thresholds.load(tmp_path / "decision.yml") == fitted


@pytest.mark.parametrize("name", list(RIGHT))
def test_a_missing_value_names_file_and_command(tmp_path, name):
    write(tmp_path, "decision.yml", without(name))
    with pytest.raises(ContentError, match=r"decision\.yml.*calibrate"):
        thresholds.load(tmp_path / "decision.yml")


@pytest.mark.parametrize(
    "data",
    [
        "",
        "- 1",
        "words",
        RIGHT | {"colour": 1.0},
        RIGHT | {"refuse": "much"},
        RIGHT | {"refuse": None},
        RIGHT | {"weights": {}},
        RIGHT | {"follow_ups": {"alone": 1.0}},
    ],
)
def test_another_shape_names_the_file(tmp_path, data):
    write(tmp_path, "decision.yml", data)
    with pytest.raises(ContentError, match=r"decision\.yml"):
        thresholds.load(tmp_path / "decision.yml")


def test_the_fitted_numbers_are_in_order():
    fitted = thresholds.load()
    assert all(weight > 0 for weight in fitted.weights.values())
    assert 0 < fitted.clarify < fitted.answer < 1
    assert 0 < fitted.refuse < 1
