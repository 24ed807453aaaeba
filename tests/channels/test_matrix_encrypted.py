"""Encrypted rooms: questions, answers, people; restarts, lost moments, and keys that do not come."""

from collections.abc import Iterator

import pytest

from web import close_app
from web.channels.channel import Incoming, Later
from web.store.database import StoreDown

from .matrix.apps import App
from .matrix.ear import Ear, answer, ear, provider
from .matrix.synapse import BOT
from .providers.matrix import person
from .test_every_channel import replying
from .world import World

__all__ = ["ear", "provider"]


@pytest.fixture
def anna() -> Iterator[App]:
    app = App("anna")
    yield app
    app.close()


def texts(messages: list[Incoming]) -> list[str]:
    return [message.text for message in messages if message.kind == "text"]


def invited(ear: Ear, app: App) -> str:
    """An encrypted room with the bot in it."""
    room = app.room(BOT)
    assert [message.kind for message in ear.hear(1)] == ["started"]
    return room


def in_service(world: World, app: App) -> str:
    """The same, where the whole service listens."""
    assert world.provider.gateway.listening.wait(15)
    room = app.room(BOT)
    world.wait_taken(1)
    world.settle()
    assert len(app.read(room)) == 1
    return room


def asked(world: World, app: App, room: str, text: str) -> list[str]:
    """What is answered."""
    before, taken = len(app.read(room)), world.taken()
    app.say(room, text)
    world.wait_taken(taken + 1)
    world.settle()
    return app.read(room)[before:]


def test_a_person_takes_over_and_gives_back(world, anna, rasa):
    room = in_service(world, anna)
    rasa.behave(replying("Dafür sind Menschen da.", status="handoff", sources=[], item=None))
    assert "Ihr Platz in der Reihe: 1" in "".join(asked(world, anna, room, "Ich will einen Menschen sprechen"))
    desk, number = world.desk(), world.conversation()
    desk.take(number)
    desk.say(number, "Guten Tag, hier ist Ida.")
    world.settle()
    assert "Guten Tag, hier ist Ida." in anna.read(room)[-1]
    assert asked(world, anna, room, "Danke, eine Frage") == []
    assert "Danke, eine Frage" in str(world.database.execute("SELECT user_text FROM turn").fetchall())
    desk.give_back(number)
    world.settle()
    assert "wieder mit einer Maschine" in anna.read(room)[-1]
    assert anna.unread(room) == 0


def test_the_server_never_sees_a_word(world, anna):
    room = in_service(world, anna)
    asked(world, anna, room, "Mit wie vielen Ländern?")
    assert {content["algorithm"] for _, content in world.provider.gateway.sent} == {"m.megolm.v1.aes-sha2"}
    assert [content for _, content in world.provider.gateway.sent if "body" in content] == []


def test_the_service_may_restart_at_any_time(world, anna, provider, database, make_app, rasa):
    room = in_service(world, anna)
    asked(world, anna, room, "Eins")
    close_app(world.app)
    anna.say(room, "Zwei")
    again = World(make_app(**provider.settings()), provider, database)
    again.wait_taken(3)
    again.settle()
    asked(again, anna, room, "Drei")
    assert [one["message"] for one in rasa.received] == ["Eins", "Zwei", "Drei"]
    assert len([text for text in anna.read(room) if "Mit vier Partnern." in text]) == 3 and anna.unread(room) == 0


def test_what_could_not_be_stored_is_read_again(ear, anna):
    room = invited(ear, anna)
    anna.say(room, "Wichtig")

    def down(messages, cursor=None):
        raise StoreDown

    stored, ear.accept = ear.accept, down
    with pytest.raises(StoreDown):
        ear.hear()
    ear.accept = stored
    assert texts(ear.hear(1)) == ["Wichtig"]


def test_a_process_that_ends_before_it_could_store_loses_nothing(ear, anna, provider):
    room = invited(ear, anna)
    before = ear.cursor
    anna.say(room, "Wichtig")
    assert texts(ear.hear(1)) == ["Wichtig"]
    ear.close()
    next_one = Ear(provider.settings(), cursor=before)
    assert texts(next_one.hear(1)) == ["Wichtig"]
    next_one.close()


