"""The channel alone, without the service: what it hears, and where it goes on."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest

from web.channels.channel import Incoming, Message, Route
from web.channels.configuration import read
from web.channels.providers.matrix import Matrix

from ..providers.matrix import MatrixProvider

_LONGEST = 10.0


class Ear:
    """`patience` as of the channel."""

    def __init__(self, settings: dict[str, str], patience: float = Matrix.patience, cursor: Any = None) -> None:
        self.channel = Matrix(read(Matrix, settings))
        self.channel.patience = patience
        self.cursor = cursor
        self.heard: list[Incoming] = []

    def hear(self, number: int = 0) -> list[Incoming]:
        """Listens until so many more messages came (0: once); those messages."""
        before, stopped = len(self.heard), Event()
        timer = Timer(_LONGEST, stopped.set)
        timer.start()
        while not stopped.is_set():
            self.channel.listen(self.accept, self.cursor, stopped)
            if len(self.heard) - before >= number:
                break
        timer.cancel()
        assert len(self.heard) - before >= number, self.heard[before:]
        return self.heard[before:]

    def accept(self, messages: list[Incoming], cursor: Any = None) -> None:
        self.heard += messages
        self.cursor = cursor

    def close(self) -> None:
        self.channel.close()


def own(settings: dict[str, str], folder: Path, **changed: str) -> dict[str, str]:
    """Settings with a folder of keys of its own."""
    return settings | {"LOTSE_MATRIX_STORE": str(folder)} | changed


def facts(messages: list[Incoming]) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in messages]


def answer(ear: Ear, place: str, text: str = "Vier.", key: str = "k1", route: Route | None = None) -> None:
    """Sends an answer, of several messages where it is long."""
    for number, payload in enumerate(ear.channel.render(Message(text, "de"))):
        ear.channel.send(place, route or {}, payload, f"{key}-{number}")


@pytest.fixture
def provider() -> Iterator[MatrixProvider]:
    """Only this one, where a test would else be run for all."""
    made = MatrixProvider()
    yield made
    made.close()
    assert made.complaints == []


@pytest.fixture
def ear(provider: MatrixProvider) -> Iterator[Ear]:
    """Listens since now."""
    made = Ear(provider.settings())
    made.hear()
    yield made
    made.close()
