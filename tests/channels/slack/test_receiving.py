"""Slack: signatures, and events by Slack's own examples."""

import json
from datetime import UTC, datetime

import pytest

from web.channels.channel import Inbound, Incoming, Received, Rejected
from web.channels.providers.slack import Slack

from ..provider import Json
from ..providers.slack import SlackProvider, signed
from ..world import World
from . import examples
from .bringing import NOW, pressed, read


def test_the_documented_signature_is_right(provider: SlackProvider, slack: Slack):
    headers = {"X-Slack-Request-Timestamp": str(examples.SIGNED_AT), "X-Slack-Signature": examples.SIGNATURE,
               "Content-Type": "application/x-www-form-urlencoded"}
    at = datetime.fromtimestamp(examples.SIGNED_AT + 299, UTC)
    assert slack.receive(Inbound("POST", headers, {}, examples.SIGNED, at)) == Received()
    with pytest.raises(Rejected, match="not right"):
        slack.receive(Inbound("POST", headers, {}, examples.SIGNED + b"&", at))


def test_only_post_is_taken(slack: Slack):
    with pytest.raises(Rejected) as raised:
        slack.receive(Inbound("GET", {}, {}, b"", NOW))
    assert raised.value.status == 405


def test_the_challenge_is_answered_only_when_it_is_signed(world: World):
    body, now = json.dumps(examples.URL_VERIFICATION).encode(), int(world.provider.clock())
    client = world.app.test_client()
    answer = client.post("/channels/slack", data=body, headers=signed(now, body))
    assert (answer.status_code, answer.text, answer.mimetype) == (200, examples.URL_VERIFICATION["challenge"], "text/plain")
    assert client.post("/channels/slack", data=body).status_code == 401


def test_a_direct_message(slack: Slack):
    assert read(slack, examples.DIRECT) == (Incoming(
        "D024BE91L:1355517523.000005", "D024BE91L", "text", "Hello hello can you hear me?",
        datetime(2012, 12, 14, 20, 38, 43, 5, UTC), route={"thread": ""}),)


def test_a_mention_begins_a_thread(slack: Slack):
    message, = read(slack, examples.MENTION)
    assert (message.address, message.text) == ("C123ABC456:1515449522.000016", "is it everything a river should be?")
    assert message.route == {"thread": "1515449522.000016"}


def test_a_mention_in_a_thread_stays_in_it(slack: Slack):
    message, = read(slack, examples.MENTION, thread_ts="1515449000.000001")
    assert (message.address, message.route) == ("C123ABC456:1515449000.000001", {"thread": "1515449000.000001"})


def test_a_mention_without_words_is_a_beginning(slack: Slack):
    message, = read(slack, examples.MENTION, text=" <@U0LAN0Z89> ")
    assert message.kind == "started"


def test_a_mention_that_comes_as_two_events_has_one_id(slack: Slack):
    place = {"channel": "D123ABC456", "ts": "1515449522.000016"}
    assert read(slack, examples.MENTION, **place)[0].id == read(slack, examples.DIRECT, **place)[0].id


def test_an_edit(slack: Slack):
    message, = read(slack, examples.CHANGED)
    assert (message.id, message.kind, message.text) == ("Ev123ABC456", "edited", "Hello, world!")
    assert (message.address, message.target) == ("D123ABC456", "D123ABC456:1355517523.000005")


def test_a_preview_is_no_edit(slack: Slack):
    """Slack changes a message also to add a preview of a link or the language."""
    before = {"type": "message", "user": "U123ABC456", "text": "Hello, world!", "ts": "1355517523.000005"}
    assert read(slack, examples.CHANGED, previous_message=before) == ()
    assert read(slack, examples.CHANGED, message={**before, "text": "Hello"}) == ()


def test_a_deletion(slack: Slack):
    message, = read(slack, examples.DELETED)
    assert (message.id, message.kind, message.target) == ("Ev123ABC456", "deleted", "D123ABC456:1358878749.000002")