def test_two_processes_may_take_turns(ear, anna, provider):
    room, other = invited(ear, anna), Ear(provider.settings())
    for number in range(2):
        for one, before in ((other, ear), (ear, other)):
            one.cursor = before.cursor
            anna.say(room, f"Frage {number}")
            assert texts(one.hear(1)) == [f"Frage {number}"]
            answer(one, room, f"Antwort {number}", f"{number}-{id(one)}")
    assert anna.read(room) == ["Antwort 0", "Antwort 0", "Antwort 1", "Antwort 1"] and anna.unread(room) == 0
    other.close()


def test_a_second_phone_reads_the_next_answer(ear, anna):
    room = invited(ear, anna)
    answer(ear, room, "Eins", "a1")
    phone = App("anna")
    ear.hear()
    answer(ear, room, "Zwei", "a2")
    assert "Zwei" in phone.read(room)
    phone.close()


def test_edits_threads_and_pictures_are_known_here_too(ear, anna):
    room = invited(ear, anna)
    first = anna.say(room, "Niger")
    anna.say(room, "* Tunesien", **{
        "m.new_content": {"msgtype": "m.text", "body": "Tunesien"}, "m.relates_to": {"rel_type": "m.replace", "event_id": first}})
    anna.say(room, "Dazu", **{"m.relates_to": {"rel_type": "m.thread", "event_id": first}})
    anna.send(room, {"msgtype": "m.image", "body": "bild.png", "file": {
        "url": "mxc://lotse.test/a", "v": "v2", "iv": "w", "hashes": {"sha256": "f"},
        "key": {"kty": "oct", "k": "a", "alg": "A256CTR", "ext": True, "key_ops": ["encrypt", "decrypt"]}}})
    heard = ear.hear(4)
    person("anna").redact(room, first)
    heard += ear.hear(1)
    assert [(one.kind, one.text, one.target) for one in heard] == [
        ("text", "Niger", ""), ("edited", "Tunesien", first), ("text", "Dazu", ""), ("unreadable", "", ""), ("deleted", "", first)]
    assert heard[2].route["thread"] == first


def test_a_key_that_comes_late_is_waited_for(ear, anna, provider):
    room = invited(ear, anna)
    provider.gateway.hold_keys()
    anna.say(room, "Geduld")
    assert ear.hear() == [] and len(ear.cursor["waiting"]) == 1
    provider.gateway.release_keys()
    person("anna").send(room, {"m.relates_to": {}}, kind="m.reaction")  # so that a sync has something to tell
    assert texts(ear.hear(1)) == ["Geduld"] and ear.cursor["waiting"] == []


def test_what_cannot_be_decrypted_is_said_once(provider, anna):
    ear = Ear(provider.settings(), patience=0)
    ear.hear()
    room = invited(ear, anna)
    provider.gateway.hold_keys()
    for _ in range(3):
        anna.say(room, "Unlesbar")
    heard = ear.hear(3)
    assert {one.kind for one in heard} == {"unreadable"} and len({one.id for one in heard}) == 1
    ear.close()


def test_a_key_that_could_not_be_given_is_given_with_the_next_try(ear, anna, provider):
    room = invited(ear, anna)
    provider.gateway.failing = "/sendToDevice/"
    with pytest.raises(Later):
        answer(ear, room, "Eins", "k1")
    provider.gateway.failing = ""
    answer(ear, room, "Eins", "k1")
    assert anna.read(room) == ["Eins"] and anna.unread(room) == 0


@pytest.mark.parametrize("sign", ["<", "🙂", "م", "\n<", "a "])
def test_long_answers_fit_whatever_they_are_made_of(sign, ear, anna):
    room, text = invited(ear, anna), (sign * 6000).strip()
    answer(ear, room, text, f"long-{sign.encode().hex()}")
    assert "".join("".join(anna.read(room)).split()) == "".join(text.split()) and anna.unread(room) == 0
