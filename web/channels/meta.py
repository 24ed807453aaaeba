"""What WhatsApp and Messenger share: signed notifications of Meta, and calls of its Graph API."""

import hmac
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from .channel import Blocked, Failure, Finding, Inbound, Later, Received, Refused, Rejected
from .http import Api, Reply, failure
from .reading import as_object, json_object

_CHALLENGE = re.compile(r"[\w.-]{1,200}\Z", re.ASCII)

# Codes and subcodes of errors, as the Graph API, the Cloud API of WhatsApp and the Send API of Messenger document them.
_UNREACHABLE = frozenset({551, 131026})
_UNREACHABLE_SUBCODES = frozenset({2018001, 2018108, 1545041})
_WINDOW_SUBCODES = frozenset({2018065, 2018278, 2534022})
_MISSING = 33
"""As code or subcode: the page or number of the settings is not there, or not for this token."""
_PAIR = 131056
_BUSY = frozenset({4, 17, 32, 613, 80006, 80007, 80008, 130429, 131048})
_TEMPORARY = frozenset({1, 2, 1200, 131000, 131016, 131057, 133004})
_OPERATOR = frozenset({0, 3, 10, 102, 190, *range(200, 300), 368, 131005, 131031, 131042, 133010})
# Meta says "try again later" and not when. The limit of a pair is one message in six seconds.
_BUSY_SECONDS, _PAIR_SECONDS = 30.0, 6.0


def handshake(request: Inbound, token: str) -> Received:
    """The answer to Meta's question whether the address is ours, once it knows the verify token. Raises Rejected."""
    query = request.query
    known = hmac.compare_digest(query.get("hub.verify_token", "").encode(), token.encode())
    if query.get("hub.mode") != "subscribe" or not known:
        raise Rejected(403, "The verify token is not right.")
    if not _CHALLENGE.match(query.get("hub.challenge", "")):
        raise Rejected(400, "The field hub.challenge is missing.")
    return Received(body=query["hub.challenge"])


def entries(request: Inbound, secret: str, about: str) -> list[dict[str, Any]]:
    """The entries of a notification about such an object; none if it is about another. Raises Rejected.

    Meta signs no time: what is sent again is known by the ids of its messages.
    """
    if request.method != "POST":
        raise Rejected(405, "Notifications are sent with POST.")
    expected = "sha256=" + hmac.new(secret.encode(), request.body, "sha256").hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("X-Hub-Signature-256", "").encode()):
        raise Rejected(401, "The signature in X-Hub-Signature-256 is not right.")
    notification = json_object(request.body)
    return list(objects(notification, "entry")) if notification.get("object") == about else []


def objects(fields: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a list that may be missing. Raises Rejected."""
    values = fields.get(name)
    if not isinstance(values, list | None):
        raise Rejected(400, f"The field {name} must be a list.")
    return (as_object(value, f"one of {name}") for value in values or [])


class Graph:
    """Calls of the Graph API with one token, each with the proof that we know the app's secret. Made once a channel."""

    def __init__(self, base: str, token: str, secret: str) -> None:
        self._api = Api(base, {"Authorization": f"Bearer {token}"})
        self._proof = hmac.new(secret.encode(), token.encode(), "sha256").hexdigest()

    def call(self, method: str, path: str, body: Any = None, **query: str) -> dict[str, Any]:
        """What a success holds. Raises Failure."""
        reply = self._api.call(method, f"{path}?{urlencode({**query, 'appsecret_proof': self._proof})}", body)
        if reply.status >= 300 or "error" in reply.fields:
            raise problem(reply)
        return reply.fields

    def find(self, path: str, **query: str) -> dict[str, Any] | Finding:
        """What a GET holds, or the finding that it failed."""
        try:
            return self.call("GET", path, **query)
        except Failure as error:
            return unsuccessful("Asking Meta", error)

    def close(self) -> None:
        """Gives back connections."""
        self._api.close()


def problem(reply: Reply) -> Failure:
    """What an error means; the status counts where its code is not known."""
    error = reply.fields.get("error")
    error = error if isinstance(error, dict) else {}
    code, subcode = error.get("code"), error.get("error_subcode")
    if not isinstance(code, int):
        return failure(reply.status, reply.after)
    if subcode in _WINDOW_SUBCODES:
        return Refused(f"{code}-{subcode}")
    if code in _UNREACHABLE or subcode in _UNREACHABLE_SUBCODES:
        return Blocked(str(code))
    return _passing(code, error, reply) or Refused(str(code))


def unsuccessful(what: str, error: Failure) -> Finding:
    """The finding that a call failed, with what to do about it."""
    token = isinstance(error, Later) and error.token
    advice = "make a new token with the right permissions" if token else "check the ids in the settings, and try again later"
    return Finding(False, f"{what} failed ({error.error}): {advice}.")


def _passing(code: int, error: Mapping[str, Any], reply: Reply) -> Failure | None:
    """What will be over some time."""
    if code == _PAIR:
        return Later(str(code), _PAIR_SECONDS, chat=True)
    if code in _BUSY:
        return Later(str(code), reply.after or _BUSY_SECONDS)
    if code in _OPERATOR or _MISSING in (code, error.get("error_subcode")):
        return Later(str(code), token=True)
    if code in _TEMPORARY or error.get("is_transient") is True:
        return Later(str(code))
    found = failure(reply.status, reply.after)
    return found if isinstance(found, Later) else None