def test_a_deletion_with_replies_is_a_deletion(slack: Slack):
    """Then Slack puts its own words where the message was."""
    before = {"type": "message", "user": "U123ABC456", "text": "Ich heiße Anna", "ts": "1355517523.000005"}
    grave = {"type": "message", "subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "ts": before["ts"]}
    message, = read(slack, examples.CHANGED, message=grave, previous_message=before)
    assert (message.kind, message.target, message.text) == ("deleted", "D123ABC456:1355517523.000005", "")


def test_a_picture_with_words_is_a_text(slack: Slack):
    assert [(one.kind, one.text) for one in read(slack, examples.FILE)] == [("text", "Hi there!")]
    assert [(one.kind, one.text) for one in read(slack, examples.FILE, text="")] == [("unreadable", "")]


def test_a_forwarded_message_without_words_cannot_be_read(slack: Slack):
    assert read(slack, examples.DIRECT, text="", attachments=[{"is_share": True}])[0].kind == "unreadable"


def test_opening_the_chat_is_a_beginning(slack: Slack):
    message, = read(slack, examples.HOME, tab="messages")
    assert (message.id, message.address, message.kind) == ("home:D123ABC456", "D123ABC456", "started")
    assert read(slack, examples.HOME) == ()


def test_a_press(slack: Slack):
    message, = pressed(slack)
    assert (message.id, message.kind, message.text) == ("press:C111:1596530361.000200:1596530385.194939", "choice", "click_me_123")
    assert (message.address, message.route) == ("C111:1596530300.000100", {"thread": "1596530300.000100"})


@pytest.mark.parametrize("changes", [
    {"actions": []}, {"message": None}, {"type": "view_submission"}, {"actions": [{"type": "button", "url": "https://example.org"}]},
    {"actions": [{"type": "static_select", "value": "x"}]}])
def test_other_presses_are_not_for_us(slack: Slack, changes: Json):
    assert pressed(slack, **changes) == ()


@pytest.mark.parametrize("event", [
    examples.BOT, examples.JOINED, examples.REACTION, {**examples.DIRECT, "bot_id": "B1"}, {**examples.MENTION, "bot_id": "B1"},
    {**examples.DIRECT, "user": "USLACKBOT"}, {**examples.DIRECT, "channel": "C024BE91L", "channel_type": "channel"},
    {**examples.DIRECT, "subtype": "channel_topic"}, {**examples.CHANGED, "message": {**examples.CHANGED["message"], "bot_id": "B1"}},
    {**examples.DELETED, "previous_message": {"bot_id": "B1", "text": "Vier."}}, {**examples.DELETED, "channel": "C123ABC456"}],
    ids=lambda event: event["type"])
def test_what_is_not_for_us_is_left_out(slack: Slack, event: Json):
    assert read(slack, event) == ()


@pytest.mark.parametrize("event", [
    {**examples.DIRECT, "ts": "soon"}, {**examples.DIRECT, "ts": None}, {**examples.DIRECT, "channel": "D1:2"},
    {**examples.DIRECT, "text": ["Hallo"]}, {**examples.DIRECT, "thread_ts": "\0"}, {**examples.CHANGED, "message": "Hallo"},
    {**examples.DELETED, "deleted_ts": 7}, {**examples.HOME, "tab": "messages", "channel": ""}])
def test_signed_garbage_is_turned_away(slack: Slack, event: Json):
    with pytest.raises(Rejected) as raised:
        read(slack, event)
    assert raised.value.status == 400


@pytest.mark.parametrize(("typed", "meant"), [
    ("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"),
    ("<mailto:a@example.org|a@example.org>", "a@example.org"),
    ("<mailto:a@example.org>", "a@example.org"), ("<#C024BE7LR|general>", "#general"), ("<!here> wer?", "wer?"),
    ("<!subteam^S1|@team> wer?", "@team wer?"), ("<@W1|anna> und <@U2>, wer?", "und , wer?"),
    ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
    ("&amp;lt;", "&lt;"), ("مرحبا 🙂", "مرحبا 🙂"), ("*fett* _so_", "*fett* _so_")])
def test_markup_becomes_what_was_typed(slack: Slack, typed: str, meant: str):
    assert read(slack, examples.DIRECT, text=typed)[0].text == meant
