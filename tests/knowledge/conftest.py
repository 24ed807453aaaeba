"""What is slow to make is made once for all tests of this folder; nothing in it changes."""

import pytest

from knowledge import Knowledge, content, paths
from knowledge.compose import compose
from knowledge.encoder.onnx import OnnxEncoder
from tests.knowledge.toys import question


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
