"""How both servers are reached: always encrypted and with a checked certificate, but for machines of the own network."""

import ipaddress
import socket
import ssl
from collections.abc import Mapping
from typing import Any

from ..channel import Later

SECONDS = 15.0
_HUNG_UP = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
SECURITY = ("tls", "starttls", "none")


def context(settings: Mapping[str, Any]) -> ssl.SSLContext:
    """Raises Later if the file of LOTSE_EMAIL_CA cannot be used."""
    try:
        return ssl.create_default_context(cafile=settings["ca"] or None)
    except OSError:  # ssl.SSLError is one
        raise Later("ca_file", token=True) from None


def check_clear(host: str, port: int) -> None:
    """Raises Later if the host is not private: then nothing may go to it in the clear."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not all(ipaddress.ip_address(one[4][0]).is_private for one in found):
        raise Later("not_private", token=True)


def of_connection(error: OSError) -> Later:
    """What failed before anything was said."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Later("certificate", token=True)
    if isinstance(error, ssl.SSLError) and not isinstance(error, _HUNG_UP):
        return Later("encryption", token=True)
    return Later("timeout" if isinstance(error, TimeoutError) else "unreachable")
