"""What is special about Mattermost."""

import json
from datetime import UTC, datetime

import pytest

from web.channels.channel import Blocked, Channel, Choice, Failure, Inbound, Incoming, Later, Message, Refused, Rejected, Source

from .loopback import Answer
from .providers.mattermost import MattermostProvider, an_id

pytestmark = pytest.mark.parametrize("provider", ["mattermost"], indirect=True)
KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"
PUBLIC = "https://lotse.example.org"


@pytest.fixture
def channel(provider: MattermostProvider) -> Channel:
    return provider.channel()


def sent(channel: Channel, message: Message | None = None, address: str = "", route: dict | None = None) -> None:
    for payload in channel.render(message or Message("Vier.", "de")):
        channel.send(address or an_id("group"), route or {}, payload, KEY)


def pressed(channel: Channel, body: object) -> Incoming:
    request = Inbound("POST", {}, {}, body if isinstance(body, bytes) else json.dumps(body).encode(), datetime.now(UTC))
    received = channel.receive(request)
    assert (received.body, received.content_type) == ("{}", "application/json")
    message, = received.messages
    return message


def press(channel: Channel, provider: MattermostProvider, address: str = "") -> dict:
    """What Mattermost brings when the button of a new message is pressed."""
    sent(channel, Message("Gut?", "de", (Choice("c:1:0", "Ja"),)), address)
    context = provider.posts[-1]["props"]["attachments"][0]["actions"][0]["integration"]["context"]
    return {"user_id": an_id("anna"), "channel_id": an_id("group"), "post_id": provider.posts[-1]["id"], "trigger_id": "x" * 230,
            "type": "button", "data_source": "", "context": context}


def test_a_press_is_known_by_its_trigger(channel: Channel, provider: MattermostProvider):
    body = press(channel, provider)
    first, again, other = (pressed(channel, body | {"trigger_id": trigger}) for trigger in ("x" * 230, "x" * 230, "y" * 230))
    assert first == again and first.id != other.id and len(first.id) <= 200
    assert (first.kind, first.text, first.address) == ("choice", "c:1:0", an_id("group"))


def test_a_press_in_a_thread_stays_there(channel: Channel, provider: MattermostProvider):
    provider.say_in_group("Gut?", addressed=True)
    address = f"{an_id('group')}:{provider.posts[0]['id']}"
    assert pressed(channel, press(channel, provider, address)).address == address
    assert provider.posts[-1]["root_id"] == provider.posts[0]["id"] and provider.complaints == []


@pytest.mark.parametrize(("change", "status"), [
    ({"context": None}, 400), ({"context": {}}, 400), ({"context": {"signature": ""}}, 400), ({"channel_id": an_id("anna")}, 403),
    ({"channel_id": None}, 403), ({"trigger_id": None}, 400), ({"trigger_id": ["x"]}, 400)])
def test_what_is_not_right_is_turned_away(channel: Channel, provider: MattermostProvider, change: dict, status: int):
    with pytest.raises(Rejected) as caught:
        pressed(channel, press(channel, provider) | change)
    assert caught.value.status == status


@pytest.mark.parametrize("change", [
    {"choice": "c:1:1"}, {"address": an_id("anna")}, {"address": "\ud800"}, {"signature": "0" * 64}, {"signature": "é"},
    {"signature": "\ud800"}])
def test_a_forged_press_is_turned_away(channel: Channel, provider: MattermostProvider, change: dict):
    body = press(channel, provider)
    with pytest.raises(Rejected) as caught:
        pressed(channel, body | {"context": body["context"] | change, "channel_id": change.get("address", body["channel_id"])})
    assert caught.value.status == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff"])
def test_garbage_is_not_understood(channel: Channel, body: bytes):
    with pytest.raises(Rejected) as caught:
        pressed(channel, body)
    assert caught.value.status == 400


def test_presses_are_brought_with_post(channel: Channel):
    with pytest.raises(Rejected) as caught:
        channel.receive(Inbound("GET", {}, {}, b"", datetime.now(UTC)))
    assert caught.value.status == 405


