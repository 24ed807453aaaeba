"""Matrix: invitations, who leaves, and what was said while nobody listened."""

from urllib.parse import quote

import pytest

from web.channels.channel import Blocked

from .matrix.ear import Ear, answer, ear, facts, provider
from .matrix.synapse import BOT
from .providers.matrix import person, room
from .world import World

__all__ = ["ear", "provider"]


def test_who_invites_is_greeted_and_the_question_that_came_with_it_is_answered(provider, world: World, rasa):
    anna = person("anna")
    assert provider.gateway.listening.wait(15)
    place = anna.room(BOT, direct=True)
    anna.say(place, "Mit wie vielen Ländern?")
    world.wait_taken(2)
    world.settle()
    provider.rooms["anna"] = place
    greeting, reply = provider.shown()
    assert "kein Mensch" in greeting.text and "Mit vier Partnern." in reply.text
    assert len(rasa.received) == 1


def test_what_was_said_before_the_invitation_is_not_ours(ear):
    anna = person("anna")
    place = anna.room()
    anna.say(place, "Geheim")
    anna.call("POST", f"/rooms/{quote(place)}/invite", {"user_id": BOT})
    anna.say(place, "Neu")
    assert sorted(facts(ear.hear(2))) == [("started", ""), ("text", "Neu")]


def test_only_people_of_the_named_servers_may_invite(provider):
    ear = Ear(provider.settings() | {"LOTSE_MATRIX_SERVERS": "bund.example, land.example"})
    ear.hear()
    anna = person("anna")
    place = anna.room(BOT)
    ear.hear()
    state = anna.call("GET", f"/rooms/{quote(place)}/state/m.room.member/{quote(BOT)}")
    assert state["membership"] == "leave"
    ear.close()


def test_an_invitation_that_was_withdrawn_does_no_harm(ear):
    anna = person("anna")
    place = anna.room(BOT)
    anna.call("POST", f"/rooms/{quote(place)}/kick", {"user_id": BOT})
    anna.say(room("anna"), "Noch da?")
    assert facts(ear.hear(1)) == [("text", "Noch da?")] and ear.cursor["invites"] == {}


def test_an_invitation_is_tried_again_but_not_for_ever(provider, ear):
    provider.gateway.failing = "/join/"
    place = person("anna").room(BOT)
    for _ in range(6):
        ear.hear()
        person("anna").say(room("anna"), "weiter")
    assert ear.cursor["invites"] == {}
    assert len([path for path in provider.gateway.paths if path.endswith(f"/join/{place}")]) == 5
    person("anna").call("POST", f"/rooms/{quote(place)}/kick", {"user_id": BOT})


def test_who_leaves_is_left_alone(ear):
    anna = person("anna")
    place = anna.room(BOT, direct=True)
    ear.hear(1)
    anna.leave(place)
    stopped, = ear.hear(1)
    assert (stopped.kind, stopped.address) == ("stopped", place)
    assert place not in person("lotse").call("GET", "/joined_rooms")["joined_rooms"]
    with pytest.raises(Blocked):
        answer(ear, place)


def test_who_throws_us_out_is_left_alone(ear):
    anna = person("anna")
    place = anna.room(BOT, direct=True)
    ear.hear(1)
    anna.call("POST", f"/rooms/{quote(place)}/kick", {"user_id": BOT})
    stopped, = ear.hear(1)
    assert (stopped.kind, stopped.address) == ("stopped", place)
    with pytest.raises(Blocked):
        answer(ear, place)


