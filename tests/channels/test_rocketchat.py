"""What is special about Rocket.Chat."""

import json
from datetime import UTC, datetime

import pytest

from tests.web.fakes import custom
from web.channels.channel import Blocked, Channel, Choice, Failure, Inbound, Incoming, Later, Message, Refused, Rejected, Source
from web.channels.configuration import make, set_up

from .provider import Provider
from .providers.rocketchat import BOT, WEBHOOK_TOKEN, room_id, user_id
from .world import World

pytestmark = pytest.mark.parametrize("provider", ["rocketchat"], indirect=True)
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
BUTTON = {"msg_in_chat_window": True, "msg_processing_type": "sendMessage"}
PUBLIC = "https://lotse.example.org"
# From https://github.com/H999/document-rocket-chat-webhook-json, but for the token.
GROUP = {
    "token": WEBHOOK_TOKEN, "bot": False, "channel_id": "ZpMw6XxSuZdpupcDa", "channel_name": "THANG-TEST-2",
    "message_id": "QSGJ9YqFkXuinmHAt", "timestamp": "2021-03-18T03:37:15.725Z", "user_id": "zk8ei6fZYTxnNdbWg",
    "user_name": "thangtm13", "text": "hi", "siteUrl": "http://localhost:3006/"}
DIRECT = {name: value for name, value in GROUP.items() if name != "channel_name"} | {"channel_id": "zk8ei6fZYTxnNdbWg" + BOT}


@pytest.fixture
def channel(provider: Provider) -> Channel:
    made, = make(set_up(provider.settings()))
    return made


def read(channel: Channel, body: object) -> tuple[Incoming, ...]:
    return channel.receive(Inbound("POST", {}, {}, json.dumps(body).encode(), datetime.now(UTC))).messages


def sent(channel: Channel, address: str = room_id("anna"), message: Message | None = None, route: dict | None = None) -> None:
    for payload in channel.render(message or Message("Vier.", "de")):
        channel.send(address, route or {}, payload, KEY)


def test_a_direct_message_is_a_text(channel: Channel):
    assert read(channel, DIRECT) == (Incoming(
        "QSGJ9YqFkXuinmHAt", DIRECT["channel_id"], "text", "hi", datetime(2021, 3, 18, 3, 37, 15, 725000, UTC), route={"thread": ""}),)


def test_a_channel_is_answered_in_a_thread_of_the_message(channel: Channel):
    assert read(channel, GROUP) == ()
    found, = read(channel, GROUP | {"text": "Hallo @lotse, hi", "trigger_word": "@lotse"})
    assert (found.address, found.text) == ("ZpMw6XxSuZdpupcDa:QSGJ9YqFkXuinmHAt", "Hallo , hi")
    found, = read(channel, GROUP | {"text": "@LOTSE hi", "tmid": "thread0"})
    assert (found.address, found.text) == ("ZpMw6XxSuZdpupcDa:thread0", "hi")


@pytest.mark.parametrize("text", ["@lotsen hi", "a@lotse.org", "lotse hi", "@lotse.de hi", "@lotse-2 hi"])
def test_another_name_is_no_mention(channel: Channel, text: str):
    assert read(channel, GROUP | {"text": text}) == ()


def test_a_chat_of_three_needs_a_mention(channel: Channel):
    three = DIRECT | {"channel_id": "6561ce603d237c337"}
    assert read(channel, three) == ()
    assert [one.kind for one in read(channel, three | {"text": "@lotse hi"})] == ["text"]


def test_a_file_cannot_be_read_but_its_caption_can(channel: Channel):
    assert [one.kind for one in read(channel, DIRECT | {"text": ""})] == ["unreadable"]
    assert [one.kind for one in read(channel, GROUP | {"text": ""})] == []
    assert [one.text for one in read(channel, DIRECT | {"text": "Wer ist das?"})] == ["Wer ist das?"]


