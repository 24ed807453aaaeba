"""Ports that are set now and used later."""

import socket

from start import ports


def test_they_are_free_and_different():
    found = ports.free_ports(20)
    assert len(set(found)) == 20
    for port in found:
        with socket.socket() as server:
            server.bind(("127.0.0.1", port))


def test_a_port_in_use_is_not_among_them(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        used = taken.getsockname()[1]
        monkeypatch.setattr(ports, "QUIET", [used, *ports.free_ports(1)])
        assert ports.free_ports(1) != [used]


def test_no_outgoing_connection_gets_one():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getsockname()[1] not in ports.QUIET
