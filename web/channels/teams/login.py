"""The token with which we write: fetched with the app's password, kept until shortly before it expires."""

import re
import threading
import time
from urllib.parse import quote

from ..channel import Later
from ..http import Api, Reply, failure

_SCOPE = "https://api.botframework.com/.default"
_MULTI_TENANT = "botframework.com"
_MARGIN_SECONDS = 300
_CODE = re.compile(r"[a-z_]{1,40}\Z")


class Login:
    """Made once, for all threads, of which one at a time fetches."""

    def __init__(self, api: Api, url: str, tenant: str, app_id: str, password: str) -> None:
        self._api, self._url = api, f"{url}/{quote(tenant or _MULTI_TENANT, safe='')}/oauth2/v2.0/token"
        self._form = {"grant_type": "client_credentials", "client_id": app_id, "client_secret": password, "scope": _SCOPE}
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def token(self) -> str:
        """One that is accepted for some minutes at least. Raises Later."""
        with self._lock:
            if not self._token or time.monotonic() >= self._until:
                self._fetch()
            return self._token

    def drop(self, token: str) -> None:
        """This one is not accepted any more."""
        with self._lock:
            if self._token == token:
                self._token = ""

    def _fetch(self) -> None:
        reply = self._api.call("POST", self._url, fields=self._form)
        token, seconds = reply.fields.get("access_token"), reply.fields.get("expires_in")
        if reply.status >= 300 or not isinstance(token, str) or not token:
            raise _failure(reply)
        self._token = token
        self._until = time.monotonic() + (seconds if isinstance(seconds, int) else 0) - _MARGIN_SECONDS


def _failure(reply: Reply) -> Later:
    """Away or busy; anything else, such as `invalid_client`, needs an operator."""
    found = failure(reply.status, reply.after)
    if isinstance(found, Later) and not found.token:
        return found
    code = reply.fields.get("error")
    return Later(code if isinstance(code, str) and _CODE.match(code) else f"login_{reply.status}", token=True)
