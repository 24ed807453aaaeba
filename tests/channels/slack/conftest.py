"""The channel, and Slack on loopback with people who use it."""

from collections.abc import Iterator

import psycopg
import pytest

from tests.web.tables import empty
from tests.web.visits import ALWAYS
from web.channels import configuration
from web.channels.providers.slack import Slack

from ..providers.slack import SlackProvider
from ..world import World
from .bringing import PUBLIC


@pytest.fixture
def provider() -> Iterator[SlackProvider]:
    made = SlackProvider()
    yield made
    made.close()


@pytest.fixture
def slack(provider: SlackProvider) -> Slack:
    return configuration.make(configuration.set_up(provider.settings()))[0]


@pytest.fixture
def world(provider: SlackProvider, make_app, database: psycopg.Connection) -> World:
    empty(database, "channel_state")
    return World(make_app(LOTSE_HOURS=ALWAYS, LOTSE_PUBLIC_URL=PUBLIC, **provider.settings()), provider, database)
