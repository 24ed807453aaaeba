"""Which addresses a webhook may have: https anywhere, http only where nobody in between can listen."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

_MOST = 2000


class BadAddress(ValueError):
    """The address cannot be used; `code` says why: length, form, credentials, fragment, insecure."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def checked(raw: str) -> str:
    """The address without blanks around it. Raises BadAddress."""
    url = raw.strip()
    if len(url) > _MOST:
        raise BadAddress("length")
    parts = _parts(url)
    if parts.username is not None or parts.password is not None:
        raise BadAddress("credentials")
    if "#" in url:
        raise BadAddress("fragment")
    if parts.scheme == "http" and not is_private(parts.hostname or ""):
        raise BadAddress("insecure")
    return url


def is_private(host: str) -> bool:
    """Whether the host has addresses, all of them of this machine or a private network."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        addresses = [ipaddress.ip_address(str(address).partition("%")[0]) for address in found]
    except (OSError, ValueError):
        return False
    return bool(addresses) and all(address.is_private or address.is_loopback for address in addresses)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not url.isascii() or not url.isprintable() or any(sign in url for sign in " \\\"<>"):
        raise BadAddress("form")
    return parts
