"""Calls of the action server share one connection, survive its restart, and Rasa is left alone if it changes."""

import asyncio
import importlib

import pytest
from aiohttp import ClientError, web
from rasa.utils.endpoints import EndpointConfig

from bot import action_connection


class Server:
    """An action server that notes from which port each call came."""

    def __init__(self) -> None:
        self.ports: list[int] = []

    async def _answer(self, request: web.Request) -> web.Response:
        self.ports.append(request.transport.get_extra_info("peername")[1])
        return web.json_response({"events": [], "responses": []})

    async def start(self, port: int = 0) -> int:
        app = web.Application()
        app.router.add_post("/webhook", self._answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port, reuse_address=True).start()
        return self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self._runner.cleanup()


@pytest.fixture(autouse=True)
def installed() -> None:
    assert action_connection.install()


def _endpoint(port: int) -> EndpointConfig:
    return EndpointConfig(f"http://127.0.0.1:{port}/webhook")


def test_calls_share_a_connection():
    async def calls() -> list[int]:
        server = Server()
        endpoint = _endpoint(await server.start())
        for _ in range(3):
            assert await endpoint.request(json={"next_action": "action_ask"}) == {"events": [], "responses": []}
        await server.stop()
        return server.ports

    assert len(set(asyncio.run(calls()))) == 1


def test_calls_at_once_each_have_their_own():
    async def calls() -> list[int]:
        server = Server()
        endpoint = _endpoint(await server.start())
        await asyncio.gather(*(endpoint.request(json={}) for _ in range(4)))
        await server.stop()
        return server.ports

    assert len(asyncio.run(calls())) == 4


def test_a_restarted_server_is_found_again():
    async def calls() -> int:
        first = Server()
        port = await first.start()
        endpoint = _endpoint(port)
        await endpoint.request(json={})
        await first.stop()
        with pytest.raises(ClientError):
            await endpoint.request(json={})
        second = Server()
        await second.start(port)
        await endpoint.request(json={})
        await second.stop()
        return len(second.ports)

    assert asyncio.run(calls()) == 1


def test_headers_and_passwords_go_along():
    async def call() -> dict:
        endpoint = EndpointConfig("http://127.0.0.1:9/webhook", headers={"X-One": "1"}, basic_auth={"username": "a", "password": "b"})
        async with endpoint.session() as made:
            return {"header": made.headers["X-One"], "user": made.auth.login}

    assert asyncio.run(call()) == {"header": "1", "user": "a"}


def test_another_rasa_is_left_alone(monkeypatch, caplog):
    def changed(self):
        return None

    monkeypatch.setattr(EndpointConfig, "session", changed)
    importlib.reload(action_connection)
    assert not action_connection.install()
    assert EndpointConfig.session is changed and "have changed" in caplog.text
