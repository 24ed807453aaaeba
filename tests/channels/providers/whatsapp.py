"""The Cloud API of WhatsApp on loopback, which checks messages as its documentation says."""

from typing import Any

from web.channels.limits import utf16

from ..loopback import Answer
from ..meta import APP_SECRET, TOKEN, VERIFY, MetaProvider, links, problem, seen
from ..provider import Json, Shown, new_name

NUMBER, ACCOUNT = "106540352242922", "102290129340398"
_FIELDS = {"messaging_product", "recipient_type", "to", "recipient", "type", "text", "interactive"}


def notification(value: Json, field: str = "messages", number: str = NUMBER) -> Json:
    """`value` without what is the same in each: {"messages"?, "contacts"?, "statuses"?}."""
    metadata = {"display_phone_number": "15550783881", "phone_number_id": number}
    change = {"value": {"messaging_product": "whatsapp", "metadata": metadata, **value}, "field": field}
    return {"object": "whatsapp_business_account", "entry": [{"id": ACCOUNT, "changes": [change]}]}


def phone(chat: str) -> str:
    return "49" + "".join(f"{ord(sign) % 100:02}" for sign in chat)


class WhatsAppProvider(MetaProvider):
    """Choices are buttons or lists. Edits and deletions are told of numbers that the app uses as well."""

    name = "whatsapp"
    edits = deletions = True
    busy = problem(429, 130429, message="(#130429) Rate limit hit")
    unreachable = problem(400, 131026, message="(#131026) Message undeliverable")

    def __init__(self) -> None:
        super().__init__()
        self.chats: dict[str, str] = {}
        self._received: dict[str, str] = {}
        self.webhook = "https://lotse.example.org/channels/whatsapp"

    def settings(self) -> dict[str, str]:
        return {"LOTSE_WHATSAPP_TOKEN": TOKEN, "LOTSE_WHATSAPP_APP_SECRET": APP_SECRET, "LOTSE_WHATSAPP_VERIFY_TOKEN": VERIFY,
                "LOTSE_WHATSAPP_PHONE_NUMBER_ID": NUMBER, "LOTSE_WHATSAPP_ACCOUNT_ID": ACCOUNT, "LOTSE_WHATSAPP_URL": self.url}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        return self.write(chat, "text", {"body": text}, name)

    def press(self, title: str, chat: str = "anna") -> int:
        kind, name = next((kind, row["id"]) for sent in reversed(self.messages[chat]) for kind, row in _rows(sent)
                          if _title(row) == title)
        return self.write(chat, "interactive", {"type": kind, kind: {"id": name, "title": title}})

    def send_unreadable(self, chat: str = "anna") -> int:
        return self.write(chat, "audio", {"mime_type": "audio/ogg; codecs=opus", "id": "2754859441498128", "voice": True})

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        message = {"type": "text", "text": {"body": text}}
        return self.write(chat, "edit", {"original_message_id": f"wamid.{name}", "message": message})

    def delete(self, name: str, chat: str = "anna") -> int:
        return self.write(chat, "revoke", {"original_message_id": f"wamid.{name}"})

    def write(self, chat: str, kind: str, content: Json, name: str | None = None) -> int:
        """Brings a message of that type."""
        return self.bring(self.message(chat, kind, content, name))

    def message(self, chat: str, kind: str, content: Json, name: str | None = None) -> Json:
        number, name = phone(chat), f"wamid.{name or new_name()}"
        self.chats[number], self._received[name] = chat, chat
        contact = {"profile": {"name": "Sheena Nelson"}, "wa_id": number}
        message = {"from": number, "id": name, "timestamp": str(int(self.clock())), "type": kind, kind: content}
        return notification({"contacts": [contact], "messages": [message]})

    def example(self) -> Json:
        return self.message("anna", "text", {"body": "Hallo"})

    def send_unknown(self) -> list[int]:
        odd: list[Any] = [
            {}, [], None, 7, b"no json", b"\xff", {"object": "page", "entry": [{}]},
            {"object": "whatsapp_business_account", "entry": 3},
            notification({}), notification({}, "account_update"), notification({"messages": [None]}), notification({"messages": "x"}),
            notification({"messages": [{"id": "wamid.x"}]}), notification({"messages": [{"type": "dance", "id": "wamid.x"}]}),
            notification({"messages": [{"type": "text", "id": 3, "from": "49", "text": {"body": "Hallo"}}]}),
            notification({"messages": [{"type": "text", "id": "wamid.y", "text": {"body": "Hallo"}}]}),
            notification({"messages": [{"type": "interactive", "id": "wamid.z", "from": "49", "interactive": {"button_reply": 1}}]}),
            notification({"statuses": [{"id": "wamid.s", "status": "failed", "errors": [{"code": 131047}]}]}),
            {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "messages", "value": []}]}]}]
        return [self.bring(value) for value in odd]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [_shown(sent) for sent in self.messages[chat]]

    def answer(self, method: str, path: str, sent: Json) -> Answer:
        if (method, path) == ("POST", f"/{NUMBER}/messages"):
            return self._typing_on(sent) if "status" in sent else self._take(sent)
        if (method, path) == ("GET", f"/{NUMBER}"):
            return Answer(200, {"display_phone_number": "+1 555-078-3881", "verified_name": "Lotse", "id": NUMBER,
                                "webhook_configuration": {"application": self.webhook}})
        if (method, path) == ("POST", f"/{ACCOUNT}/subscribed_apps") and sent.get("verify_token") == VERIFY:
            self.webhook = sent["override_callback_uri"]
            return Answer(200, {"success": True})
        return problem(400, 100, 33, "Unsupported request. Object does not exist.")

    def _typing_on(self, sent: Json) -> Answer:
        chat = self._received[sent["message_id"]]
        fixed = {"messaging_product": "whatsapp", "status": "read", "typing_indicator": {"type": "text"}}
        self.expect(sent == {**fixed, "message_id": sent["message_id"]}, f"typing: {sent}")
        return self.note_typing(chat)

    def _take(self, sent: Json) -> Answer:
        chat = self.chats.get(sent.get("to") or sent.get("recipient", ""))
        self.expect(chat is not None and ("to" in sent) != ("recipient" in sent), f"receiver: {sent}")
        if chat in self.gone:
            return self.unreachable
        fixed = {"messaging_product": "whatsapp", "recipient_type": "individual"}
        self.expect(set(sent) <= _FIELDS and fixed.items() <= sent.items(), f"fields: {sent}")
        self._check_text(sent["text"]) if sent["type"] == "text" else self._check_interactive(sent["interactive"])
        self.messages[str(chat)].append(sent)
        receiver = sent.get("to") or sent["recipient"]
        return Answer(200, {"messaging_product": "whatsapp", "contacts": [{"input": receiver, "wa_id": receiver}],
                            "messages": [{"id": f"wamid.{new_name()}"}]})

    def _check_text(self, text: Json) -> None:
        self.expect(set(text) == {"body", "preview_url"} and text["preview_url"] is False, "preview")
        self.expect(1 <= utf16(text["body"]) <= 4096, "length of a text")

    def _check_interactive(self, content: Json) -> None:
        self.expect(1 <= utf16(content["body"]["text"]) <= 1024, "length of a body")
        rows = [row for _, row in _rows({"interactive": content})]
        most, title, name = (3, 20, 256) if content["type"] == "button" else (10, 24, 200)
        self.expect(1 <= len(rows) <= most, "number of choices")
        self.expect(all(1 <= utf16(row["title"]) <= title and 1 <= len(row["id"]) <= name for row in rows), "a choice's length")
        self.expect(all(1 <= utf16(row.get("description", "-")) <= 72 for row in rows), "a description's length")
        self.expect(len({row["id"] for row in rows}) == len({row["title"] for row in rows}) == len(rows), "choices that are the same")
        if content["type"] == "list":
            self.expect(1 <= utf16(content["action"]["button"]) <= 20, "length of the list's button")
            self.expect(all(1 <= utf16(section["title"]) <= 24 for section in content["action"]["sections"]), "a section's title")


def _rows(sent: Json) -> list[tuple[str, Json]]:
    """What can be pressed, each with the type of the reply."""
    action = sent.get("interactive", {}).get("action", {})
    rows = [("list_reply", row) for section in action.get("sections", []) for row in section["rows"]]
    return rows + [("button_reply", button["reply"]) for button in action.get("buttons", [])]


def _title(row: Json) -> str:
    return row.get("description") or row["title"]


def _shown(sent: Json) -> Shown:
    text = sent["text"]["body"] if sent["type"] == "text" else sent["interactive"]["body"]["text"]
    return Shown(seen(text), [_title(row) for _, row in _rows(sent)], links(text))
