"""What is slow to make is made once for all tests of this folder; nothing in it changes."""

import pytest

from knowledge import Knowledge, content, paths
from knowledge.compose import compose
from knowledge.decision import Decider
from knowledge.encoder.onnx import OnnxEncoder
from knowledge.scoring import Candidate, Scored
from tests.knowledge.toys import LIMITS, question


@pytest.fixture(scope="session")
def items():
    """The real content, checked."""
    return content.load()


@pytest.fixture(scope="session")
def encoder():
    """The real encoder, with a session of its own."""
    return OnnxEncoder(paths.ENCODER)


@pytest.fixture(scope="session")
def knowledge():
    """Everything, as the service loads it."""
    return Knowledge.load()


@pytest.fixture
def made(items):
    """What is composed for a question from an item."""
    return lambda text, item, language="de": compose(items, question(text, language), items.items[item])


@pytest.fixture
def decide(items):
    """Decides for the shares of some items; all others have none."""
    decider = Decider(items, LIMITS)

    def decision(text, shares, refusal=0.0, reason="not_in_sources", language="de", **act):
        names = sorted(items.items, key=lambda name: -shares.get(name, 0.0))
        candidates = [Candidate(name, shares.get(name, 0.0), 0.0) for name in names]
        return decider.decide(question(text, language), Scored(candidates, refusal, reason, **act))

    return decision