def test_a_mention_without_words_gets_the_greeting(channel: Channel):
    assert [one.kind for body in (GROUP, DIRECT) for one in read(channel, body | {"text": " @lotse "})] == ["started", "started"]


def test_each_change_is_one_of_its_own(channel: Channel):
    edits = [read(channel, DIRECT | {"text": text, "isEdited": True})[0] for text in ("a", "b", "b")]
    assert {(one.kind, one.target) for one in edits} == {("edited", DIRECT["message_id"])}
    assert len({one.id for one in edits}) == 2 and DIRECT["message_id"] not in {one.id for one in edits}


@pytest.mark.parametrize("change", [
    {"bot": {"i": "x"}}, {"bot": True}, {"user_id": BOT}])
def test_bots_are_left_alone(channel: Channel, change: dict):
    assert read(channel, DIRECT | change) == ()


@pytest.mark.parametrize("event", [
    {"channel_name": "general", "timestamp": "2021-03-18T03:37:15.725Z", "user": {}, "room": {}}, {"owner": {}, "room": {}}])
def test_other_events_are_left_alone(channel: Channel, event: dict):
    assert read(channel, {"token": WEBHOOK_TOKEN, "bot": False, "channel_id": "x", "user_id": "y", **event}) == ()


@pytest.mark.parametrize(("body", "status"), [
    (b"", 400), (b"[]", 400), (b"{", 400), (b"\xff", 400), (b"{}", 401), (b'{"token": 7}', 400), (b'{"token": "\\ud800"}', 401)])
def test_what_is_not_right_is_turned_away(channel: Channel, body: bytes, status: int):
    with pytest.raises(Rejected) as caught:
        channel.receive(Inbound("POST", {}, {}, body, datetime.now(UTC)))
    assert caught.value.status == status


def test_it_is_brought_with_post(channel: Channel):
    with pytest.raises(Rejected) as caught:
        channel.receive(Inbound("GET", {}, {}, b"", datetime.now(UTC)))
    assert caught.value.status == 405


def test_a_response_is_never_empty_as_that_would_be_repeated(world: World):
    assert world.provider.say("Wer holt Kaffee?", "group") == 200 and world.provider.complaints == []


def test_an_old_button_still_means_what_it_says(world: World, rasa):
    world.say("Mit wie vielen Ländern?")
    rasa.behave(lambda _: [{"text": "Gut.", "buttons": [{"title": "Anderes", "payload": "Anders"}]}, {"custom": custom()}])
    world.say("Und sonst?")
    world.press("Welche?")
    assert rasa.received[-1]["message"] == "Welche Länder?"


def test_a_button_in_a_channel_mentions_the_bot(world: World, rasa):
    world.after(lambda: world.provider.say_in_group("Mit wie vielen Ländern?", addressed=True), "group")
    world.press("Welche?", "group")
    assert rasa.received[-1]["message"] == "Welche Länder?"
    assert len({message["tmid"] for message in world.provider.seen.values()}) == 1
    assert len({one["sender"] for one in rasa.received}) == 1


def test_emoji_count_as_the_server_counts_them(channel: Channel):
    payloads = channel.render(Message("🙂" * 6000, "de"))
    assert all(len(payload["msg"]) <= 2500 for payload in payloads) and sum(len(payload["msg"]) for payload in payloads) == 6000


def test_escapes_count_too(channel: Channel):
    assert all(len(payload["msg"]) <= 5000 for payload in channel.render(Message("*_" * 5000, "de")))


def test_what_is_sent(channel: Channel, provider: Provider):
    sources = (Source("Seite", "https://example.org/x_y", "Quelle: Seite"), Source("Buch", "", "Quelle: *Buch*"))
    sent(channel, message=Message("a_b", "de", (Choice("c:1:0", "Ja"),), sources), route={"thread": "t1"})
    message, = provider.seen.values()
    hidden = "".join(chr(0xE0000 + ord(sign)) for sign in "c:1:0")
    assert message == {
        "_id": KEY.replace("-", ""), "rid": room_id("anna"), "tmid": "t1", "msg": r"a\_b", "parseUrls": False, "attachments": [
            {"title": "Quelle: Seite", "title_link": "https://example.org/x_y"}, {"text": r"Quelle: \*Buch\*"},
            {"button_alignment": "vertical", "actions": [{"type": "button", "text": "Ja", "msg": f"Ja{hidden}", **BUTTON}]}]}


