"""How Mattermost's events are heard, and what is read after an interruption."""

import threading

import pytest

from web.channels.channel import Later
from web.texts import texts

from .providers.mattermost import BOT, MattermostProvider, an_id
from .world import World

pytestmark = pytest.mark.parametrize("provider", ["mattermost"], indirect=True)


def test_a_new_chat_gets_the_greeting(world: World, rasa):
    world.provider.wait_connected()
    data = {"creator_id": an_id("anna writes"), "teammate_id": BOT["id"]}
    world.provider.members.add("anna")
    shown = world.after(lambda: world.provider.emit("direct_added", data, "anna"))
    assert texts("de")["widget"]["machine_title"] in shown[0].text
    assert rasa.received == []


def test_what_was_missed_is_read_after_a_gap(world: World, rasa):
    """An event got lost: the next one shows it by its number, and everything is read again."""
    world.say("Frage 1")
    listening, world.provider.emit = world.provider.emit, lambda *_: None
    world.provider.say("Frage 2")
    world.provider.emit = listening
    world.provider.emit("typing", {}, "anna", skip=1)
    world.wait_taken(2)
    world.settle()
    assert [one["message"] for one in rasa.received] == ["Frage 1", "Frage 2"]


def test_changes_and_deletions_of_an_outage_are_read_afterwards(provider: MattermostProvider):
    for name in ("changed", "deleted", "left"):
        provider.say(f"Frage {name}", name=name)
    provider.edit("changed", "Frage neu")
    provider.delete("deleted")
    provider.say("Wer holt Kaffee?", "group")
    taken, stopped = [], threading.Event()

    def accept(messages, cursor=None):
        taken.append((messages, cursor))
        stopped.set()

    provider.channel().listen(accept, {"since": provider.posts[0]["create_at"]}, stopped)
    (messages, cursor), = taken
    assert [(one.kind, one.text) for one in messages] == [("edited", "Frage neu"), ("deleted", ""), ("text", "Frage left")]
    assert cursor == {"since": max(post["update_at"] for post in provider.posts)}


def test_what_is_long_ago_is_not_read_again(provider: MattermostProvider):
    provider.say("Frage")
    taken, stopped = [], threading.Event()

    def accept(messages, cursor=None):
        taken.extend(messages)
        stopped.set()

    provider.channel().listen(accept, {"since": provider.posts[0]["create_at"] + 3_600_000}, stopped)
    assert taken == []


def test_a_wrong_token_is_told(provider: MattermostProvider):
    channel = provider.channel()
    provider.failure = provider.error(401, "api.context.session_expired.app_error")
    with pytest.raises(Later) as caught:
        channel.listen(lambda *_: None, None, threading.Event())
    assert caught.value.token
    finding, = channel.check("https://lotse.example.org")
    assert not finding.good and "LOTSE_MATTERMOST_TOKEN" in finding.sentence
