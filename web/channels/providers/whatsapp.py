"""WhatsApp, by the Cloud API of Meta. `docs/channels/whatsapp.md` says how to set it up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ...checks import optional, service
from ...texts import texts
from ..channel import Channel, Choice, Failure, Finding, Inbound, Message, Payload, Received, Route
from ..configuration import identifier, secret, setting
from ..limits import Limits, utf16
from ..meta import Graph, entries, handshake, objects, unsuccessful
from ..plain import literal, measure
from ..rendering import Part, parts, shortened, split
from ..whatsapp import messages

_MOST_BUTTONS, _BUTTON_TITLE, _LIST_LABEL, _ROW_TITLE = 3, 20, 20, 24
_BODY = 1024
"""Most characters of a text that stands above buttons."""


class WhatsApp(Channel):
    """One phone number. The Cloud API tells of no edits and deletions but those of numbers that the app uses as well."""

    name = "whatsapp"
    title = "WhatsApp"
    SETTINGS: ClassVar = (
        setting("LOTSE_WHATSAPP_TOKEN", None, secret(20), "text", "the token of a system user of the business", secret=True),
        setting("LOTSE_WHATSAPP_APP_SECRET", None, secret(16), "text", "the secret of the app at Meta", secret=True),
        setting("LOTSE_WHATSAPP_VERIFY_TOKEN", None, secret(16), "text", "what Meta says when it checks the webhook", secret=True),
        setting("LOTSE_WHATSAPP_PHONE_NUMBER_ID", None, identifier, "number", "Meta's id of the phone number"),
        setting("LOTSE_WHATSAPP_ACCOUNT_ID", "", optional(identifier), "number", "the id of the WhatsApp Business Account"),
        setting("LOTSE_WHATSAPP_URL", "https://graph.facebook.com/v25.0", service, "URL", "the Graph API with its version"),
    )
    limits = Limits(text=4096, choices=10, choice_title=72, measure=measure, per_second=40)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._number = settings["phone_number_id"]
        self._graph = Graph(settings["url"], settings["token"], settings["app_secret"])

    def receive(self, request: Inbound) -> Received:
        if request.method == "GET":
            return handshake(request, self.settings["verify_token"])
        found = entries(request, self.settings["app_secret"], "whatsapp_business_account")
        changes = (change for entry in found for change in objects(entry, "changes"))
        return Received(tuple(message for change in changes for message in messages(change, self._number)))

    def render(self, message: Message) -> list[Payload]:
        """Up to three short choices are buttons, up to ten a list, more than that are numbers."""
        label = shortened(texts(message.language)["widget"]["choices"], _LIST_LABEL, utf16)
        distinct = len({_row_title(choice) for choice in message.choices}) == len(message.choices)
        limits = self.limits if distinct else replace(self.limits, choices=0)
        return [_payload(part, label) for whole in parts(message, limits) for part in _short_enough(whole)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """The interface has no key against sending twice. Who hides their number is known by an id that is no number."""
        receiver = {"to": address} if address.isdigit() else {"recipient": address}
        self._post({"recipient_type": "individual", **receiver, **payload})

    def typing(self, address: str, route: Route) -> None:
        """Belongs to a message that was received, and marks it as read."""
        if "message" in route:
            self._post({"status": "read", "message_id": route["message"], "typing_indicator": {"type": "text"}})

    def check(self, public_url: str) -> list[Finding]:
        fields = "display_phone_number,verified_name,webhook_configuration"
        found = self._graph.find(f"/{self._number}", fields=fields)
        if isinstance(found, Finding):
            return [found]
        number = Finding(True, f"The token is accepted; the number is {found.get('display_phone_number')}.")
        return [number, _webhook(found, self.webhook(public_url))]

    def register(self, public_url: str) -> list[Finding]:
        """Needs the id of the account; the field `messages` is chosen by hand, once, in Meta's console."""
        account = self.settings["account_id"]
        if not account:
            by_hand = "Set LOTSE_WHATSAPP_ACCOUNT_ID and register again, or set the webhook by hand in Meta's console."
            return [Finding(False, by_hand), *self.check(public_url)]
        body = {"override_callback_uri": self.webhook(public_url), "verify_token": self.settings["verify_token"]}
        try:
            self._graph.call("POST", f"/{account}/subscribed_apps", body)
        except Failure as error:
            return [unsuccessful("Setting the webhook", error)]
        return [Finding(True, "Meta brings the messages of this account here."), *self.check(public_url)]

    def close(self) -> None:
        self._graph.close()

    def _post(self, body: Payload) -> None:
        self._graph.call("POST", f"/{self._number}/messages", {"messaging_product": "whatsapp", **body})


def _short_enough(part: Part) -> list[Part]:
    """Above buttons stands the end of a text that is too long for them."""
    if not part.choices or measure(part.text) <= _BODY:
        return [part]
    end = split(part.text, _BODY, measure)[-1]
    return [Part(part.text.removesuffix(end).rstrip()), replace(part, text=end)]


def _payload(part: Part, label: str) -> Payload:
    text = literal(part.text)
    if not part.choices:
        return {"type": "text", "text": {"body": text, "preview_url": False}}
    few = len(part.choices) <= _MOST_BUTTONS and all(utf16(choice.title) <= _BUTTON_TITLE for choice in part.choices)
    kind, action = ("button", _buttons(part.choices)) if few else ("list", _list(part.choices, label))
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}


def _buttons(choices: tuple[Choice, ...]) -> Payload:
    return {"buttons": [{"type": "reply", "reply": {"id": choice.name, "title": choice.title}} for choice in choices]}


def _list(choices: tuple[Choice, ...], label: str) -> Payload:
    return {"button": label, "sections": [{"title": label, "rows": [_row(choice) for choice in choices]}]}


def _row(choice: Choice) -> Payload:
    """A long choice stands below its own beginning."""
    title = _row_title(choice)
    return {"id": choice.name, "title": title} | ({"description": choice.title} if title != choice.title else {})


def _row_title(choice: Choice) -> str:
    return shortened(choice.title, _ROW_TITLE, utf16)


def _webhook(number: Mapping[str, Any], wanted: str) -> Finding:
    """Meta brings messages to the address of the number, else of the account, else of the app."""
    known = number.get("webhook_configuration")
    known = known if isinstance(known, dict) else {}
    found = next((known[level] for level in ("phone_number", "whatsapp_business_account", "application") if known.get(level)), "")
    if found == wanted:
        return Finding(True, f"Meta brings messages to {wanted}.")
    return Finding(False, f"Meta brings messages to {found or 'no address'}: register, or set the webhook to {wanted}.")
