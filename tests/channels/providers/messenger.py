"""The Messenger Platform on loopback, which checks messages as its documentation says."""

from typing import Any

from web.channels.limits import utf16

from ..loopback import Answer
from ..meta import APP_SECRET, TOKEN, VERIFY, MetaProvider, links, problem, seen
from ..provider import Json, Shown, new_name

PAGE = "682498302938465"


def notification(*events: Json, page: str = PAGE) -> Json:
    return {"object": "page", "entry": [{"id": page, "time": 1518479195594, "messaging": list(events)}]}


class MessengerProvider(MetaProvider):
    name = "messenger"
    edits = True
    busy = problem(400, 613, message="(#613) Calls to this api have exceeded the rate limit.")
    unreachable = problem(400, 551, 1545041, "(#551) This person isn't available right now.")

    def __init__(self) -> None:
        super().__init__()
        self.chats: dict[str, str] = {}
        self.subscribed: list[str] = []
        self.profile: Json = {}

    def settings(self) -> dict[str, str]:
        return {"LOTSE_MESSENGER_PAGE_TOKEN": TOKEN, "LOTSE_MESSENGER_APP_SECRET": APP_SECRET, "LOTSE_MESSENGER_VERIFY_TOKEN": VERIFY,
                "LOTSE_MESSENGER_PAGE_ID": PAGE, "LOTSE_MESSENGER_URL": self.url}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        return self.bring(notification(self.event(chat, message={"mid": f"m_{name or new_name()}", "text": text})))

    def press(self, title: str, chat: str = "anna") -> int:
        payload = next(reply["payload"] for sent in reversed(self.messages[chat]) for reply in sent.get("quick_replies", [])
                       if reply["title"] == title)
        message = {"mid": f"m_{new_name()}", "text": title, "quick_reply": {"payload": payload}}
        return self.bring(notification(self.event(chat, message=message)))

    def send_unreadable(self, chat: str = "anna") -> int:
        attachment = {"type": "image", "payload": {"url": "https://example.org/a.jpg"}}
        return self.bring(notification(self.event(chat, message={"mid": f"m_{new_name()}", "attachments": [attachment]})))

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        return self.bring(notification(self.event(chat, message_edit={"mid": f"m_{name}", "text": text, "num_edit": 1})))

    def event(self, chat: str, **content: Any) -> Json:
        """Something that a person did."""
        person = "12" + "".join(f"{ord(sign):03}" for sign in chat)
        self.chats[person] = chat
        return {"sender": {"id": person}, "recipient": {"id": PAGE}, "timestamp": int(self.clock() * 1000), **content}

    def example(self) -> Json:
        return notification(self.event("anna", message={"mid": "m_1", "text": "Hallo"}))

    def send_unknown(self) -> list[int]:
        def event(**content: Any) -> Json:
            return notification(self.event("anna", **content))
        odd: list[Any] = [
            {}, [], None, 7, b"no json", b"\xff", {"object": "instagram", "entry": [{}]}, {"object": "page", "entry": 3},
            {"object": "page", "entry": [None]}, {"object": "page", "entry": [{"id": PAGE, "messaging": [3]}]},
            {"object": "page", "entry": [{"id": PAGE, "changes": [{"field": "feed", "value": {}}]}]},
            event(dance={}), event(message=None), event(message={}), event(message={"mid": "m_a", "text": 3}),
            event(message={"mid": "m_b"}), event(message={"mid": "m_c", "quick_reply": 3}), event(postback={}), event(postback="x"),
            event(message_edit={"mid": "m_d"}), notification({"message": {"mid": "m_e", "text": "Hallo"}}),
            notification({"sender": 3, "message": {"mid": "m_f", "text": "Hallo"}}), notification({"postback": {"payload": "x"}})]
        return [self.bring(value) for value in odd]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [Shown(seen(sent["text"]), [reply["title"] for reply in sent.get("quick_replies", [])], links(sent["text"]))
                for sent in self.messages[chat]]

    def answer(self, method: str, path: str, sent: Json) -> Answer:
        answers = {("POST", f"/{PAGE}/messages"): self._take, ("POST", f"/{PAGE}/subscribed_apps"): self._subscribe,
                   ("POST", "/me/messenger_profile"): self._set_profile}
        known = {f"/{PAGE}": {"name": "Lotse", "id": PAGE}, "/me/messenger_profile": {"data": [self.profile] if self.profile else []},
                 f"/{PAGE}/subscribed_apps": {"data": [{"id": "7", "subscribed_fields": self.subscribed}] if self.subscribed else []}}
        if method == "GET" and path in known:
            return Answer(200, known[path])
        return answers[method, path](sent) if (method, path) in answers else problem(400, 100, 33, "Object does not exist.")

    def _take(self, sent: Json) -> Answer:
        chat = self.chats.get(sent["recipient"]["id"])
        self.expect(chat is not None, f"receiver: {sent}")
        if chat in self.gone:
            return self.unreachable
        if "sender_action" in sent:
            self.expect(sent == {"recipient": sent["recipient"], "sender_action": "typing_on"}, f"typing: {sent}")
            return self.note_typing(str(chat))
        fixed = {"recipient": sent["recipient"], "messaging_type": "RESPONSE"}
        self.expect(sent == {**fixed, "message": sent["message"]}, f"fields: {sent}")
        self._check(sent["message"])
        self.messages[str(chat)].append(sent["message"])
        return Answer(200, {"recipient_id": sent["recipient"]["id"], "message_id": f"m_{new_name()}"})

    def _check(self, message: Json) -> None:
        self.expect(set(message) <= {"text", "quick_replies"} and 1 <= utf16(message["text"]) <= 2000, "a text's length")
        replies = message.get("quick_replies", [])
        self.expect("quick_replies" not in message or 1 <= len(replies) <= 13, "number of quick replies")
        for reply in replies:
            self.expect(set(reply) == {"content_type", "title", "payload"} and reply["content_type"] == "text", f"fields: {reply}")
            self.expect(1 <= utf16(reply["title"]) <= 20 and 1 <= len(reply["payload"]) <= 1000, "a quick reply's length")

    def _subscribe(self, sent: Json) -> Answer:
        self.subscribed = sent["subscribed_fields"].split(",")
        return Answer(200, {"success": True})

    def _set_profile(self, sent: Json) -> Answer:
        locales = [greeting["locale"] for greeting in sent["greeting"]]
        self.expect("default" in locales and len(set(locales)) == len(locales), "locales of the greeting")
        self.expect(all(1 <= utf16(greeting["text"]) <= 160 for greeting in sent["greeting"]), "length of the greeting")
        self.profile = {"get_started": sent["get_started"]}
        return Answer(200, {"result": "success"})
