"""Groups: only what is said to the bot is for it; a topic is a conversation of its own."""

import pytest

from web.channels.channel import Rejected

from ..providers.telegram import TelegramProvider
from ..providers.telegram_api import BOT, GROUP
from ..world import World

VOICE = {"file_id": "AwADBAADbXXXXXXXXXXXGBdhD2l6_XX"}


def in_group(provider: TelegramProvider, text: str = "", **fields: object) -> dict:
    return provider.message("group", **({"text": text} if text else {}), **fields)


@pytest.mark.parametrize("text, kind, words", [
    ("@lotse_test_bot Wie viele?", "text", "Wie viele?"), ("Wie viele, @LOTSE_Test_Bot?", "text", "Wie viele, ?"),
    ("/start@lotse_test_bot", "started", ""), ("/start", "started", ""), ("/start@lotse_test_bot now", "started", ""),
    ("/help@Lotse_Test_Bot", "text", "/help"), ("/person", "text", "/person"), ("@lotse_test_bot", "started", ""),
])
def test_in_a_group_our_name_and_our_commands_address_us(read, provider: TelegramProvider, text: str, kind: str, words: str):
    found = read(message=in_group(provider, text))
    assert (found.address, found.kind, found.text) == (str(GROUP), kind, words)


@pytest.mark.parametrize("text", [
    "Wie viele?", "@lotse_test_bot2 Hallo", "an anna@lotse_test_bot.example", "/start@other_bot", "/weather", "starten wir",
    "/starten"])
def test_in_a_group_everything_else_is_for_others(read, provider: TelegramProvider, text: str):
    assert read(message=in_group(provider, text)) is None


def test_a_reply_to_us_addresses_us(read, provider: TelegramProvider):
    ours, others = {"message_id": 1, "from": BOT}, {"message_id": 2, "from": provider.person("anna")}
    assert read(message=in_group(provider, "Und Niger?", reply_to_message=ours)).text == "Und Niger?"
    assert read(message=in_group(provider, voice=VOICE, reply_to_message=ours)).kind == "unreadable"
    assert read(message=in_group(provider, "Und Niger?", reply_to_message=others)) is None


def test_the_bots_name_is_asked_once_and_only_for_groups(read, provider: TelegramProvider):
    assert read(message=provider.message("anna", text="/help@lotse_test_bot")).text == "/help"
    assert provider.api.calls == []
    for _ in range(3):
        read(message=in_group(provider, "Wie viele?"))
    assert provider.api.calls == ["getMe"]


def test_without_the_bots_name_telegram_has_to_come_again(read, provider: TelegramProvider):
    provider.down()
    with pytest.raises(Rejected) as caught:
        read(message=in_group(provider, "@lotse_test_bot Wie viele?"))
    assert caught.value.status == 503
    provider.up()
    assert read(message=in_group(provider, "@lotse_test_bot Wie viele?")).text == "Wie viele?"


def test_a_topic_is_a_conversation_of_its_own(world: World, provider: TelegramProvider):
    for topic in (3, 4):
        text = f"@{BOT['username']} Mit wie vielen Ländern?"
        world.after(lambda text=text, topic=topic: provider.bring(
            message=in_group(provider, text, is_topic_message=True, message_thread_id=topic)), "group")
    assert {place: len(sent) for place, sent in provider.api.sent.items() if sent} == {(GROUP, 3): 1, (GROUP, 4): 1}
    assert world.database.execute("SELECT count(DISTINCT conversation_id) FROM chat").fetchone() == (2,)


def test_a_busy_group_holds_up_nobody_else(world: World, provider: TelegramProvider):
    provider.slow_down(30)
    provider.say_in_group("Mit wie vielen Ländern?", addressed=True)
    world.settle()
    assert provider.shown("group") == []
    assert "Mit vier Partnern." in world.say("Mit wie vielen Ländern?")[0].text
    world.later(seconds=20)
    assert provider.shown("group") == []
    world.later(seconds=20)
    assert len(provider.shown("group")) == 1
