"""Microsoft Teams, by the REST interface of the Bot Framework. `docs/channels/teams.md` says how a bot is set up."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import quote

from ...checks import optional, service
from ..channel import (
    Blocked,
    Channel,
    Failure,
    Finding,
    Inbound,
    Later,
    Message,
    Payload,
    Received,
    Refused,
    Rejected,
    Route,
)
from ..configuration import identifier, secret, setting
from ..http import Api, Reply, failure
from ..reading import json_object
from ..teams.activities import read
from ..teams.bearer import sender, trusted
from ..teams.cards import LIMITS, activities
from ..teams.keys import Keys
from ..teams.login import Login

_CHANNEL = "msteams"
# All other refusals of 403 say that the bot is blocked, removed, or disabled by the tenant's administrator.
_NOT_BLOCKED = frozenset({"InvalidBotApiHost", "NotEnoughPermissions"})
_CODE = re.compile(r"[A-Za-z]{1,40}\Z")
_PORTAL = "In the Azure portal, the bot's page Configuration must have this messaging endpoint: {url}"


class Teams(Channel):
    """Answers go to the service URL that came with the newest message of the chat."""

    name = "teams"
    title = "Microsoft Teams"
    SETTINGS: ClassVar = (
        setting("LOTSE_TEAMS_APP_ID", None, identifier, "text", "the bot's Microsoft App ID"),
        setting("LOTSE_TEAMS_APP_PASSWORD", None, secret(16), "text", "the value of the app's client secret", secret=True),
        setting("LOTSE_TEAMS_TENANT_ID", "", optional(identifier), "text",
                "the tenant of a single-tenant bot; empty for an older multi-tenant bot"),
        setting("LOTSE_TEAMS_LOGIN_URL", "https://login.microsoftonline.com", service, "URL", "where tokens are fetched"),
        setting("LOTSE_TEAMS_KEYS_URL", "https://login.botframework.com/v1/.well-known/openidconfiguration", service, "URL",
                "OpenID metadata of the Bot Connector"),
    )
    limits = LIMITS

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._api = Api("")
        self._keys = Keys(self._api, settings["keys_url"])
        self._login = Login(self._api, settings["login_url"], settings["tenant_id"], settings["app_id"],
                            settings["app_password"])

    def receive(self, request: Inbound) -> Received:
        """One activity, with the Bot Connector's token."""
        if request.method != "POST":
            raise Rejected(405, "Activities are sent with POST.")
        found = sender(request.headers.get("Authorization", ""), self.settings["app_id"], self._keys, request.now)
        activity = json_object(request.body)
        if activity.get("channelId") != _CHANNEL:
            return Received()
        if found.endorsements is not None and _CHANNEL not in found.endorsements:
            raise Rejected(403, "The token's key may not sign for Teams.")
        if activity.get("serviceUrl") != found.service or not self._trusted(found.service):
            raise Rejected(403, "The service URL is not the token's, or not Microsoft's.")
        incoming = read(activity, self.settings["tenant_id"])
        return Received((incoming,) if incoming else ())

    def render(self, message: Message) -> list[Payload]:
        return activities(message)

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """The Bot Connector knows no key by which it would see a repetition."""
        self._post(address, route, payload)

    def typing(self, address: str, route: Route) -> None:
        self._post(address, route, {"type": "typing"})

    def check(self, public_url: str) -> list[Finding]:
        """The endpoint can only be read and set in the Azure portal."""
        endpoint = Finding(True, _PORTAL.format(url=self.webhook(public_url)))
        missing = Finding(False, "LOTSE_PUBLIC_URL must be set to the https address under which Microsoft can reach Lotse.")
        return [self._check_login(), self._check_keys(), endpoint if public_url.startswith("https://") else missing]

    def close(self) -> None:
        self._api.close()

    def _trusted(self, url: str) -> bool:
        return trusted(url, self.settings["login_url"])

    def _post(self, address: str, route: Route, activity: dict[str, Any]) -> None:
        url = route.get("service", "")
        if not self._trusted(url):
            raise Refused("service_url")
        token = self._login.token()
        body = {**activity, "from": {"id": route["bot"]}, "conversation": {"id": address}}
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
        path = f"/v3/conversations/{quote(address, safe='')}/activities"
        reply = self._api.call("POST", url.rstrip("/") + path, body, headers=headers)
        if reply.status == 401:
            self._login.drop(token)
        if reply.status >= 300:
            raise _failure(reply)

    def _check_login(self) -> Finding:
        try:
            self._login.token()
        except Later as error:
            advice = ("check LOTSE_TEAMS_APP_ID, LOTSE_TEAMS_TENANT_ID, and whether the client secret has expired"
                      if error.token else "try again later, and check LOTSE_TEAMS_LOGIN_URL")
            return Finding(False, f"Microsoft gives no token ({error.error}): {advice}.")
        return Finding(True, "Microsoft accepts the app's id and password.")

    def _check_keys(self) -> Finding:
        try:
            keys = self._keys.read()
        except Failure as error:
            return Finding(False, f"The Bot Connector's keys cannot be read ({error.error}): check LOTSE_TEAMS_KEYS_URL.")
        return Finding(True, f"The Bot Connector's {len(keys)} keys can be read.")


def _failure(reply: Reply) -> Failure:
    """As "Status codes from bot conversational APIs" of Microsoft's documentation says."""
    error = reply.fields.get("error")
    code = error.get("code") if isinstance(error, dict) else None
    name = code if isinstance(code, str) and _CODE.match(code) else str(reply.status)
    if reply.status == 403:
        return Refused(name) if name in _NOT_BLOCKED else Blocked(name)
    if reply.status == 404 and name == "ConversationNotFound":
        return Blocked(name)
    if reply.status == 412:
        return Later(name)
    return failure(reply.status, reply.after)
