"""What every channel does alike: answers, choices, sources, people, bad input, outages. Rasa is a fake here."""

import threading

import pytest

from tests.web.fakes import SOURCE, custom

from .world import World

LONG = " ".join(f"Das ist der Satz Nummer {number} in einer langen Antwort." for number in range(400))


def replying(text: str, *choices: str, **fields):
    """What the fake Rasa answers."""
    def answer(sent):
        buttons = [{"title": choice, "payload": f"Frage: {choice}"} for choice in choices]
        return [{"text": text} | ({"buttons": buttons} if buttons else {}), {"custom": custom(**fields)}]
    return answer


def texts(shown) -> str:
    return "\n".join(one.text for one in shown)


def test_an_answer_comes_with_its_source(world: World):
    shown = world.say("Mit wie vielen Ländern?")
    assert "Mit vier Partnern." in texts(shown)
    assert SOURCE["url"] in texts(shown) or SOURCE["url"] in shown[-1].links


def test_the_first_answer_says_once_that_a_machine_speaks(world: World):
    assert "Ich bin ein Computerprogramm" in texts(world.say("Mit wie vielen Ländern?"))
    assert "Computerprogramm" not in texts(world.say("Und Niger?"))


def test_a_choice_is_a_question(world: World, rasa):
    world.say("Mit wie vielen Ländern?")
    world.press("Welche?")
    assert rasa.received[-1]["message"] == "Welche Länder?"


def test_a_number_is_a_choice_only_of_the_last_answer(world: World, rasa):
    rasa.behave(replying("Welches?", "Niger", "Tunesien"))
    world.say("Welches Land?")
    rasa.behave(replying("Gut."))
    world.say("2")
    world.say("2")
    assert [one["message"] for one in rasa.received] == ["Frage: Tunesien", "2"]


def test_many_choices_are_all_there(world: World, rasa):
    names = [f"Partnerschaft mit dem Land {number} im Norden" for number in range(1, 13)]
    rasa.behave(replying("Welche?", *names))
    shown = world.say("Welche Partnerschaften?")
    for name in names:
        assert name in texts(shown) or any(name in one.buttons for one in shown)


def test_a_long_answer_comes_whole_and_in_order(world: World, rasa):
    rasa.behave(replying(LONG))
    words = texts(world.say("Alles, bitte")).split()
    numbers = [int(after) for before, after in zip(words, words[1:]) if before == "Nummer"]
    assert numbers == list(range(400))


def test_no_markup_leaks(world: World, rasa):
    said = "Die *Zahl* _vier_ steht <hier> & [da](x) `so` ~nicht~ #oben !gut 1 < 2"
    rasa.behave(replying(said))
    assert said in texts(world.say("Zeichen"))


def test_right_to_left_stays_as_it_is(world: World, rasa):
    rasa.behave(replying("هذه هي الإجابة عن تونس.", language="ar"))
    assert "هذه هي الإجابة عن تونس." in texts(world.say("تونس"))


def test_what_cannot_be_read_gets_a_polite_sentence(world: World, rasa):
    shown = world.after(world.provider.send_unreadable)
    assert "nur Text lesen" in texts(shown) and rasa.received == []


def test_an_empty_text_is_no_question(world: World, rasa):
    world.provider.say(" \u200b ")
    world.settle()
    assert rasa.received == []


def test_a_message_that_comes_twice_is_answered_once(world: World, rasa):
    world.say("Mit wie vielen Ländern?", name="twice")
    if not world.provider.real:
        world.provider.say("Mit wie vielen Ländern?", name="twice")
    world.settle()
    assert len(rasa.received) == 1
    assert len([one for one in world.provider.shown() if "Mit vier Partnern." in one.text]) == 1


def test_a_burst_is_answered_whole_and_in_order(world: World, rasa):
    rasa.behave(lambda sent: replying(f"Zu {sent['message']}.")(sent))
    count = 20 if world.provider.real else 100
    for number in range(count):
        world.provider.say(f"Frage Nummer {number}")
    world.wait_taken(count)
    world.settle()
    assert [one.text.split("\n")[0] for one in world.provider.shown()] == [f"Zu Frage Nummer {number}." for number in range(count)]


