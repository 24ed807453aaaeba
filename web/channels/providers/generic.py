"""Any other system: signed JSON over HTTP, both ways. `docs/channels/generic.md` describes it."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

from ...checks import service
from ...webhooks.post import Outcome, post
from ...webhooks.signature import sign
from ..channel import Channel, Finding, Inbound, Incoming, Later, Message, Payload, Received, Refused, Rejected, Route
from ..configuration import secret, setting
from ..limits import Limits
from ..reading import as_object, as_text, iso, json_value
from ..verifying import verify

_KINDS = ("text", "choice", "unreadable", "started", "edited", "deleted", "stopped")


class Generic(Channel):
    """The other system signs what it sends as we sign what we send: HMAC-SHA256 over the time and the body."""

    name = "generic"
    title = "Webhook"
    SETTINGS: ClassVar = (
        setting("LOTSE_GENERIC_SECRET", None, secret(32), "text", "the secret that signs both directions", secret=True),
        setting("LOTSE_GENERIC_URL", None, service, "URL", "where answers are sent to"),
    )
    limits = Limits(text=20_000, choices=20, choice_title=200, per_second=100)

    def receive(self, request: Inbound) -> Received:
        """{"id", "chat", "kind"?, "text"?, "sent_at"?, "language"?, "target"?} or a list of at most 100 of them."""
        self._verify(request)
        read = json_value(request.body)
        messages = read if isinstance(read, list) else [read]
        if len(messages) > 100:
            raise Rejected(400, "At most 100 messages can be sent at once.")
        return Received(tuple(_incoming(as_object(message, "a message")) for message in messages))

    def render(self, message: Message) -> list[Payload]:
        """One payload: a system has its own way to show choices and sources."""
        return [{
            "text": message.text, "language": message.language, "direction": message.direction,
            "choices": [{"name": choice.name, "title": choice.title} for choice in message.choices],
            "sources": [{"title": source.title, "url": source.url, "label": source.label} for source in message.sources]}]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """The receiver tells by `id` whether it has the message already."""
        outcome = self._post("message", {"id": key, "chat": address, **payload}, key)
        if outcome.done:
            return
        error = outcome.error or ""
        if error.isdigit() and error.startswith("4") and error not in ("401", "403", "408", "429"):
            raise Refused(error)
        raise Later(error, outcome.after, token=error in ("401", "403"))

    def typing(self, address: str, route: Route) -> None:
        self._post("typing", {"chat": address}, secrets.token_hex(8))

    def check(self, public_url: str) -> list[Finding]:
        outcome = self._post("ping", {}, secrets.token_hex(8))
        if outcome.done:
            return [Finding(True, "The receiver answers and accepts our signature.")]
        advice = "check LOTSE_GENERIC_URL, and the secret there"
        return [Finding(False, f"The receiver does not take a signed ping ({outcome.error}): {advice}.")]

    def _post(self, kind: str, payload: dict[str, Any], key: str) -> Outcome:
        return post(self.settings["url"], self.settings["secret"], key, kind, payload, datetime.now().astimezone())

    def _verify(self, request: Inbound) -> None:
        if request.method != "POST":
            raise Rejected(405, "Messages are sent with POST.")
        verify(request, "X-Lotse-Timestamp", "X-Lotse-Signature",
               lambda stamp: sign(self.settings["secret"], int(stamp), request.body))


def _incoming(message: dict[str, Any]) -> Incoming:
    kind = message.get("kind", "text")
    if kind not in _KINDS:
        raise Rejected(400, f"The field kind must be one of {', '.join(_KINDS)}.")
    return Incoming(
        id=as_text(message, "id", 200), address=as_text(message, "chat", 500), kind=kind,
        text=as_text(message, "text", 100_000, required=kind in ("text", "choice", "edited"), empty=True),
        sent_at=iso(message.get("sent_at")), language=as_text(message, "language", 10, required=False)[:2].lower() or None,
        target=as_text(message, "target", 200, required=kind in ("edited", "deleted")))

