"""Telegram, by its Bot API (https://core.telegram.org/bots/api). Answers are plain text: nothing in them can become markup."""

import json
import logging
import os
import re
import secrets
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, ClassVar

from telegram import Bot, User, WebhookInfo
from telegram.constants import ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from ...checks import service
from ..channel import Blocked, Channel, Failure, Finding, Inbound, Later, Message, Payload, Received, Refused, Rejected, Route
from ..configuration import setting
from ..limits import Limits, utf16
from ..loop import Loop
from ..reading import as_object, as_text, json_object
from ..rendering import Part, parts
from ..telegram_updates import UPDATES, Updates

os.environ["PTB_TIMEDELTA"] = "true"  # the library's errors give spans then, as all of its next versions will
logging.getLogger("httpx").setLevel(logging.WARNING)  # below that it logs addresses, and the token is in them

_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Refusals that are of the chat, not of the message.
_GONE = re.compile(r"chat not found|thread not found|no rights|not enough rights|administrator rights|deactivated|"
                   r"CHAT_\w+|TOPIC_\w+|PEER_ID_INVALID|USER_IS_BLOCKED", re.IGNORECASE)


def _matching(pattern: str, meaning: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if not re.fullmatch(pattern, raw):
            raise ValueError(meaning)
        return raw
    return parse


class Telegram(Channel):
    """Addresses are a chat's number, for a topic of a chat with ':' and the topic's number."""

    name = "telegram"
    title = "Telegram"
    SETTINGS: ClassVar = (
        setting("LOTSE_TELEGRAM_TOKEN", None, _matching(r"\d{1,18}:[A-Za-z0-9_-]{20,100}", "a token such as 123456:ABC-DEF…"),
                "text", "the bot's token, from @BotFather", secret=True),
        setting("LOTSE_TELEGRAM_SECRET", None, _matching(r"[A-Za-z0-9_-]{16,256}", "16 to 256 of A-Z, a-z, 0-9, _ and -"),
                "text", "what Telegram shows when it brings messages; made up by you", secret=True),
        setting("LOTSE_TELEGRAM_URL", "https://api.telegram.org", service, "URL", "where the Bot API is"),
    )
    # Telegram takes longer buttons, but a phone shows about 40 characters of one.
    limits = Limits(text=4096, choices=10, choice_title=40, measure=utf16, per_second=25)

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        token = settings["token"]
        self._loop = Loop(self.name)
        self._request = HTTPXRequest(read_timeout=15, pool_timeout=5)
        self._bot = Bot(token, f"{settings['url']}/bot", request=self._request, get_updates_request=self._request)
        self._updates = Updates(int(token.partition(":")[0]), self._name)
        self._known_name = ""

    def receive(self, request: Inbound) -> Received:
        """An Update. A press is answered in the response, so that the button does not wait for us any longer."""
        if request.method != "POST":
            raise Rejected(405, "Telegram brings updates with POST.")
        if not secrets.compare_digest(request.headers.get(_HEADER, "").encode(), self.settings["secret"].encode()):
            raise Rejected(401, f"The header {_HEADER} is not right.")
        update = json_object(request.body)
        found = self._updates.read(update)
        messages = (found,) if found else ()
        if "callback_query" not in update:
            return Received(messages)
        query = as_text(as_object(update["callback_query"], "callback_query"), "id", 100)
        return Received(messages, json.dumps({"method": "answerCallbackQuery", "callback_query_id": query}), "application/json")

    def render(self, message: Message) -> list[Payload]:
        return [_payload(part) for part in parts(message, self.limits)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """Telegram knows no keys: what it took without our hearing of it comes twice."""
        self._in_chat(address, lambda chat, thread: self._bot.send_message(
            chat, payload["text"], message_thread_id=thread, api_kwargs=payload))

    def typing(self, address: str, route: Route) -> None:
        self._in_chat(address, lambda chat, thread: self._bot.send_chat_action(chat, ChatAction.TYPING, message_thread_id=thread))

    def check(self, public_url: str) -> list[Finding]:
        try:
            bot, webhook = self._call(self._bot.get_me()), self._call(self._bot.get_webhook_info())
        except Failure as error:
            return [_trouble(error)]
        return [*_of_bot(bot), *_of_webhook(webhook, self.webhook(public_url))]

    def register(self, public_url: str) -> list[Finding]:
        try:
            self._call(self._bot.set_webhook(self.webhook(public_url), allowed_updates=UPDATES, drop_pending_updates=False,
                                             secret_token=self.settings["secret"]))
        except Failure as error:
            return [_trouble(error)]
        return self.check(public_url)

    def close(self) -> None:
        self._loop.run(self._request.shutdown())
        self._loop.close()

    def _name(self) -> str:
        """The bot's user name, asked once; until it is known, Telegram has to bring the message again."""
        if not self._known_name:
            try:
                self._known_name = self._call(self._bot.get_me()).username
            except Failure:
                raise Rejected(503, "Telegram does not tell the bot's name at the moment.") from None
        return self._known_name

    def _in_chat(self, address: str, act: Callable[[int, int | None], Coroutine[Any, Any, Any]]) -> None:
        chat, _, thread = address.partition(":")
        try:
            self._call(act(int(chat), int(thread) if thread else None))
        except ChatMigrated as error:  # the group has got another number since
            self._call(act(error.new_chat_id, None))
        except Later as error:  # a group has a limit of its own, 20 messages a minute
            error.chat = chat.startswith("-") and error.after is not None
            raise

    def _call(self, work: Coroutine[Any, Any, Any]) -> Any:
        try:
            return self._loop.run(work)
        except ChatMigrated:
            raise
        except TelegramError as error:
            raise _failure(error) from error


def _payload(part: Part) -> Payload:
    """Fields of sendMessage; a button a row, as phones show little of two."""
    payload: Payload = {"text": part.text, "link_preview_options": {"is_disabled": True}}
    if part.choices:
        rows = [[{"text": choice.title, "callback_data": choice.name}] for choice in part.choices]
        payload["reply_markup"] = {"inline_keyboard": rows}
    return payload


def _failure(error: TelegramError) -> Failure:
    if isinstance(error, RetryAfter):
        return Later("429", error.retry_after.total_seconds())
    if isinstance(error, InvalidToken):  # 401, and 404 for what is no token at all
        return Later("401", token=True)
    if isinstance(error, Forbidden):
        return Blocked("403")
    if isinstance(error, BadRequest):
        return Blocked("400") if _GONE.search(error.message) else Refused("400")
    if isinstance(error, TimedOut):
        return Later("timeout")
    return Later("unreachable" if error.message.startswith("httpx.") else "5xx")  # the library keeps the status to itself


def _trouble(error: Failure) -> Finding:
    if isinstance(error, Later) and error.token:
        return Finding(False, "Telegram does not accept the token: copy it anew from @BotFather into LOTSE_TELEGRAM_TOKEN.")
    if isinstance(error, Later):
        return Finding(False, f"Telegram does not answer ({error.error}): try again later, and check LOTSE_TELEGRAM_URL.")
    return Finding(False, f"Telegram refuses this: {error.__cause__}. LOTSE_PUBLIC_URL must be an address with https that anybody "
                          "can reach, on port 443, 80, 88 or 8443.")


def _of_bot(bot: User) -> list[Finding]:
    found = [Finding(True, f"Telegram accepts the token: the bot is @{bot.username}.")]
    if bot.can_read_all_group_messages:
        found.append(Finding(False, "The bot is given all messages of its groups: send /setprivacy to @BotFather, choose Enable, "
                                    "and add the bot to its groups anew."))
    return found


def _of_webhook(webhook: WebhookInfo, wanted: str) -> list[Finding]:
    again = "run `.venv/bin/python -m web.channels register telegram`"
    if webhook.url != wanted:
        return [Finding(False, f"Telegram brings messages to {webhook.url or 'nobody'}, not to {wanted}: {again}.")]
    found = [Finding(True, f"Telegram brings messages to {wanted}.")]
    if not set(UPDATES) <= set(webhook.allowed_updates or ()):
        found.append(Finding(False, f"Telegram brings only some kinds of messages: {again}."))
    if webhook.last_error_date:
        found.append(Finding(not webhook.pending_update_count, (
            f"At {webhook.last_error_date:%Y-%m-%d %H:%M} UTC Telegram could not bring a message ({webhook.last_error_message}); "
            f"{webhook.pending_update_count} wait. If it says 401, {again}.")))
    return found