def test_chats_do_not_mix(world: World, rasa):
    world.say("Mit wie vielen Ländern?", "anna")
    world.say("Und Niger?", "ben")
    assert len({one["sender"] for one in rasa.received}) == 2
    assert len(world.provider.shown("ben")) >= 1


def test_a_forged_request_is_turned_away(world: World, rasa):
    if world.listens_only():
        pytest.skip("This channel fetches its messages itself; nothing can be brought.")
    assert set(world.provider.forge()) <= {400, 401, 403}
    world.settle()
    assert rasa.received == [] and world.taken() == 0


def test_unknown_events_do_no_harm(world: World, rasa):
    if world.listens_only():
        pytest.skip("This channel fetches its messages itself; nothing can be brought.")
    assert set(world.provider.send_unknown()) <= {200, 400}
    world.settle()
    assert rasa.received == []


def test_ten_megabytes_are_turned_away(world: World):
    response = world.app.test_client().post(f"/channels/{world.name}", data=b"x" * 10_000_000)
    assert response.status_code == 413


def test_an_edited_question_is_answered_anew(world: World, rasa):
    if not world.provider.edits:
        pytest.skip("This app tells bots nothing of edits.")
    world.say("Was ist mit Niger?", name="first")
    world.after(lambda: world.provider.edit("first", "Was ist mit Tunesien?"))
    assert [one["message"] for one in rasa.received] == ["Was ist mit Niger?", "Was ist mit Tunesien?"]


def test_a_deleted_message_is_forgotten(world: World):
    if not world.provider.deletions:
        pytest.skip("This app tells bots nothing of deletions.")
    world.say("Ich heiße Anna Beispiel", name="first")
    world.after(lambda: world.provider.delete("first"))
    words = world.database.execute("SELECT user_text FROM turn UNION SELECT text FROM incoming").fetchall()
    assert [row for row in words if "Beispiel" in row[0]] == []


def test_in_a_group_only_who_addresses_it_is_answered(world: World, rasa):
    if not world.provider.groups:
        pytest.skip("Bots are in no groups here.")
    world.provider.say_in_group("Wer holt Kaffee?", addressed=False)
    world.after(lambda: world.provider.say_in_group("Mit wie vielen Ländern?", addressed=True), "group")
    assert [one["message"] for one in rasa.received] == ["Mit wie vielen Ländern?"]
    assert "Mit vier Partnern." in texts(world.provider.shown("group"))


def test_a_person_takes_over_and_gives_back(world: World, rasa):
    rasa.behave(replying("Dafür sind Menschen da.", status="handoff", sources=[], item=None))
    assert "Ihr Platz in der Reihe: 1" in texts(world.say("Ich will einen Menschen sprechen"))
    desk, number = world.desk(), world.conversation()
    desk.take(number)
    desk.say(number, "Guten Tag, hier ist Ida.")
    before = len(world.provider.shown())
    world.settle()
    assert "Ida ist jetzt da" in texts(world.provider.shown()[before:])
    assert "Guten Tag, hier ist Ida." in texts(world.provider.shown()[before:])
    asked = len(rasa.received)
    assert world.say("Danke, ich habe eine Frage.") == [] and len(rasa.received) == asked
    desk.give_back(number)
    before = len(world.provider.shown())
    world.settle()
    assert "wieder mit einer Maschine" in texts(world.provider.shown()[before:])
    rasa.behave(replying("Vier."))
    assert "Vier." in texts(world.say("Mit wie vielen Ländern?"))


def test_a_person_is_offered_once(world: World, rasa):
    rasa.behave(replying("Das kann nur ein Mensch sagen.", "Mit einem Menschen sprechen", "Welche?", offer_person=True))
    shown = world.say("Wird mein Antrag bewilligt?")
    offered = [title for one in shown for title in one.buttons] or texts(shown).splitlines()
    assert len([line for line in offered if "Mit einem Menschen sprechen" in line]) == 1
    assert "Ihr Platz in der Reihe: 1" in texts(world.press("Mit einem Menschen sprechen"))


