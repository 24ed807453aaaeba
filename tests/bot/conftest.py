"""These tests need Rasa's own environment (Python 3.10) and are left out in the application's."""

import importlib.util
import os

import pytest

collect_ignore_glob = [] if importlib.util.find_spec("rasa") else ["test_*.py"]


@pytest.fixture
def postgres() -> None:
    """These tests talk to a real Postgres; `make test` starts one and says where."""
    if not os.environ.get("TEST_DATABASE_URL"):
        pytest.fail("Set TEST_DATABASE_URL to the address of a Postgres, or run `make test`.", pytrace=False)
