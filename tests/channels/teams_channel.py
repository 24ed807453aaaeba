"""The channel of Teams with Microsoft on loopback, without the web tier around it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from web.channels import configuration
from web.channels.channel import Inbound, Incoming, Rejected
from web.channels.providers.teams import Teams

from .providers.teams import TeamsProvider


@pytest.fixture
def microsoft() -> Iterator[TeamsProvider]:
    made = TeamsProvider()
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def teams(microsoft: TeamsProvider) -> Iterator[Teams]:
    made = channel(microsoft)
    yield made
    made.close()


def channel(microsoft: TeamsProvider, **changed: str) -> Teams:
    return Teams(configuration.set_up(microsoft.settings() | changed)["teams"])


def bring(teams: Teams, microsoft: TeamsProvider, activity: dict, later: float = 0, token: str | None = None) -> tuple[Incoming, ...]:
    """What the channel makes of an activity with a right token, `later` seconds from now."""
    token = token or microsoft.token(serviceurl=activity.get("serviceUrl"))
    now = datetime.now(UTC) + timedelta(seconds=later)
    headers = {"Authorization": f"Bearer {token}"}
    return teams.receive(Inbound("POST", headers, {}, json.dumps(activity).encode(), now)).messages


def status(teams: Teams, microsoft: TeamsProvider, activity: dict, **how) -> int:
    """With which status it is turned away."""
    with pytest.raises(Rejected) as caught:
        bring(teams, microsoft, activity, **how)
    return caught.value.status