def test_who_waits_can_stop_waiting(world: World, rasa):
    rasa.behave(replying("Dafür sind Menschen da.", status="handoff", sources=[], item=None))
    world.say("Ich will einen Menschen sprechen")
    assert "wieder mit einer Maschine" in texts(world.press("Nicht mehr warten"))
    assert world.waiting() == []


def test_an_answer_that_needs_approval_comes_once_it_is_approved(world: World):
    world.database.execute("INSERT INTO approval_rule (channel) VALUES (%s)", (world.name,))
    assert "Mit vier Partnern." not in texts(world.say("Mit wie vielen Ländern?"))
    desk = world.desk()
    desk.decide(desk.proposals()[0].id, "sent")
    world.settle()
    assert "Mit vier Partnern." in texts(world.provider.shown())
    assert SOURCE["url"] in texts(world.provider.shown()) or SOURCE["url"] in world.provider.shown()[-1].links


def test_an_hour_without_the_provider_loses_nothing(world: World, rasa):
    rasa.behave(lambda sent: replying(f"Zu {sent['message']}.")(sent))
    world.say("Frage 0")
    world.provider.down()
    for number in range(1, 6):
        # What listens cannot hear while its provider is away; then the answers are what waits.
        if not world.provider.listens:
            world.provider.say(f"Frage {number}")
        world.later(minutes=10)
    world.later(minutes=15)
    world.provider.up()
    for number in range(1, 6) if world.provider.listens else ():
        world.provider.say(f"Frage {number}")
        world.wait_taken(number + 1)
    for _ in range(12):
        world.later(minutes=1)
    assert [one.text.split("\n")[0] for one in world.provider.shown()] == [f"Zu Frage {number}." for number in range(6)]


def test_a_crash_between_answer_and_sending_loses_nothing(world: World, rasa):
    """An answer was stored and its sender died before sending it: the next process sends it, and asks nobody again."""
    world.provider.say("Mit wie vielen Ländern?")
    world.wait_taken(1)
    world.die_before_sending()
    assert world.provider.shown() == []
    world.later(minutes=2)
    assert len(rasa.received) == 1
    assert len([one for one in world.provider.shown() if "Mit vier Partnern." in one.text]) == 1


def test_a_request_to_slow_down_is_obeyed(world: World):
    if world.provider.real:
        pytest.skip("The real software has no such limit in the tests.")
    world.provider.slow_down(30)
    assert world.say("Mit wie vielen Ländern?") == []
    world.later(seconds=20)
    assert world.provider.shown() == []
    world.later(seconds=20)
    assert len([one for one in world.provider.shown() if "Mit vier Partnern." in one.text]) == 1


def test_a_revoked_token_keeps_what_waits(world: World):
    if world.provider.real:
        pytest.skip("Tested where the real software is.")
    world.provider.revoke()
    assert world.say("Mit wie vielen Ländern?") == []
    error, = world.database.execute("SELECT error FROM channel_state WHERE channel = %s", (world.name,)).fetchone()
    assert error
    world.provider.up()
    world.later(minutes=5)
    assert len([one for one in world.provider.shown() if "Mit vier Partnern." in one.text]) == 1


def test_who_blocks_the_bot_is_left_alone(world: World, rasa):
    if not world.provider.blocks:
        pytest.skip("Nobody can block a bot here.")
    world.provider.block()
    world.provider.say("Mit wie vielen Ländern?")
    world.wait_taken(1)
    world.settle()
    assert world.database.execute("SELECT failed_at IS NOT NULL, error FROM outgoing").fetchall() == [(True, "blocked")]
    world.later(hours=1)
    assert world.provider.shown() == []


def test_typing_is_shown_while_an_answer_takes_long(world: World, rasa):
    if world.provider.typing_seen() < 0:
        pytest.skip("This app cannot show it.")
    rasa.gate.clear()
    threading.Timer(1.2, rasa.gate.set).start()
    world.say("Mit wie vielen Ländern?")
    assert world.provider.typing_seen() >= 1
