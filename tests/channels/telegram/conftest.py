"""The channel, and the Bot API on loopback with people who use it."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from web.channels import configuration
from web.channels.channel import Inbound, Received
from web.channels.providers.telegram import Telegram

from ..providers.telegram import SECRET, TelegramProvider


@pytest.fixture
def provider() -> Iterator[TelegramProvider]:
    made = TelegramProvider()
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def telegram(provider: TelegramProvider) -> Iterator[Telegram]:
    made = Telegram(configuration.set_up(provider.settings())["telegram"])
    yield made
    made.close()


@pytest.fixture
def receive(telegram: Telegram) -> Callable[[object], Received]:
    """What the channel makes of a body that Telegram brings."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    return lambda body: telegram.receive(Inbound("POST", headers, {}, json.dumps(body).encode(), datetime(2026, 5, 4, 12, tzinfo=UTC)))


@pytest.fixture
def read(receive):
    """The same for the fields of an update; None if they are nothing for us."""
    return lambda **fields: next(iter(receive({"update_id": 10000, **fields}).messages), None)
