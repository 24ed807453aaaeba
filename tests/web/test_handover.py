"""When a person is offered, how a handover is recorded, and that Rasa is silent meanwhile and goes on afterwards."""

import psycopg
import pytest
from flask import Flask

from web.turns.rasa import Replica

from .fakes import FakeRasa, custom
from .test_concurrency import until
from .test_people import ANOTHER_DAY
from .visits import ALWAYS, Visit, desk_of, waiting

OFFER = "Möchten Sie mit einem Menschen sprechen?"


def answers(rasa: FakeRasa, status: str, reason: str | None = None) -> None:
    """From now on every answer of Rasa has this status."""
    sources = {} if status == "answered" else {"sources": []}
    about = custom(status=status, reason=reason, **sources)
    rasa.behave(lambda sent: [{"text": "So.", "buttons": [{"title": "Mehr"}]}, {"custom": about}])


def offered(reply: list[dict]) -> bool:
    """Whether a reply offers a person, in words and in `custom`; both or none."""
    about, = [element["custom"] for element in reply if "custom" in element]
    flag, words = about.get("offer_person", False), OFFER in [element.get("text") for element in reply]
    assert flag == words
    return flag


def test_after_three_failures_in_a_row(staffed: Flask, rasa: FakeRasa) -> None:
    visit = Visit.begin(staffed)
    seen = []
    for status in ("refused", "clarify", "answered", "error", "handoff", "refused", "clarify", "refused"):
        answers(rasa, status)
        reply = visit.say("Frage")
        seen.append(status != "handoff" and offered(reply))
    assert seen == [False, False, False, False, False, False, True, True]
    assert visit.ask_for_person()["state"] == "waiting"
    assert desk_of(staffed).queue()[0].reason == "failures"
    visit.leave()
    assert not offered(visit.say("Frage"))  # counted anew


def test_an_empty_message_is_no_failure(staffed: Flask, rasa: FakeRasa) -> None:
    visit = Visit.begin(staffed)
    for _ in range(4):
        assert not offered(visit.say(" "))
    answers(rasa, "refused")
    assert not offered(visit.say("Frage"))


@pytest.mark.parametrize("settings, offers", [
    ({"LOTSE_HOURS": ALWAYS}, [False, False, True]), ({"LOTSE_HOURS": ALWAYS, "LOTSE_HANDOVER_AFTER": "1"}, [True] * 3),
    ({"LOTSE_HOURS": ALWAYS, "LOTSE_HANDOVER_AFTER": "0"}, [False] * 3),
    ({"LOTSE_HOURS": ANOTHER_DAY}, [False] * 3), ({}, [False] * 3)])
def test_only_while_people_are_there(make_app, rasa: FakeRasa, settings: dict, offers: list[bool]) -> None:
    answers(rasa, "refused", "not_in_sources")
    visit = Visit.begin(make_app(**settings))
    assert [offered(visit.say("Frage")) for _ in range(3)] == offers


def test_a_personal_case_is_offered_a_person_at_once(make_app, staffed: Flask, rasa: FakeRasa) -> None:
    answers(rasa, "refused", "personal_case")
    visit = Visit.begin(staffed)
    reply = visit.say("Mein Antrag")
    assert offered(reply) and [element.get("text") for element in reply] == ["So.", None, OFFER]
    visit.ask_for_person()
    assert desk_of(staffed).queue()[0].reason == "personal_case"
    assert not offered(Visit.begin(make_app()).say("Mein Antrag"))


def test_the_offer_speaks_the_language_of_the_answer(staffed: Flask, rasa: FakeRasa) -> None:
    rasa.behave(lambda sent: [{"text": "No.", "custom": custom(status="refused", reason="personal_case", language="en")}])
    assert Visit.begin(staffed).say("My case")[-1]["text"] == "Would you like to talk to a person?"


@pytest.mark.parametrize("end, outcome", [("leave", "left"), ("give_back", "given_back"), ("close", "closed"), ("none", None)])
@pytest.mark.parametrize("taken", [True, False])
def test_a_handover_is_one_row(staffed: Flask, end: str, outcome: str | None, taken: bool) -> None:
    visit, desk = Visit.begin(staffed), desk_of(staffed)
    visit.say("Hallo")
    visit.ask_for_person()
    visit.ask_for_person()
    conversation, = waiting(staffed)
    if taken or end in ("give_back", "close"):
        desk.take(conversation)
    if end == "leave":
        visit.leave()
    elif end != "none":
        getattr(desk, end)(conversation)
    row, = desk.case(conversation).handovers
    assert (row.reason, row.outcome, row.ended_at is None) == ("request", outcome, outcome is None)
    assert (row.taken_by is None, row.taken_at is None) == ((not taken and end in ("leave", "none")),) * 2
    if outcome:
        visit.ask_for_person()
        assert len(desk.case(conversation).handovers) == 2


