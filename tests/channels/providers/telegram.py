"""People with Telegram, and its servers that bring what they do."""

import json
from collections.abc import Callable

from flask.testing import FlaskClient

from ..provider import Json, Provider, Shown, new_name
from .telegram_api import BOT, GROUP, TOKEN, BotApi, buttons, error

SECRET = "a-secret_of-32-characters-or-more"
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class TelegramProvider(Provider):
    name = "telegram"
    groups = edits = True

    def __init__(self) -> None:
        super().__init__()
        self.api = BotApi()
        self.complaints = self.api.complaints
        self._messages: dict[str, int] = {}

    def attach(self, client: FlaskClient, clock: Callable[[], float]) -> None:
        super().attach(client, clock)
        self.api.clock = clock

    def settings(self) -> dict[str, str]:
        return {"LOTSE_TELEGRAM_TOKEN": TOKEN, "LOTSE_TELEGRAM_SECRET": SECRET, "LOTSE_TELEGRAM_URL": self.api.server.url}

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        return self.bring(message=self.message(chat, name, text=text))

    def press(self, title: str, chat: str = "anna") -> int:
        found = [(sent, button) for sent in self._sent(chat) for button in buttons(sent) if button["text"] == title]
        message, button = found[-1]
        query = {"id": str(next(self.api.numbers)), "from": self.person(chat), "message": message, "chat_instance": "1",
                 "data": button["callback_data"]}
        response = self._post(self.update(callback_query=query))
        if response.get_json() != {"method": "answerCallbackQuery", "callback_query_id": query["id"]}:
            self.complaints.append("the button shows that it waits")
        return response.status_code

    def send_unreadable(self, chat: str = "anna") -> int:
        voice = {"file_id": "AwADBAADbXXXXXXXXXXXGBdhD2l6_XX", "file_unique_id": "AgADbQ", "duration": 5, "mime_type": "audio/ogg"}
        return self.bring(message=self.message(chat, voice=voice))

    def edit(self, name: str, text: str, chat: str = "anna") -> int:
        return self.bring(edited_message=self.message(chat, name, text=text, edit_date=int(self.clock())))

    def say_in_group(self, text: str, addressed: bool) -> int:
        if not addressed:
            return self.bring(message=self.message("group", text=text))
        mention = {"type": "mention", "offset": 0, "length": 15}
        return self.bring(message=self.message("group", text=f"@{BOT['username']} {text}", entities=[mention]))

    def forge(self) -> list[int]:
        update = self.update(message=self.message("anna", text="Hallo"))
        tries = ({}, {_HEADER: ""}, {_HEADER: SECRET[:-1]}, {_HEADER: SECRET + "x"}, {_HEADER: TOKEN}, {_HEADER: "ä"})
        return [self.client.post("/channels/telegram", json=update, headers=headers).status_code for headers in tries]

    def send_unknown(self) -> list[int]:
        deep = "[" * 5000
        text, person = self.message("anna", text="Hallo"), self.person("anna")
        updates = [[], ["x"], {}, None, 7, "x", {"update_id": "1"}, {"update_id": 1.5, "message": text}, {"update_id": 10 ** 30}]
        updates += [self.update(**fields) for fields in (
            {}, {"dance": {}}, {"message": None}, {"message": []}, {"message": {}}, {"message": text | {"chat": 7}},
            {"message": text | {"chat": {"id": "7"}}}, {"message": text | {"chat": {"id": 10 ** 400}}},
            {"message": text | {"text": 7}}, {"message": text | {"message_id": {}}}, {"message": text | {"from": "anna"}},
            {"message": text | {"is_topic_message": True, "message_thread_id": "x"}},
            {"edited_message": text}, {"edited_message": {}}, {"channel_post": text}, {"business_message": text},
            {"message": text | {"chat": {"id": GROUP, "type": "channel", "title": "News"}}},
            {"message": text | {"from": BOT}}, {"message": text | {"from": {}}},
            {"message_reaction": {"chat": text["chat"], "message_id": 1, "date": 1, "old_reaction": [], "new_reaction": []}},
            {"callback_query": {}}, {"callback_query": {"id": 7}}, {"callback_query": {"id": "1", "message": []}},
            {"callback_query": {"id": "2", "from": person, "inline_message_id": "x", "data": "c:1:1"}},
            {"callback_query": {"id": "3", "from": person, "message": text, "data": "\0 no button has this"}},
            {"callback_query": {"id": "4", "from": person, "message": text, "game_short_name": "chess"}},
            {"my_chat_member": {}}, {"my_chat_member": {"chat": {"id": 1}, "old_chat_member": 7}},
        )]
        bodies = [json.dumps(update).encode() for update in updates] + [b"", b"\xff", b"{", deep.encode()]
        return [self.client.post("/channels/telegram", data=body, headers={_HEADER: SECRET}).status_code for body in bodies]

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [Shown(sent["text"], [button["text"] for button in buttons(sent)]) for sent in self._sent(chat)]

    def typing_seen(self, chat: str = "anna") -> int:
        return self.api.typing[self.api.number(chat)]

    def down(self) -> None:
        self.api.always = error(502, "Bad Gateway")

    def up(self) -> None:
        self.api.always = None

    def slow_down(self, seconds: int) -> None:
        self.api.errors = [error(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)]

    def revoke(self) -> None:
        self.api.always = error(401, "Unauthorized")

    def block(self, chat: str = "anna") -> None:
        self.api.blocked.add(self.api.number(chat))
        assert self.bring(my_chat_member=self.moved(chat, "member", "kicked")) == 200

    def close(self) -> None:
        self.api.server.close()

    def bring(self, **fields: Json) -> int:
        """Brings an update of these fields."""
        return self._post(self.update(**fields)).status_code

    def update(self, **fields: Json) -> Json:
        return {"update_id": next(self.api.numbers), **fields}

    def message(self, chat: str, name: str | None = None, **fields: object) -> Json:
        """A message of that name; a name that is known has the number that it had."""
        number = self._messages.setdefault(name or new_name(), next(self.api.numbers))
        return {"message_id": number, "from": self.person(chat), "chat": self.api.chat(chat), "date": int(self.clock()), **fields}

    def person(self, chat: str) -> Json:
        return {"id": abs(self.api.number(chat)), "is_bot": False, "first_name": chat.title(), "language_code": "de"}

    def moved(self, chat: str, before: str, after: str) -> Json:
        """The bot had the status `before` in the chat and has `after` now."""
        return {"chat": self.api.chat(chat), "from": self.person(chat), "date": int(self.clock()),
                "old_chat_member": {"user": BOT, "status": before}, "new_chat_member": {"user": BOT, "status": after, "until_date": 0}}

    def _sent(self, chat: str) -> list[Json]:
        return self.api.sent[self.api.number(chat), None]

    def _post(self, update: Json):
        return self.client.post("/channels/telegram", json=update, headers={_HEADER: SECRET})
