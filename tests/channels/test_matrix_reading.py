"""Matrix: what is for us and what is not, and what it says."""

from urllib.parse import quote

import pytest
from nio import Event, MatrixRoom

from web.channels.matrix.reading import Reader

from .matrix.ear import Ear, answer, ear, facts, provider
from .matrix.synapse import BOT
from .providers.matrix import person, room

__all__ = ["ear", "provider"]


def test_nothing_is_lost_while_we_are_away(provider, ear):
    """More than a sync holds, so that the rest has to be fetched."""
    place, anna = room("anna"), person("anna")
    ear.close()
    for number in range(130):
        anna.say(place, f"Frage {number}")
    later = Ear(provider.settings(), cursor=ear.cursor)
    assert [text for _, text in facts(later.hear(130))] == [f"Frage {number}" for number in range(130)]
    later.close()


def test_other_bots_reactions_and_ourselves_are_not_answered(ear):
    place, anna = room("anna"), person("anna")
    first = anna.say(place, "Eins")
    anna.send(place, {"msgtype": "m.notice", "body": "Ich bin ein Bot"})
    anna.send(place, {"msgtype": "m.emote", "body": "winkt"})
    anna.send(place, {"msgtype": "m.key.verification.request", "body": "Prüfung", "to": BOT, "from_device": "X", "methods": []})
    anna.send(place, {"m.relates_to": {"rel_type": "m.annotation", "event_id": first, "key": "👍"}}, kind="m.reaction")
    person("lotse").say(place, "Von uns selbst")
    anna.say(place, "Zwei")
    assert facts(ear.hear(2)) == [("text", "Eins"), ("text", "Zwei")]


@pytest.mark.parametrize("kind, content", [
    ("m.room.message", {"msgtype": "m.image", "body": "bild.png", "url": "mxc://lotse.test/a"}),
    ("m.room.message", {"msgtype": "m.video", "body": "film.mp4", "url": "mxc://lotse.test/a"}),
    ("m.room.message", {"msgtype": "m.file", "body": "antrag.pdf", "filename": "antrag.pdf", "url": "mxc://lotse.test/a"}),
    ("m.room.message", {"msgtype": "m.location", "body": "Tunis", "geo_uri": "geo:36.8,10.2"}),
    ("m.sticker", {"body": "Hallo", "info": {}, "url": "mxc://lotse.test/a"})])
def test_what_is_no_text_cannot_be_read(kind, content, ear):
    person("anna").send(room("anna"), content, kind=kind)
    assert facts(ear.hear(1)) == [("unreadable", "")]


def test_the_words_under_a_picture_are_a_question(ear):
    person("anna").send(room("anna"), {
        "msgtype": "m.image", "body": "Was ist das?", "filename": "bild.png", "url": "mxc://lotse.test/a"})
    assert facts(ear.hear(1)) == [("text", "Was ist das?")]


def test_what_a_reply_quotes_is_not_said_again(ear):
    anna, place = person("anna"), room("anna")
    anna.say(place, f"> <{BOT}> Vier.\n> Quelle: Seite\n\nWelche?", **{"m.relates_to": {"m.in_reply_to": {"event_id": "$x"}}})
    anna.say(place, "> kein Zitat, nur ein Zeichen")
    assert facts(ear.hear(2)) == [("text", "Welche?"), ("text", "> kein Zitat, nur ein Zeichen")]


ODD = [
    {}, {"msgtype": "m.text"}, {"msgtype": "m.text", "body": 7}, {"msgtype": 7, "body": "x"}, {"msgtype": "m.image", "body": {}},
    {"msgtype": "m.text", "body": "x", "m.relates_to": []}, {"msgtype": "m.text", "body": "x", "m.mentions": {"user_ids": BOT}},
    {"msgtype": "m.text", "body": "x", "m.relates_to": {"rel_type": "m.replace", "event_id": 5}, "m.new_content": {"body": []}},
    {"msgtype": "m.text", "body": "x", "m.relates_to": {"rel_type": "m.replace", "event_id": "$x"}, "m.new_content": "neu"},
    {"msgtype": "m.text", "body": "x", "m.relates_to": {"rel_type": "m.thread"}}, {"msgtype": "m.neu", "body": "x"}, 7, None]