def test_rasa_is_paused_and_goes_on(staffed: Flask, rasa: FakeRasa) -> None:
    visit, desk = Visit.begin(staffed), desk_of(staffed)
    for end in ("give_back", "close"):
        visit.say("Hallo")
        visit.ask_for_person()
        until(lambda: rasa.paused)
        conversation, = waiting(staffed)
        desk.take(conversation)
        visit.say("Für den Menschen")
        getattr(desk, end)(conversation)
        until(lambda: not rasa.paused)
        assert visit.say("Hallo")[0]["text"] == "Mit vier Partnern."
    assert [sent["message"] for sent in rasa.received] == ["Hallo"] * 4


@pytest.mark.parametrize("lost", ["resume", "pause"])
def test_what_rasa_did_not_hear_is_made_up_for(staffed: Flask, rasa: FakeRasa, database: psycopg.Connection, lost: str) -> None:
    """Rasa is away at one of the two moments: the next question is answered by it, and not by the fallback."""
    visit, tracker = Visit.begin(staffed), staffed.extensions["tracker"]
    visit.say("Hallo")
    for moment, step in {"pause": visit.ask_for_person, "resume": visit.leave}.items():
        rasa.status = 500 if moment == lost else 200
        step()
        tracker.follow("nobody").result(10)  # done after those before it
    rasa.status = 200
    assert "degraded" not in visit.say("Hallo")[1]["custom"] and not rasa.paused
    assert database.execute("SELECT tracker_paused FROM conversation").fetchone() == (False,)
    told = len(rasa.told)
    visit.say("Hallo")
    assert len(rasa.told) == told  # an ordinary turn tells Rasa nothing


def test_a_pause_whose_answer_was_lost_silences_nobody(staffed: Flask, rasa: FakeRasa, monkeypatch) -> None:
    visit = Visit.begin(staffed)
    visit.say("Hallo")
    append = Replica.append

    def cut(replica: Replica, key: str, event: str) -> None:
        append(replica, key, event)
        if event == "pause":
            raise OSError("cut off after Rasa has heard it")

    monkeypatch.setattr(Replica, "append", cut)
    visit.ask_for_person()
    until(lambda: rasa.paused)
    visit.leave()
    assert "degraded" not in visit.say("Hallo")[1]["custom"]


def test_a_service_that_closes_leaves_the_rest_to_the_next_turn(staffed: Flask, rasa: FakeRasa) -> None:
    visit = Visit.begin(staffed)
    staffed.extensions["tracker"].close()
    assert visit.ask_for_person()["state"] == "waiting" and visit.leave()["state"] == "bot" and rasa.told == []
    assert "degraded" not in visit.say("Hallo")[1]["custom"] and rasa.told == ["resume"]


def test_a_rasa_without_its_interface_answers_all_the_same(staffed: Flask, rasa: FakeRasa) -> None:
    rasa.append = lambda key, events: (404, {})
    visit = Visit.begin(staffed)
    visit.ask_for_person()
    visit.leave()
    assert "degraded" not in visit.say("Hallo")[1]["custom"]


def test_a_message_that_people_gave_back_just_now_is_answered(staffed: Flask, rasa: FakeRasa, monkeypatch) -> None:
    """Between looking the conversation up and keeping the message, the person gives it back."""
    from web.turns import pipeline

    visit, desk = Visit.begin(staffed), desk_of(staffed)
    visit.ask_for_person()
    conversation, = waiting(staffed)
    desk.take(conversation)
    arrived = pipeline.arrived

    def late(*about: object) -> list[dict]:
        desk.give_back(conversation)
        return arrived(*about)

    monkeypatch.setattr(pipeline, "arrived", late)
    assert visit.say("Noch da?")[0]["text"] == "Mit vier Partnern."
    assert [turn["message"] for turn in visit.read()["turns"]] == ["Noch da?"]


def test_outside_systems_hear_of_it(staffed: Flask, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO webhook (name, url, secret, events) VALUES"
                     " ('desk', 'https://example.org', 'x', '{handoff,message,closed}')")
    visit, desk = Visit.begin(staffed), desk_of(staffed)
    visit.say("Hallo")
    visit.ask_for_person()
    conversation, = waiting(staffed)
    visit.say("Ich bin eva@example.org")
    desk.take(conversation)
    desk.forward(conversation, to_account=desk_of(staffed, "Eva").account.id)
    desk_of(staffed, "Eva").take(conversation)
    desk_of(staffed, "Eva").say(conversation, "Guten Tag.")
    desk_of(staffed, "Eva").close(conversation)
    visit.say("Hallo Lotse")
    rows = database.execute("SELECT payload->>'kind', payload->'data' FROM delivery ORDER BY created_at").fetchall()
    assert rows == [
        ("handoff", {"reason": "request", "language": "de", "channel": "web"}),
        ("message", {"from": "visitor", "text": "Ich bin [E-Mail]"}),
        ("message", {"from": "person", "name": "Eva", "text": "Guten Tag."}), ("closed", {"name": "Eva"})]
