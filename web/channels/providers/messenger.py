"""Facebook Messenger, by the Messenger Platform of Meta. `docs/channels/messenger.md` says how to set it up."""

from collections.abc import Mapping
from typing import Any, ClassVar

from ...checks import service
from ...texts import texts
from ..channel import Channel, Choice, Failure, Finding, Inbound, Message, Payload, Received, Route
from ..configuration import identifier, secret, setting
from ..limits import Limits
from ..messenger import STARTED, messages
from ..meta import Graph, entries, handshake, unsuccessful
from ..plain import literal, measure
from ..rendering import Part, parts

_FIELDS = ("messages", "messaging_postbacks", "message_edits")
_PROFILE = "/me/messenger_profile"
# Locales of Facebook for the greeting; the one without a locale is for all others.
_LOCALES = ("de_DE", "ar_AR", "bg_BG", "cs_CZ", "da_DK", "el_GR", "es_ES", "et_EE", "fi_FI", "fr_FR", "hr_HR", "hu_HU", "it_IT",
            "lt_LT", "lv_LV", "nl_NL", "pl_PL", "pt_PT", "ro_RO", "ru_RU", "sk_SK", "sl_SI", "sv_SE", "tr_TR", "uk_UA")


class Messenger(Channel):
    """One page of Facebook. A person's id is valid for this page only; Messenger does not say their language."""

    name = "messenger"
    title = "Facebook Messenger"
    SETTINGS: ClassVar = (
        setting("LOTSE_MESSENGER_PAGE_TOKEN", None, secret(20), "text", "the token of the page", secret=True),
        setting("LOTSE_MESSENGER_APP_SECRET", None, secret(16), "text", "the secret of the app at Meta", secret=True),
        setting("LOTSE_MESSENGER_VERIFY_TOKEN", None, secret(16), "text", "what Meta says when it checks the webhook", secret=True),
        setting("LOTSE_MESSENGER_PAGE_ID", None, identifier, "number", "the id of the page"),
        setting("LOTSE_MESSENGER_URL", "https://graph.facebook.com/v25.0", service, "URL", "the Graph API with its version"),
    )
    limits = Limits(text=2000, choices=13, choice_title=20, measure=measure, per_second=40)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._page = settings["page_id"]
        self._graph = Graph(settings["url"], settings["page_token"], settings["app_secret"])

    def receive(self, request: Inbound) -> Received:
        if request.method == "GET":
            return handshake(request, self.settings["verify_token"])
        ours = (entry for entry in entries(request, self.settings["app_secret"], "page") if entry.get("id") == self._page)
        return Received(tuple(message for entry in ours for message in messages(entry)))

    def render(self, message: Message) -> list[Payload]:
        """Choices are quick replies: they stand above the keyboard until something is written."""
        return [_payload(part) for part in parts(message, self.limits)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """The interface has no key against sending twice."""
        self._post(address, {"messaging_type": "RESPONSE", "message": payload})

    def typing(self, address: str, route: Route) -> None:
        self._post(address, {"sender_action": "typing_on"})

    def check(self, public_url: str) -> list[Finding]:
        page = self._graph.find(f"/{self._page}", fields="name")
        if isinstance(page, Finding):
            return [page]
        token = Finding(True, f"The token is accepted; the page is {page.get('name')}.")
        return [token, self._subscription(), self._button()]

    def register(self, public_url: str) -> list[Finding]:
        """The webhook's address itself is set by hand, once, in Meta's console."""
        by_hand = Finding(True, f"The webhook in Meta's console must be {self.webhook(public_url)}.")
        try:
            self._graph.call("POST", f"/{self._page}/subscribed_apps", {"subscribed_fields": ",".join(_FIELDS)})
            self._graph.call("POST", _PROFILE, {"get_started": {"payload": STARTED}, "greeting": _greetings()})
        except Failure as error:
            return [unsuccessful("Registering", error)]
        return [by_hand, *self.check(public_url)]

    def close(self) -> None:
        self._graph.close()

    def _post(self, address: str, body: Payload) -> None:
        self._graph.call("POST", f"/{self._page}/messages", {"recipient": {"id": address}, **body})

    def _subscription(self) -> Finding:
        found = self._graph.find(f"/{self._page}/subscribed_apps")
        if isinstance(found, Finding):
            return found
        fields = {field for app in _list(found, "data") for field in _list(app, "subscribed_fields")}
        missing = [field for field in _FIELDS if field not in fields]
        if missing:
            return Finding(False, f"Meta does not bring {', '.join(missing)} of this page: register.")
        return Finding(True, "Meta brings the messages of this page.")

    def _button(self) -> Finding:
        found = self._graph.find(_PROFILE, fields="get_started")
        if isinstance(found, Finding):
            return found
        if any(one.get("get_started") == {"payload": STARTED} for one in _list(found, "data")):
            return Finding(True, "New chats begin with a button that asks for the greeting.")
        return Finding(False, "New chats begin without a button that asks for the greeting: register.")


def _payload(part: Part) -> Payload:
    replies = [_reply(choice) for choice in part.choices]
    return {"text": literal(part.text)} | ({"quick_replies": replies} if replies else {})


def _reply(choice: Choice) -> Payload:
    return {"content_type": "text", "title": choice.title, "payload": choice.name}


def _greetings() -> list[Payload]:
    languages = {"default": "en", **{locale: locale[:2] for locale in _LOCALES}}
    return [{"locale": locale, "text": texts(language)["widget"]["machine_title"]} for locale, language in languages.items()]


def _list(fields: Mapping[str, Any], name: str) -> list[Any]:
    found = fields.get(name)
    return found if isinstance(found, list) else []
