"""The same world for every provider: a real Postgres, a fake Rasa, the provider's server on loopback or its software."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.web.conftest import database, database_url, knowledge, make_app, rasa
from tests.web.tables import empty
from tests.web.visits import ALWAYS

from . import providers
from .provider import Provider
from .world import World

__all__ = ["database", "database_url", "knowledge", "make_app", "rasa"]


@pytest.fixture(params=providers.NAMES)
def provider(request: pytest.FixtureRequest) -> Iterator[Provider]:
    """Each provider in turn."""
    made = providers.make(request.param)
    yield made
    made.close()


@pytest.fixture
def world(provider: Provider, make_app, database: psycopg.Connection) -> World:
    """A web tier where people are always there, with this provider's channel."""
    empty(database, "channel_state")
    app = make_app(LOTSE_HOURS=ALWAYS, LOTSE_PUBLIC_URL="https://lotse.example.org", **provider.settings())
    return World(app, provider, database)
