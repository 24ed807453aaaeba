"""Every app before the real Rasa: a web tier of the tests with one channel, beside the running service."""

import os

import httpx
import psycopg
import pytest

from tests.channels.conftest import database, knowledge, make_app, provider, rasa
from tests.channels.provider import Provider
from tests.channels.world import World
from tests.http.conftest import service
from tests.web.conftest import own_database
from tests.web.tables import empty
from tests.web.visits import ALWAYS

SERVICE_DATABASE = os.environ.get("TEST_DATABASE_URL", "")
"""Where the service's Rasa keeps its conversations."""

__all__ = ["database", "knowledge", "make_app", "provider", "rasa", "service"]


@pytest.fixture(scope="session")
def database_url():
    """A database of its own, away from the service's."""
    with own_database() as url:
        yield url


@pytest.fixture
def world(provider: Provider, make_app, database: psycopg.Connection, service: httpx.Client) -> World:
    """A web tier with this provider's channel, in front of the service's own Rasa."""
    empty(database, "channel_state")
    _forget()
    rasa_url = f"http://127.0.0.1:{os.environ['RASA_PORT']}"
    app = make_app(LOTSE_HOURS=ALWAYS, LOTSE_PUBLIC_URL="https://lotse.example.org", RASA_URL=rasa_url,
                   LOTSE_LANGUAGE="de", **provider.settings())
    return World(app, provider, database)


def _forget() -> None:
    """A chat of the tests has the same name in every test; what Rasa remembers of the one before must not count."""
    with psycopg.connect(SERVICE_DATABASE, autocommit=True) as connection:
        connection.execute("TRUNCATE rasa_tracker")
