"""Whether a request is the Bot Connector's: the token that it signs, as "Authenticate requests from the Bot Connector
service to your bot" of Microsoft's documentation demands. Our own code, as Microsoft's library takes neither our clock
nor our addresses, and looks at neither endorsements nor a missing service URL."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import jwt

from ..channel import Rejected
from .keys import Key, Keys

_ISSUER = "https://api.botframework.com"
_LEEWAY_SECONDS = 300
_OURS = {"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_nbf": False, "verify_iat": False, "strict_aud": True}
"""The times are compared with the request's, not with the system's."""
_HOSTS = frozenset({"smba.trafficmanager.net"})
_DOMAINS = (".botframework.com", ".botframework.azure.us", ".teams.microsoft.com", ".teams.microsoft.us")


@dataclass(frozen=True)
class Sender:
    """What the token says: where answers go, and the channels that its key may sign for (None: any)."""

    service: str
    endorsements: tuple[str, ...] | None


def sender(header: str, app_id: str, keys: Keys, now: datetime) -> Sender:
    """Who sent a request with this Authorization header. Raises Rejected: 401 without a token, 403 for a wrong one."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Rejected(401, "A request must have a Bearer token of the Bot Connector.")
    key = _key(token, keys, now)
    claims = _claims(token, key, app_id)
    _check_times(claims, now.timestamp())
    service = claims.get("serviceurl")
    if not isinstance(service, str):
        raise Rejected(403, "The token names no service URL.")
    return Sender(service, key.endorsements)


def trusted(service: str, login: str) -> bool:
    """Whether our token may be sent to that service URL: to Microsoft's hosts, and, where the login itself is in a private
    network, to private addresses."""
    try:
        url = urlsplit(service)
        host = url.hostname or ""
    except ValueError:
        return False
    if url.username is not None or url.query or url.fragment:
        return False
    if url.scheme == "https" and (host in _HOSTS or host.endswith(_DOMAINS)):
        return True
    return url.scheme in ("http", "https") and _private(host) and _private(urlsplit(login).hostname or "")


def _key(token: str, keys: Keys, now: datetime) -> Key:
    try:
        name = jwt.get_unverified_header(token).get("kid")
    except jwt.PyJWTError:
        name = None
    found = keys.find(name, now.timestamp()) if isinstance(name, str) else None
    if found is None:
        raise Rejected(403, "The token is not signed with a key of the Bot Connector.")
    return found


def _claims(token: str, key: Key, app_id: str) -> dict[str, Any]:
    try:
        return jwt.decode(token, key.key, algorithms=["RS256"], audience=app_id, issuer=_ISSUER, options=_OURS)
    except jwt.PyJWTError:
        raise Rejected(403, "The token is not one of the Bot Connector for this bot.") from None


def _check_times(claims: dict[str, Any], now: float) -> None:
    begin, end = claims.get("nbf", 0), claims["exp"]
    if not all(isinstance(time, (int, float)) for time in (begin, end)):
        raise Rejected(403, "The token's times are no numbers.")
    if not begin - _LEEWAY_SECONDS <= now <= end + _LEEWAY_SECONDS:
        raise Rejected(403, "The token is expired, or not valid yet.")


def _private(host: str) -> bool:
    try:
        return ip_address(host).is_private
    except ValueError:
        return host == "localhost"
