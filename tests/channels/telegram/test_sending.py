"""Answers: how they look, within which limits, and what becomes of errors."""

import logging

import pytest

from tests.web.fakes import SOURCE
from web.channels import configuration
from web.channels.channel import Blocked, Choice, Failure, Later, Message, Refused, Source
from web.channels.limits import utf16
from web.channels.providers.telegram import Telegram

from ..providers.telegram import TelegramProvider
from ..providers.telegram_api import GROUP, OLD_GROUP, TOKEN, error
from ..world import World

PUBLIC = "https://lotse.example.org"
KEY = "5f0c1c52-7a4b-4a54-9a5e-0d9b8f4f5f10"


def rendered(telegram: Telegram, text: str, *choices: str, sources: tuple[Source, ...] = ()) -> list[dict]:
    return telegram.render(Message(text, "de", tuple(Choice(f"c:1:{place}", title) for place, title in enumerate(choices)), sources))


def send(telegram: Telegram, address: str) -> None:
    telegram.send(address, {}, rendered(telegram, "Vier.")[0], KEY)


def test_an_answer_is_plain_text_with_a_button_a_row(telegram: Telegram):
    source = Source(SOURCE["title"], SOURCE["url"], "Quelle: Seite")
    rows = [[{"text": "Welche?", "callback_data": "c:1:0"}], [{"text": "Seit wann?", "callback_data": "c:1:1"}]]
    payload, = rendered(telegram, "*Vier* <b>.", "Welche?", "Seit wann?", sources=(source,))
    assert payload == {
        "text": f"*Vier* <b>.\n\nQuelle: Seite\n{SOURCE['url']}", "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": rows}}


@pytest.mark.parametrize("choices", [["x" * 41], ["🙂" * 21], ["x"] * 11])
def test_choices_that_a_phone_would_cut_are_numbered(telegram: Telegram, choices: list[str]):
    payload, = rendered(telegram, "Welche?", *choices)
    assert "reply_markup" not in payload and f"1. {choices[0]}" in payload["text"]


@pytest.mark.parametrize("word", ["🙂" * 10, "Wort", "كلمة"])
def test_a_long_text_is_cut_as_telegram_counts(telegram: Telegram, word: str):
    text = " ".join([word] * 3000)
    payloads = rendered(telegram, text, "Welche?")
    assert all(utf16(payload["text"]) <= 4096 for payload in payloads)
    assert " ".join(payload["text"] for payload in payloads) == text
    assert ["reply_markup" in payload for payload in payloads] == [False] * (len(payloads) - 1) + [True]


@pytest.mark.parametrize("answer, kind, code", [
    (error(429, "Too Many Requests: retry after 7", retry_after=7), Later, "429"),
    (error(500, "Internal Server Error"), Later, "5xx"), (error(502, "Bad Gateway"), Later, "5xx"),
    (error(401, "Unauthorized"), Later, "401"), (error(404, "Not Found"), Later, "401"),
    (error(403, "Forbidden: bot was blocked by the user"), Blocked, "403"),
    (error(403, "Forbidden: user is deactivated"), Blocked, "403"),
    (error(403, "Forbidden: bot was kicked from the supergroup chat"), Blocked, "403"),
    (error(400, "Bad Request: chat not found"), Blocked, "400"), (error(400, "Bad Request: message thread not found"), Blocked, "400"),
    (error(400, "Bad Request: not enough rights to send text messages to the chat"), Blocked, "400"),
    (error(400, "Bad Request: have no rights to send a message"), Blocked, "400"),
    (error(400, "Bad Request: TOPIC_CLOSED"), Blocked, "400"),
    (error(400, "Bad Request: message is too long"), Refused, "400"), (error(400, "Bad Request: BUTTON_DATA_INVALID"), Refused, "400"),
])
def test_errors_of_the_bot_api(telegram: Telegram, provider: TelegramProvider, answer, kind: type[Failure], code: str):
    provider.api.errors = [answer]
    with pytest.raises(kind) as caught:
        send(telegram, str(provider.api.number("anna")))
    assert type(caught.value) is kind and caught.value.error == code


def test_how_long_to_wait_and_that_a_token_is_wrong_is_told(telegram: Telegram, provider: TelegramProvider):
    provider.api.errors = [error(429, "Too Many Requests: retry after 7", retry_after=7), error(401, "Unauthorized")]
    with pytest.raises(Later) as slow:
        send(telegram, str(provider.api.number("anna")))
    with pytest.raises(Later) as revoked:
        send(telegram, str(provider.api.number("anna")))
    assert (slow.value.after, slow.value.token) == (7.0, False) and revoked.value.token


def test_nobody_at_the_address_is_unreachable(provider: TelegramProvider):
    telegram = Telegram(configuration.set_up(provider.settings() | {"LOTSE_TELEGRAM_URL": "http://127.0.0.1:9"})["telegram"])
    with pytest.raises(Later) as caught:
        send(telegram, "1")
    findings = telegram.check(PUBLIC) + telegram.register(PUBLIC)
    telegram.close()
    assert caught.value.error == "unreachable"
    assert [finding.good for finding in findings] == [False, False] and all("unreachable" in finding.sentence for finding in findings)


def test_a_group_that_got_a_new_number_still_gets_its_answer(telegram: Telegram, provider: TelegramProvider):
    send(telegram, str(OLD_GROUP))
    assert [sent["text"] for sent in provider.api.sent[GROUP, None]] == ["Vier."]


def test_the_token_is_in_no_log(telegram: Telegram, provider: TelegramProvider, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    send(telegram, str(provider.api.number("anna")))
    provider.down()
    with pytest.raises(Later):
        send(telegram, str(provider.api.number("anna")))
    assert TOKEN not in caplog.text


def test_who_blocked_the_bot_is_marked_without_a_message(world: World, provider: TelegramProvider):
    world.say("Mit wie vielen Ländern?")
    provider.block()
    world.settle()
    assert world.database.execute("SELECT blocked_at IS NOT NULL FROM chat").fetchall() == [(True,)]