def test_what_is_tried_again_is_there_once(channel: Channel, provider: Provider):
    sent(channel)
    sent(channel)
    assert len(provider.seen) == 1 and provider.complaints == []


@pytest.mark.parametrize(("error", "kind", "expected"), [
    ("room_is_blocked", None, Blocked), ("error-invalid-room", None, Blocked),
    ("not-allowed [error-not-allowed]", "error-not-allowed", Blocked), ("You have been muted", "You_have_been_muted", Blocked),
    ("too long [error-message-size-exceeded]", "error-message-size-exceeded", Refused),
    ("slow down [error-too-many-requests]", "error-too-many-requests", Later)])
def test_errors(channel: Channel, provider: Provider, error: str, kind: str | None, expected: type[Failure]):
    provider.refuse(error, kind)
    with pytest.raises(expected):
        sent(channel)


def test_a_bot_that_is_not_let_in_needs_an_operator(channel: Channel, provider: Provider):
    provider.revoke()
    with pytest.raises(Later) as caught:
        sent(channel)
    assert caught.value.token


def test_the_wait_is_the_one_asked_for(channel: Channel, provider: Provider):
    provider.slow_down(35)
    with pytest.raises(Later) as caught:
        sent(channel)
    assert caught.value.after == 35


def test_the_bot_sees_no_integrations(channel: Channel):
    found = channel.check(PUBLIC)
    assert [one.good for one in found] == [True, True] and "look yourself" in found[1].sentence
    assert [one.good for one in channel.register(PUBLIC)] == [True, False]


def test_integrations_are_created_once(channel: Channel, provider: Provider):
    provider.let_manage()
    assert [one.good for one in channel.check(PUBLIC)] == [True, False, False] and provider.created == []
    assert [one.good for one in channel.register(PUBLIC)] == [True, True, True]
    assert [(one["channel"], one.get("triggerWords"), one["urls"], one["token"]) for one in provider.created] == [
        ("@lotse", None, [f"{PUBLIC}/channels/rocketchat"], WEBHOOK_TOKEN),
        ("all_public_channels,all_private_groups", ["@lotse"], [f"{PUBLIC}/channels/rocketchat"], WEBHOOK_TOKEN)]
    assert [one.good for one in channel.register(PUBLIC)] == [True, True, True] and len(provider.created) == 2


@pytest.mark.parametrize("change", [{"enabled": False}, {"token": "another"}])
def test_an_integration_that_is_not_right_is_found(channel: Channel, provider: Provider, change: dict):
    provider.let_manage()
    channel.register(PUBLIC)
    provider.created[0].update(change)
    assert [one.good for one in channel.check(PUBLIC)] == [True, False, True]


@pytest.mark.parametrize(("change", "word"), [({"username": "anna"}, "LOTSE_ROCKETCHAT_USERNAME"), ({"roles": ["user"]}, "role bot")])
def test_another_user_is_found(channel: Channel, provider: Provider, change: dict, word: str):
    provider.me.update(change)
    assert [one.good for one in channel.check(PUBLIC) if word in one.sentence] == [False]


def test_a_check_never_fails(channel: Channel, provider: Provider):
    for fail in (provider.down, provider.revoke):
        fail()
        assert [one.good for one in [*channel.check(PUBLIC), *channel.register(PUBLIC)]] == [False, False]
    assert "LOTSE_PUBLIC_URL" in channel.check("")[0].sentence


def test_ids_of_people_are_in_no_payload(channel: Channel):
    assert user_id("anna") not in json.dumps(channel.render(Message("Vier.", "de")))