def test_without_an_address_choices_are_numbers(provider: MattermostProvider):
    channel = provider.channel(LOTSE_MATTERMOST_ACTIONS_URL="")
    payload, = channel.render(Message("Gut?", "de", (Choice("c:1:0", "Ja"),)))
    assert payload["choices"] == [] and "1\\. Ja" in payload["message"]
    assert "LOTSE_MATTERMOST_ACTIONS_URL" in channel.check(PUBLIC)[-1].sentence


def test_emoji_and_escapes_count_as_the_server_counts_them(channel: Channel):
    assert [len(payload["message"]) for payload in channel.render(Message("🙂" * 4001, "de"))] == [4000, 1]
    assert all(len(payload["message"]) <= 4000 for payload in channel.render(Message("*_" * 5000, "de")))


def test_what_is_sent(channel: Channel, provider: MattermostProvider):
    sources = (Source("Seite", "https://example.org/x_y", "Quelle: Seite"), Source("Buch", "", "Quelle: *Buch*"))
    provider.say("Hallo", "group")
    root = provider.posts[0]["id"]
    sent(channel, Message("a_b", "de", (Choice("c:1:0", "Ja"),), sources), route={"root": root})
    post = provider.posts[-1]
    assert (post["message"], post["root_id"], post["pending_post_id"]) == (r"a\_b", root, KEY)
    page, book, buttons = post["props"]["attachments"]
    assert page == {"fallback": "Quelle: Seite", "title": "Quelle: Seite", "title_link": "https://example.org/x_y"}
    assert book == {"fallback": "Quelle: *Buch*", "text": r"Quelle: \*Buch\*"}
    assert [action["name"] for action in buttons["actions"]] == ["Ja"] and buttons["fallback"] == "Ja"


def test_no_secret_waits_in_the_database(channel: Channel, provider: MattermostProvider):
    payloads = json.dumps(channel.render(Message("Gut?", "de", (Choice("c:1:0", "Ja"),))))
    assert all(secret not in payloads for secret in provider.settings().values())


def test_what_is_tried_again_at_once_is_there_once(channel: Channel, provider: MattermostProvider):
    sent(channel)
    sent(channel)
    assert len(provider.posts) == 1


@pytest.mark.parametrize(("status", "id", "expected"), [
    (400, "api.post.create_post.can_not_post_to_deleted.error", Blocked), (403, "api.context.permissions.app_error", Blocked),
    (404, "app.channel.get.existing.app_error", Blocked), (404, None, Later), (403, None, Later), (502, None, Later),
    (500, "api.post.deduplicate_create_post.pending", Later), (400, "model.post.is_valid.message_length.app_error", Refused),
    (401, "api.context.session_expired.app_error", Later)])
def test_errors(channel: Channel, provider: MattermostProvider, status: int, id: str | None, expected: type[Failure]):
    provider.failure = provider.error(status, id) if id else Answer(status, "<html>")
    with pytest.raises(expected) as caught:
        sent(channel)
    assert getattr(caught.value, "token", False) == (status == 401)


def test_the_wait_is_the_one_asked_for(channel: Channel, provider: MattermostProvider):
    provider.slow_down(7)
    with pytest.raises(Later) as caught:
        sent(channel)
    assert caught.value.after == 7


def test_typing_is_shown_in_the_thread(channel: Channel, provider: MattermostProvider):
    channel.typing(f"{an_id('group')}:r1", {})
    assert provider.typing_seen("group") == 1


def test_a_bot_is_checked(channel: Channel, provider: MattermostProvider):
    assert [one.good for one in channel.check(PUBLIC)] == [True, True] == [one.good for one in channel.register(PUBLIC)]
    provider.bot["is_bot"] = False
    assert [one.good for one in channel.check(PUBLIC)] == [True, False, True]


def test_a_check_never_fails(provider: MattermostProvider):
    channel = provider.channel()
    provider.close()
    finding, = channel.check(PUBLIC)
    assert not finding.good and "LOTSE_MATTERMOST_URL" in finding.sentence
