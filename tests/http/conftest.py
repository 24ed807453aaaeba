"""The running service these tests talk to: its address is in the environment variable LOTSE_URL."""

import os
import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest


@pytest.fixture(scope="session")
def service() -> Iterator[httpx.Client]:
    """A client of the running service."""
    url = os.environ.get("LOTSE_URL")
    if not url:
        pytest.fail("These tests need a running service: set LOTSE_URL to its address, "
                    "for example http://127.0.0.1:8080.", pytrace=False)
    with httpx.Client(base_url=url, timeout=30) as client:
        yield client


@pytest.fixture
def sender() -> str:
    """A sender nobody has used before."""
    return f"test-{uuid.uuid4()}"


@pytest.fixture
def send(service: httpx.Client, sender: str) -> Callable[..., httpx.Response]:
    """Sends one message over the REST channel."""
    def send_message(message: object, **fields: object) -> httpx.Response:
        body = {"sender": sender, "message": message} | fields
        return service.post("/webhooks/rest/webhook", json=body)
    return send_message
