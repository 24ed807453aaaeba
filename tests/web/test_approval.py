"""Approval before sending: the machine proposes, a person sends, edits or rejects; never lost, never sent twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from web.errors import ApiError, Conflict
from web.handoff import DeskConflict, WrongInput

from .fakes import SOURCE
from .visits import Person, Visit, desk_of, told

pytestmark = pytest.mark.usefixtures("rule")


@pytest.fixture
def visit(staffed: Flask) -> Visit:
    """A visitor who has asked a question."""
    found = Visit.begin(staffed)
    found.answer = found.say("Wie viele Partnerschaften gibt es?")
    return found


def message(visit: Visit) -> dict:
    found, = told(visit.events(), "message")
    return found


def test_an_answer_is_not_given_out_but_proposed(visit: Visit, desk: Person) -> None:
    element, = visit.answer
    about = element["custom"]
    assert element["text"].startswith("Ein Mensch prüft die Antwort") and "Mit vier Partnern" not in str(visit.answer)
    assert (about["status"], about["approval"], about["item"], about["sources"]) == ("handoff", True, None, [])
    assert (about["state"], about["position"]) == ("waiting", 1) and visit.read()["state"] == "waiting"
    assert visit.events(about["last_event"]) == []
    proposal, = desk.proposals()
    assert (proposal.question, proposal.text, proposal.channel) == ("Wie viele Partnerschaften gibt es?", "Mit vier Partnern.", "web")
    assert (proposal.sources, proposal.language, proposal.state) == ([SOURCE], "de", "waiting")
    guest, = desk.queue()
    assert (guest.reason, guest.proposals) == ("approval", 1)


@pytest.mark.parametrize("decision, text, said", [
    ("sent", None, "Mit vier Partnern."),
    ("edited", " Mit vier:\u202e Marokko und drei weiteren. ", "Mit vier: Marokko und drei weiteren.")])
def test_the_visitor_gets_it_with_its_sources(visit: Visit, desk: Person, decision: str, text: str | None, said: str) -> None:
    proposal, = desk.proposals()
    assert desk.decide(proposal.id, decision, text) == proposal.conversation
    found = message(visit)
    assert (found["name"], found["text"], found["sources"], found["approved"]) == ("Ida", said, [SOURCE], True)
    assert visit.read()["state"] == "bot" and desk.proposals() == []
    entry, = visit.read()["entries"]
    assert (entry["text"], entry["sources"]) == (said, [SOURCE])
    handover, = desk.case(proposal.conversation).handovers
    assert (handover.reason, handover.taken_by, handover.outcome) == ("approval", "Ida", "given_back")
    assert SOURCE["url"] in visit.client.get(f"{visit.path}/transcript").text


def test_rejected_a_person_answers(visit: Visit, desk: Person) -> None:
    proposal, = desk.proposals()
    desk.decide(proposal.id, "rejected")
    assert (visit.read()["state"], visit.read()["person"]) == ("human", "Ida") and told(visit.events(), "message") == []
    desk.say(proposal.conversation, "Das sage ich Ihnen selbst.")
    assert message(visit)["text"] == "Das sage ich Ihnen selbst."


def test_two_who_decide_at_once(visit: Visit, staffed: Flask, desk: Person) -> None:
    proposal, = desk.proposals()
    desks = [desk_of(staffed, name) for name in ("Ida", "Eva", "Ali", "Udo")]

    def decide(one: Person) -> str:
        try:
            one.decide(proposal.id, "sent")
        except Conflict as refused:
            return refused.code
        return "sent"

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(decide, desks)) == ["decided"] * 3 + ["sent"]
    assert message(visit)["text"] == "Mit vier Partnern."
    with pytest.raises(DeskConflict) as refused:
        desk.decide(proposal.id, "rejected")
    assert refused.value.about["name"] == message(visit)["name"] and visit.read()["state"] == "bot"


@pytest.mark.parametrize("decision, messages", [("sent", 1), ("rejected", 0)])
def test_who_has_gone_back_to_the_machine_still_gets_it(visit: Visit, desk: Person, decision: str, messages: int) -> None:
    visit.leave()
    desk.decide(desk.proposals()[0].id, decision)
    assert len(told(visit.events(), "message")) == messages and visit.read()["state"] == "bot"


def test_a_closed_conversation_still_gets_it(visit: Visit, desk: Person) -> None:
    proposal, = desk.proposals()
    desk.take(proposal.conversation)
    desk.close(proposal.conversation)
    desk.decide(proposal.id, "sent")
    assert message(visit)["text"] == "Mit vier Partnern." and visit.read()["state"] == "closed"


def test_who_has_the_conversation_decides(visit: Visit, staffed: Flask, desk: Person) -> None:
    proposal, = desk.proposals()
    desk_of(staffed, "Eva").take(proposal.conversation)
    with pytest.raises(DeskConflict, match="Eva"):
        desk.decide(proposal.id, "sent")
    desk_of(staffed, "Eva").decide(proposal.id, "sent")
    assert visit.read()["state"] == "human" and message(visit)["name"] == "Eva"


@pytest.mark.parametrize("further", ["words", "person"])
def test_who_wants_more_goes_on_waiting(visit: Visit, desk: Person, further: str) -> None:
    if further == "words":
        assert visit.say("Und wie viele sind in Afrika?")[0]["custom"]["delivered"] is True
    else:
        visit.ask_for_person()
    desk.decide(desk.proposals()[0].id, "sent")
    assert message(visit) and visit.read()["state"] == "waiting" and visit.read()["position"] == 1


def test_several_answers_of_one_conversation(visit: Visit, desk: Person) -> None:
    visit.leave()
    visit.say("Noch eine Frage")
    first, second = desk.proposals()
    desk.decide(first.id, "sent")
    assert visit.read()["state"] == "waiting"
    desk.decide(second.id, "sent")
    assert visit.read()["state"] == "bot" and len(visit.read()["entries"]) == 2


def test_wrong_decisions(visit: Visit, desk: Person) -> None:
    proposal, = desk.proposals()
    for text in (None, " ", "x" * 4001):
        with pytest.raises(WrongInput):
            desk.decide(proposal.id, "edited", text)
    with pytest.raises(ValueError, match="sent, edited or rejected"):
        desk.decide(proposal.id, "perhaps")
    with pytest.raises(ApiError) as unknown:
        desk.decide(987_654, "sent")
    assert unknown.value.status == 404
    assert desk.proposals() == [proposal]


def test_deleted_with_the_conversation(visit: Visit, desk: Person) -> None:
    visit.client.delete(visit.path)
    assert desk.proposals() == []
