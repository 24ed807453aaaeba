"""Slack, by its Events API and Web API (https://docs.slack.dev). An answer is a rich text, in which nothing can become markup."""

import hashlib
import hmac
import logging
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, ClassVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from ...checks import service
from ..channel import Channel, Failure, Finding, Inbound, Later, Message, Payload, Received, Rejected, Route
from ..configuration import secret, setting
from ..limits import Limits, utf16
from ..reading import as_text, json_object
from ..rendering import parts
from ..slack.blocks import payload_of
from ..slack.events import of_callback, of_form
from ..slack.failures import failure_of
from ..verifying import verify

logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)  # below that it logs what is sent; failures are logged by the lane

SCOPES = ("app_mentions:read", "chat:write", "im:history")
_FORM = "application/x-www-form-urlencoded"


def _bot_token(raw: str) -> str:
    if not raw.startswith("xoxb-"):
        raise ValueError("a Bot User OAuth Token, which begins with xoxb-")
    return secret(20)(raw)


class Slack(Channel):
    """Addresses are a direct chat's id, for a thread in a channel with ':' and the thread's time."""

    name = "slack"
    title = "Slack"
    SETTINGS: ClassVar = (
        setting("LOTSE_SLACK_BOT_TOKEN", None, _bot_token, "text", "the app's Bot User OAuth Token", secret=True),
        setting("LOTSE_SLACK_SIGNING_SECRET", None, secret(16), "text", "the app's Signing Secret", secret=True),
        setting("LOTSE_SLACK_URL", "https://slack.com/api", service, "URL", "where the Web API is"),
    )
    # Slack takes buttons of 75 characters, but says itself that it may show only 30 of them; a workspace may be sent several
    # hundred messages a minute.
    limits = Limits(text=3000, choices=25, choice_title=30, measure=utf16, per_second=5)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._client = WebClient(settings["bot_token"], f"{settings['url']}/", timeout=15, retry_handlers=[])

    def receive(self, request: Inbound) -> Received:
        """An event or Slack's challenge as JSON, or the press of a button as a form."""
        if request.method != "POST":
            raise Rejected(405, "Slack brings events with POST.")
        self._verify(request)
        if request.headers.get("Content-Type", "").startswith(_FORM):
            found = of_form(request.body)
        else:
            callback = json_object(request.body)
            if callback.get("type") == "url_verification":
                return Received(body=as_text(callback, "challenge", 1000))
            found = of_callback(callback) if callback.get("type") == "event_callback" else None
        return Received((found,) if found else ())

    def render(self, message: Message) -> list[Payload]:
        return [payload_of(part) for part in parts(message, self.limits, cards=True)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """Slack knows no keys: what it took without our hearing of it comes twice."""
        self._call("chat.postMessage", {"channel": address.partition(":")[0], **payload, **(
            {"thread_ts": route["thread"]} if route.get("thread") else {})})

    def check(self, public_url: str) -> list[Finding]:
        """Slack tells a bot neither its Request URLs nor its events; these stay for people to compare."""
        try:
            found = self._call("auth.test", {})
        except Failure as error:
            return [_trouble(error)]
        granted = {name.lower(): value for name, value in found.headers.items()}.get("x-oauth-scopes", "")
        missing = [scope for scope in SCOPES if scope not in granted.replace(" ", "").split(",")]
        return [Finding(True, f"Slack accepts the token: the bot is {found['user']} in the workspace {found['team']}."),
                _of_scopes(missing), _of_address(self.webhook(public_url))]

    def _verify(self, request: Inbound) -> None:
        """https://docs.slack.dev/authentication/verifying-requests-from-slack"""
        def sign(stamp: str) -> str:
            signed = b"v0:" + stamp.encode() + b":" + request.body
            return "v0=" + hmac.new(self.settings["signing_secret"].encode(), signed, hashlib.sha256).hexdigest()
        verify(request, "X-Slack-Request-Timestamp", "X-Slack-Signature", sign)

    def _call(self, method: str, body: dict[str, Any]) -> SlackResponse:
        try:
            return self._client.api_call(method, json=body)
        except SlackApiError as error:
            raise failure_of(error.response) from None
        except OSError as error:
            late = isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)
            raise Later("timeout" if late else "unreachable") from None
        except (HTTPException, ValueError, AttributeError):  # what came was no answer of Slack's
            raise Later("unreadable") from None


def _trouble(error: Failure) -> Finding:
    if isinstance(error, Later) and error.token:
        return Finding(False, f"Slack does not accept the token ({error.error}): in the app's settings, under OAuth & Permissions, "
                              "install the app anew and copy the Bot User OAuth Token into LOTSE_SLACK_BOT_TOKEN.")
    return Finding(False, f"Slack does not answer as it should ({error.error}): try again later, and check LOTSE_SLACK_URL.")


def _of_scopes(missing: list[str]) -> Finding:
    if not missing:
        return Finding(True, f"The app has the permissions it needs: {', '.join(SCOPES)}.")
    return Finding(False, f"The app has not the permission {', '.join(missing)}: in the app's settings, under OAuth & Permissions, "
                          "add it as a Bot Token Scope and install the app anew.")


def _of_address(address: str) -> Finding:
    if not address.startswith("https://"):
        return Finding(False, f"Slack brings events to https only, not to {address}: set LOTSE_PUBLIC_URL to an address with https.")
    return Finding(True, "Slack shows nobody but you where it brings events: in the app's settings, under Event Subscriptions and "
                         f"under Interactivity & Shortcuts, the Request URL must be {address}.")