@pytest.mark.parametrize("kind", ["m.room.message", "m.sticker", "m.room.encrypted", "m.room.redaction", "m.room.member", "m.neu"])
@pytest.mark.parametrize("people", [2, 3])
def test_odd_events_of_other_servers_do_no_harm(kind, people):
    place = MatrixRoom("!a:lotse.test", BOT)
    place.users = dict.fromkeys(range(people))
    for content in ODD:
        event = Event.parse_event({"type": kind, "event_id": "$a", "sender": "@a:b.c", "origin_server_ts": 1, "state_key": "",
                                   "content": content})
        message = Reader((BOT, "Lotse")).read(event, place) if isinstance(event, Event) else None
        assert message is None or (people == 2 and message.text in ("", "x"))


@pytest.mark.parametrize("text, further, said", [
    (f"{BOT}: Welche?", {}, "Welche?"), (f"Welche, {BOT}?", {}, "Welche, ?"), ("Lotse, welche?", {}, "welche?"),
    ("@lotse welche?", {}, "welche?"), ("LOTSE: welche?", {}, "welche?"), ("Welche?", {"m.mentions": {"user_ids": [BOT]}}, "Welche?"),
    ("lotse: Welche?", {"m.mentions": {"user_ids": [BOT]}}, "Welche?"),
    ("Der Lotse ist da", {}, None), ("Lotsenboot", {}, None), ("@room Welche?", {"m.mentions": {"room": True}}, None),
    ("Welche?", {"m.mentions": {"user_ids": ["@ben:lotse.test"]}}, None)])
def test_in_a_group_we_answer_who_means_us(text, further, said, ear):
    ben = person("ben")
    ben.say(room("group"), text, **further)
    ben.say(room("group"), f"{BOT} Ende")
    heard = [one.text for one in ear.hear(1 if said is None else 2)]
    assert heard == ([said] if said is not None else []) + ["Ende"]


def test_in_a_group_pictures_are_not_ours_unless_they_mean_us(ear):
    ben, picture = person("ben"), {"msgtype": "m.image", "body": "bild.png", "url": "mxc://lotse.test/a"}
    ben.send(room("group"), picture)
    ben.send(room("group"), {"body": "Hallo", "info": {}, "url": "mxc://lotse.test/a"}, kind="m.sticker")
    ben.send(room("group"), picture | {"m.mentions": {"user_ids": [BOT]}})
    assert facts(ear.hear(1)) == [("unreadable", "")]


def test_answers_go_where_the_question_was(provider, ear):
    anna, ben = person("anna"), person("ben")
    root = anna.say(room("group"), "Ein Faden")
    ben.say(room("group"), f"{BOT} Hier", **{"m.relates_to": {"rel_type": "m.thread", "event_id": root}})
    ben.say(room("group"), f"{BOT} Dort")
    anna.say(room("anna"), "Allein")
    alone, threaded, grouped = sorted(ear.hear(3), key=lambda one: "Allein Hier Dort".index(one.text))
    for number, one in enumerate((threaded, grouped, alone)):
        answer(ear, one.address, f"Antwort {number}", f"way-{number}-{root}", one.route)
    (_, first), (_, second), (_, third) = provider.gateway.sent[-3:]
    assert first["m.relates_to"] == {"rel_type": "m.thread", "event_id": root, "is_falling_back": True,
                                     "m.in_reply_to": {"event_id": threaded.id}}
    assert second["m.relates_to"] == {"m.in_reply_to": {"event_id": grouped.id}}
    assert "m.relates_to" not in third


def test_the_time_is_the_servers(ear):
    event = person("anna").say(room("anna"), "Wann?")
    heard, = ear.hear(1)
    sent = person("anna").call("GET", f"/rooms/{quote(room('anna'))}/event/{quote(event)}")["origin_server_ts"]
    assert (heard.id, round(heard.sent_at.timestamp() * 1000)) == (event, sent)


