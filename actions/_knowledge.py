"""The knowledge base, loaded once in the process that answers; it follows what is published."""

from __future__ import annotations

import os
import sys
import threading
from functools import lru_cache

import pluggy
from rasa_sdk.plugin import plugin_manager
from sanic import Sanic

from knowledge import Knowledge
from knowledge.live import Live

hookimpl = pluggy.HookimplMarker("rasa_sdk")
_loading = threading.Lock()
WARMING = ("Welche fünf Schlüsselbereiche gibt es?", "When does the partnership with Niger date from?")


@lru_cache(maxsize=1)
def _live() -> Live:
    return Live(Knowledge.load, os.environ.get("DATABASE_URL"))


def knowledge() -> Knowledge:
    """What answers now, with all that is published; the first call takes about two seconds, whatever the thread."""
    with _loading:
        live = _live()
    return live.current()


def _load_before_start(*_: object) -> None:
    """The first question would wait two seconds for word lists and patterns; these go first instead."""
    for text in WARMING:
        knowledge().ask(text)


@hookimpl
def attach_sanic_app_extensions(app: Sanic) -> None:
    """Rasa's hook: the server answers `/health` only once the knowledge is there; no turn pays for it.

    Not at import, where the process that only watches over the worker would load it too.
    """
    app.register_listener(_load_before_start, "before_server_start")


if not plugin_manager().is_registered(sys.modules[__name__]):
    plugin_manager().register(sys.modules[__name__])
