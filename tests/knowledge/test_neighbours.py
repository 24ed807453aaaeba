"""int8 cosines are those of float32 but for rounding, also after a model was saved and loaded."""

import pickle

import numpy as np
import pytest

from knowledge.neighbours import Neighbours


def unit(count: int, dimensions: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("count, dimensions", [(1, 8), (7, 384), (2000, 384)])
def test_cosines_are_those_of_float32(count: int, dimensions: int) -> None:
    known, asked = unit(count, dimensions, 1), unit(20, dimensions, 2)
    found = np.array([Neighbours(known).cosines(vector) for vector in asked])
    assert found.shape == (20, count)
    assert np.abs(found - asked @ known.T).max() < 0.01


def test_a_vector_is_nearest_to_itself() -> None:
    known = unit(500, 384, 3)
    neighbours = Neighbours(known)
    assert [int(neighbours.cosines(vector).argmax()) for vector in known[:50]] == list(range(50))
    assert neighbours.cosines(known[9])[9] == pytest.approx(1, abs=0.01)


def test_nothing_divides_by_zero() -> None:
    assert np.isfinite(Neighbours(np.zeros((3, 8))).cosines(np.zeros(8, np.float32))).all()


def test_it_survives_being_saved() -> None:
    neighbours, asked = Neighbours(unit(40, 16, 4)), unit(1, 16, 5)[0]
    again = pickle.loads(pickle.dumps(neighbours))
    assert len(again) == 40 and (again.cosines(asked) == neighbours.cosines(asked)).all()
