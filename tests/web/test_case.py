"""What staff see: the queue, their own conversations, and one conversation with everything in it."""

import psycopg
import pytest
from flask import Flask

from tests.web.tables import empty
from web.errors import NoConversation

from .fakes import SOURCE, FakeRasa, custom
from .test_desk import begin_waiting
from .visits import Person, Visit, desk_of, waiting


def test_the_queue_names_who_waits_and_who_talks(staffed: Flask, desk: Person) -> None:
    begin_waiting(staffed, 3)
    second = waiting(staffed)[1]
    desk.take(second)
    found = [(guest.state, guest.position, guest.agent, guest.account) for guest in desk.queue()]
    assert found == [("waiting", 1, None, None), ("waiting", 2, None, None), ("human", None, "Ida", desk.account.id)]
    assert [guest.id for guest in desk.mine(desk.account)] == [second]
    assert desk.mine(desk_of(staffed, "Eva").account) == []


def test_the_queue_says_what_one_wants_to_know_before_taking(staffed: Flask, desk: Person) -> None:
    visit, = begin_waiting(staffed)
    visit.say("Erste Frage")
    visit.say("Ich bin eva@example.org")
    guest, = desk.queue()
    assert (guest.channel, guest.reason, guest.last_text, guest.proposals) == ("web", "request", "Ich bin [E-Mail]", 0)


def test_unread_is_what_came_after_the_person_wrote(staffed: Flask, desk: Person) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    visit.say("Schon im Warten")
    desk.take(conversation)
    assert not desk.mine(desk.account)[0].unread
    visit.say("Und jetzt")
    assert desk.mine(desk.account)[0].unread
    desk.say(conversation, "Ja?")
    assert not desk.mine(desk.account)[0].unread


def test_colleagues_and_teams(staffed: Flask, desk: Person, database: psycopg.Connection) -> None:
    empty(database, "account", "team")
    begin_waiting(staffed)
    ida, eva = desk_of(staffed), desk_of(staffed, "Eva", "editor")
    desk_of(staffed, "Rosa", "reader")
    gone = desk_of(staffed, "Gustav")
    database.execute("UPDATE account SET disabled_at = now() WHERE id = %s", (gone.account.id,))
    team, = database.execute("INSERT INTO team (name) VALUES ('Recht') RETURNING id").fetchone()
    database.execute("INSERT INTO membership VALUES (%s, %s)", (team, eva.account.id))
    ida.take(waiting(staffed)[0])
    assert [(one.display, one.role, one.conversations) for one in ida.colleagues()] == [("Eva", "editor", 0), ("Ida", "agent", 1)]
    assert [(one.id, one.name, one.members) for one in ida.teams()] == [(team, "Recht", [eva.account.id])]


def test_a_case_has_everything_in_order(staffed: Flask, desk: Person, rasa: FakeRasa, database: psycopg.Connection) -> None:
    visit = Visit.begin(staffed)
    visit.say("Ich bin eva@example.org, wie viele?")
    visit.client.post(f"{visit.path}/ratings", json={"turn": 1, "value": "down", "comment": "Zu kurz"})
    visit.ask_for_person()
    conversation, = waiting(staffed)
    visit.say("Im Warten")
    desk.take(conversation)
    desk.note(conversation, "Kennt sich aus")
    desk.typing(conversation)
    desk.say(conversation, "Guten Tag.")
    turn = desk.case(conversation).turns[0].id
    database.execute("INSERT INTO correction (turn_id, account_id, comment) VALUES (%s, %s, 'Es sind fünf')", (turn, desk.account.id))
    desk.give_back(conversation)
    rasa.behave(lambda sent: [{"text": "Wie bitte?", "custom": custom(status="clarify", confidence=0.2, sources=[])}])
    visit.say("Hm")
    case = desk.case(conversation)
    assert (case.channel, case.state, case.language, case.reason, case.account) == ("web", "bot", "de", "request", None)
    assert [(part.kind, getattr(part, "user_text", getattr(part, "text", ""))) for part in case.parts] == [
        ("turn", "Ich bin [E-Mail], wie viele?"), ("state", ""), ("turn", "Im Warten"), ("joined", ""), ("state", ""),
        ("note", "Kennt sich aus"), ("message", ""), ("state", ""), ("turn", "Hm")]
    first, kept, last = case.turns
    assert (first.number, first.status, first.item) == (1, "answered", "agreements")
    assert (first.texts, first.sources) == (["Mit vier Partnern."], [SOURCE])
    assert (first.rating, first.rating_comment, first.correction, first.for_person) == ("down", "Zu kurz", "Es sind fünf", False)
    assert first.confidence == pytest.approx(0.9) and last.confidence == pytest.approx(0.2)
    assert kept.for_person and kept.status == "handoff" and last.correction is None and last.proposal is None
    assert next(step for step in case.steps if step.kind == "message").data["text"] == "Guten Tag."


def test_a_case_shows_what_waits_for_approval(staffed: Flask, desk: Person, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO approval_rule (channel) VALUES ('web')")
    Visit.begin(staffed).say("Wie viele?")
    proposal, = desk.proposals()
    turn, = desk.case(proposal.conversation).turns
    assert (turn.id, turn.proposal, turn.proposal_state) == (proposal.turn, proposal.id, "open")
    desk.decide(proposal.id, "sent")
    assert desk.case(proposal.conversation).turns[0].proposal_state == "sent"


def test_a_case_that_is_not_there(desk: Person) -> None:
    with pytest.raises(NoConversation):
        desk.case(987_654)
