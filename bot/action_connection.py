"""Connections to the action server that stay open between turns.

Rasa 3.6 opens a connection for every action and closes it again: on both sides a millisecond of every turn.
`install` gives the sessions of its endpoints a connector that outlives them. It leaves Rasa alone if the
method is not the one it was written against.
"""
from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

import aiohttp
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import EndpointConfig

from bot.patch import replace

# SHA-256 of the source of EndpointConfig.session in Rasa 3.6.21.
KNOWN_SOURCE = "e55aa13d9d4fb4bc440ac33b870a97ee162b76dda7ccb6bf68433567475fdffb"
KEPT_SECONDS = 15  # less than the 120 s after which the action server closes an idle connection

_connectors: WeakKeyDictionary[asyncio.AbstractEventLoop, aiohttp.TCPConnector] = WeakKeyDictionary()


def connector() -> aiohttp.TCPConnector:
    """The running event loop's own; two loops must not share one."""
    loop = asyncio.get_running_loop()
    if loop not in _connectors:
        _connectors[loop] = aiohttp.TCPConnector(keepalive_timeout=KEPT_SECONDS)
    return _connectors[loop]


def session(self: EndpointConfig) -> aiohttp.ClientSession:
    """As Rasa's own, but what it opens stays open when it is closed."""
    auth = aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
    return aiohttp.ClientSession(
        headers=self.headers, auth=auth, timeout=aiohttp.ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        connector=connector(), connector_owner=False,
    )  # fmt: skip


def install() -> bool:
    """Puts the lasting connections in place; False, and a line in the log, if Rasa has changed."""
    otherwise = "Rasa's endpoint sessions have changed: left as they are, turns take longer."
    return replace(EndpointConfig, "session", session, KNOWN_SOURCE, otherwise)
