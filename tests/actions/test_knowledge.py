"""The knowledge base is loaded once, before the server answers."""

import threading
import time

import pytest
from rasa_sdk.plugin import plugin_manager

from actions import _knowledge


class Toy:
    """Remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def ask(self, text):
        self.asked.append(text)


@pytest.fixture
def loads(monkeypatch):
    """How often the knowledge base was loaded; loading takes a moment."""
    count = []

    def load():
        count.append(1)
        time.sleep(0.05)
        return Toy()

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(_knowledge.Knowledge, "load", load)
    _knowledge._live.cache_clear()
    yield count
    _knowledge._live.cache_clear()


def test_many_threads_load_it_once(loads):
    threads = [threading.Thread(target=_knowledge.knowledge) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loads) == 1


def test_it_follows_the_database_that_the_environment_names(loads, monkeypatch):
    followed = []
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/lotse")
    monkeypatch.setattr(_knowledge, "Live", lambda load, address: followed.append(address) or Toy())
    monkeypatch.setattr(Toy, "current", lambda self: self, raising=False)
    assert _knowledge.knowledge() is _knowledge.knowledge()
    assert followed == ["postgresql://somewhere/lotse"]


def test_the_server_loads_it_before_it_starts(loads):
    class App:
        def register_listener(self, listener, event):
            assert event == "before_server_start"
            listener(self, None)

    plugin_manager().hook.attach_sanic_app_extensions(app=App())
    assert len(loads) == 1
    assert len(_knowledge.knowledge().asked) == 2  # the first visitor need not wait for word lists
