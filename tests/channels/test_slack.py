"""What is special about Slack."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
import yaml

from tests.web.tables import empty
from tests.web.visits import ALWAYS
from web.channels import configuration
from web.channels.channel import Blocked, Choice, Failure, Inbound, Incoming, Later, Message, Received, Refused, Rejected, Source
from web.channels.providers.slack import SCOPES, Slack
from web.channels.rendering import numbered

from . import slack_examples as examples
from .loopback import Answer
from .provider import Json, Shown
from .providers.slack import SlackProvider, callback, signed
from .providers.slack_api import TOKEN, shown, units
from .world import World

PUBLIC = "https://lotse.example.org"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "channels" / "slack.md"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def provider() -> Iterator[SlackProvider]:
    made = SlackProvider()
    yield made
    made.close()


@pytest.fixture
def slack(provider: SlackProvider) -> Slack:
    return configuration.make(configuration.set_up(provider.settings()))[0]


@pytest.fixture
def world(provider: SlackProvider, make_app, database: psycopg.Connection) -> World:
    empty(database, "channel_state")
    return World(make_app(LOTSE_HOURS=ALWAYS, LOTSE_PUBLIC_URL=PUBLIC, **provider.settings()), provider, database)


def bring(slack: Slack, body: bytes, kind: str = "application/json") -> Received:
    return slack.receive(Inbound("POST", signed(int(NOW.timestamp()), body, kind), {}, body, NOW))


def read(slack: Slack, event: Json, **changes: object) -> tuple[Incoming, ...]:
    """What becomes of an event."""
    return bring(slack, json.dumps(callback({**event, **changes})).encode()).messages


def pressed(slack: Slack, **changes: object) -> tuple[Incoming, ...]:
    payload = {**examples.PRESS, **changes}
    return bring(slack, urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded").messages


def rendered(slack: Slack, text: str, choices: tuple[str, ...] = (), sources: tuple[Source, ...] = ()) -> list[Shown]:
    message = Message(text, "de", tuple(Choice(f"c:1:{place}", title) for place, title in enumerate(choices)), sources)
    return [shown(payload) for payload in slack.render(message)]


def failure(slack: Slack, provider: SlackProvider, answer: Answer) -> Failure:
    """What becomes of an answer to chat.postMessage."""
    provider.api.error = answer
    with pytest.raises(Failure) as raised:
        slack.send("D1", {}, slack.render(Message("Hallo", "de"))[0], "key")
    return raised.value


# Signatures

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


# Events, by Slack's own examples

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


# Rendering

def test_addresses_are_links_and_the_rest_is_literal(slack: Slack):
    said = "Siehe (https://example.org/a_b_?c=*d*&e), <!channel> :smile: <@U1> & www.example.org."
    payload, = slack.render(Message(said, "de"))
    assert shown(payload) == Shown(said, [], ["https://example.org/a_b_?c=*d*&e"])
    assert payload["text"] == said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_sources_are_links(slack: Slack):
    sources = (Source("A", "https://example.org/a", "Quelle: A"), Source("B", "", "Quelle: <B>"))
    one, = rendered(slack, "Vier.", sources=sources)
    assert one == Shown("Vier.\n\nQuelle: A\nQuelle: <B>", [], ["https://example.org/a"])


def test_short_choices_are_buttons_of_their_own_names(slack: Slack):
    payload = slack.render(Message("Welche?", "de", (Choice("c:1:0", "Niger"), Choice("c:1:1", "Tunesien & mehr"))))[0]
    assert shown(payload).buttons == ["Niger", "Tunesien & mehr"]
    assert [one["value"] for one in payload["blocks"][1]["elements"]] == ["c:1:0", "c:1:1"]


@pytest.mark.parametrize("titles", [("x" * 31,), ("🙂" * 16,), tuple(f"Land {number}" for number in range(26))])
def test_what_fits_on_no_button_is_numbered(slack: Slack, titles: tuple[str, ...]):
    one, = rendered(slack, "Welche?", titles)
    message = Message("", "de", tuple(Choice("c", title) for title in titles))
    assert one == Shown(f"Welche?\n\n{numbered(message)}")


def test_a_long_text_is_split_as_slack_counts(slack: Slack):
    said = " ".join(["🙂🙂🙂🙂🙂🙂🙂🙂🙂"] * 400)
    found = rendered(slack, said, ("Niger",))
    assert [units(one.text) <= 3000 for one in found] == [True] * 3
    assert " ".join(one.text for one in found) == said
    assert [one.buttons for one in found] == [[], [], ["Niger"]]


# Errors

@pytest.mark.parametrize(("code", "kind", "token"), [
    ("invalid_auth", Later, True), ("token_revoked", Later, True), ("account_inactive", Later, True), ("token_expired", Later, True),
    ("missing_scope", Later, True), ("messages_tab_disabled", Later, True), ("fatal_error", Later, False),
    ("internal_error", Later, False), ("service_unavailable", Later, False), ("rate_limited", Later, False),
    ("channel_not_found", Blocked, None), ("is_archived", Blocked, None), ("not_in_channel", Blocked, None),
    ("cannot_dm_bot", Blocked, None), ("user_disabled", Blocked, None), ("restricted_action", Blocked, None),
    ("msg_too_long", Refused, None), ("msg_blocks_too_long", Refused, None), ("invalid_blocks", Refused, None)])
def test_each_error_has_its_meaning(slack: Slack, provider: SlackProvider, code: str, kind: type, token: bool | None):
    found = failure(slack, provider, Answer(200, {"ok": False, "error": code}))
    assert (type(found), getattr(found, "token", None)) == (kind, token)


def test_the_time_of_a_429_is_kept(slack: Slack, provider: SlackProvider):
    for body in ({"ok": False, "error": "ratelimited"}, "Too many requests"):
        found = failure(slack, provider, Answer(429, body, (("Retry-After", "30"),)))
        assert isinstance(found, Later) and (found.error, found.after) == ("429", 30)


@pytest.mark.parametrize("answer", [
    Answer(500, {"ok": False, "error": "fatal_error"}), Answer(503, "<html>away"), Answer(502, b"\xff"), Answer(200, "<html>proxy"),
    Answer(200, []), Answer(200, [1]), Answer(200, "null"), Answer(404, "not here"), Answer(503, [1]), Answer(200, b"\xff")])
def test_what_is_no_answer_of_slack_is_tried_again(slack: Slack, provider: SlackProvider, answer: Answer):
    found = failure(slack, provider, answer)
    assert isinstance(found, Later) and not found.token and re.fullmatch("[a-z0-9]+", found.error)


def test_nobody_there_is_tried_again(slack: Slack, provider: SlackProvider):
    provider.close()
    with pytest.raises(Later, match="unreachable"):
        slack.send("D1", {}, slack.render(Message("Hallo", "de"))[0], "key")


def test_logs_hold_neither_words_nor_token(slack: Slack, provider: SlackProvider, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        slack.send("D1", {}, slack.render(Message("Geheimes", "de"))[0], "key")
        failure(slack, provider, Answer(200, "Geheimes"))
    assert "Geheimes" not in caplog.text and TOKEN not in caplog.text


# Settings, check and register

@pytest.mark.parametrize("token", ["xoxp-1-2-a-token-of-a-person", "xoxb-short", "xoxb-1-2-with a blank in it"])
def test_only_a_bots_token_is_taken(provider: SlackProvider, token: str):
    with pytest.raises(ValueError, match="LOTSE_SLACK_BOT_TOKEN is not usable") as raised:
        configuration.set_up({**provider.settings(), "LOTSE_SLACK_BOT_TOKEN": token})
    assert token not in str(raised.value)


def test_check_finds_all_in_order(slack: Slack, provider: SlackProvider):
    found = slack.check(PUBLIC)
    assert [one.good for one in found] == [True, True, True]
    assert "the bot is lotse in the workspace Subarachnoid Workspace" in found[0].sentence
    assert f"{PUBLIC}/channels/slack" in found[2].sentence
    assert slack.register(PUBLIC) == found and provider.complaints == []


def test_check_names_the_missing_permission(slack: Slack, provider: SlackProvider):
    provider.api.scopes = "chat:write,im:history"
    finding, = [one for one in slack.check(PUBLIC) if not one.good]
    assert finding.sentence.startswith("The app has not the permission app_mentions:read:")


def test_check_wants_https(slack: Slack):
    assert [one.good for one in slack.check("http://lotse.example.org")] == [True, True, False]


def test_check_never_raises(slack: Slack, provider: SlackProvider):
    for answer, said in (
            (Answer(200, {"ok": False, "error": "invalid_auth"}), "install the app anew"), (Answer(503), "try again later"),
            (Answer(200, [1]), "try again later"), (Answer(200, {"ok": False, "error": "strange_thing"}), "strange_thing")):
        provider.api.error = answer
        finding, = slack.check(PUBLIC)
        assert not finding.good and said in finding.sentence


def test_the_documented_manifest_asks_for_what_is_needed():
    manifest = yaml.safe_load(re.search(r"```yaml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1])
    assert tuple(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    settings = manifest["settings"]
    assert settings["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"]
    assert settings["interactivity"]["is_enabled"] and not settings["socket_mode_enabled"] and not settings["token_rotation_enabled"]
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": False, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}


# As a whole

def test_opening_the_chat_again_is_no_new_beginning(world: World):
    event = {**examples.HOME, "tab": "messages", "channel": "D0ANNA"}
    for name in ("Ev1", "Ev2"):
        now = {"event_time": int(world.provider.clock())}
        assert world.provider.bring({**callback(event, name), **now}) == 200
        world.settle()
    assert len(world.provider.shown()) == 1


def test_in_a_channel_answers_and_choices_stay_in_the_thread(world: World, rasa):
    world.provider.say_in_group("Mit wie vielen Ländern?", addressed=True)
    world.settle()
    world.provider.press("Welche?", "group")
    world.settle()
    posted = world.provider.api.posted["C0GROUP"]
    assert len(posted) == 2 and len({one["thread_ts"] for one in posted}) == 1
    assert len({one["sender"] for one in rasa.received}) == 1 and rasa.received[-1]["message"] == "Welche Länder?"


def test_two_threads_are_two_conversations(world: World, rasa):
    for _ in range(2):
        world.provider.say_in_group("Mit wie vielen Ländern?", addressed=True)
    world.settle()
    assert len({one["sender"] for one in rasa.received}) == 2


def test_a_direct_chat_is_answered_where_it_was_asked(world: World, rasa):
    ts = f"{int(world.provider.clock())}.000900"
    asked = {**examples.DIRECT, "channel": "D0ANNA", "ts": ts, "thread_ts": "1515449000.000001"}
    world.provider.bring(callback(asked))
    world.settle()
    world.say("Und Niger?")
    assert [one.get("thread_ts") for one in world.provider.api.posted["D0ANNA"]] == ["1515449000.000001", None]
    assert len({one["sender"] for one in rasa.received}) == 1
