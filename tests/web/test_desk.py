"""The people's side: who waits, take, write, give back; each with the account that may, in the state that fits."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask

from tests.web.tables import empty
from web.errors import ApiError, Conflict, NoConversation
from web.handoff import DeskConflict, WrongInput

from .visits import Person, Visit, account, desk_of, waiting

STATES = ("bot", "waiting", "human", "closed")
STEPS = {"take": (), "typing": (), "say": ("Hallo",), "note": ("Merken",), "give_back": (), "close": (), "forward": ()}
# What each step does in each state of the conversation; `human` is with the account itself.
ALLOWED = {
    "take": {"bot": "wrong_state", "waiting": "human", "human": "human", "closed": "wrong_state"},
    "typing": {"bot": "wrong_state", "waiting": "wrong_state", "human": "human", "closed": "wrong_state"},
    "say": {"bot": "wrong_state", "waiting": "wrong_state", "human": "human", "closed": "wrong_state"},
    "note": {"bot": "bot", "waiting": "waiting", "human": "human", "closed": "closed"},
    "give_back": {"bot": "wrong_state", "waiting": "wrong_state", "human": "bot", "closed": "wrong_state"},
    "close": {"bot": "wrong_state", "waiting": "wrong_state", "human": "closed", "closed": "wrong_state"},
    "forward": {"bot": "wrong_state", "waiting": "wrong_state", "human": "waiting", "closed": "wrong_state"},
}


def begin_waiting(app: Flask, count: int = 1) -> list[Visit]:
    visits = [Visit.begin(app) for _ in range(count)]
    for visit in visits:
        visit.ask_for_person()
    return visits


def bring(visit: Visit, desk: Person, conversation: int, state: str) -> None:
    """A waiting conversation into another state."""
    if state == "bot":
        visit.leave()
    if state in ("human", "closed"):
        desk.take(conversation)
    if state == "closed":
        desk.close(conversation)


def do(desk: Person, step: str, conversation: int) -> None:
    if step == "forward":
        desk.forward(conversation, to_account=account(desk.desk._database, "Udo").id)
    else:
        getattr(desk, step)(conversation, *STEPS[step])


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_in_every_state(staffed: Flask, desk: Person, step: str, state: str) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    bring(visit, desk, conversation, state)
    before, wanted = visit.read(), ALLOWED[step][state]
    if wanted in STATES:
        do(desk, step, conversation)
        assert visit.read()["state"] == wanted
    else:
        with pytest.raises(DeskConflict) as refused:
            do(desk, step, conversation)
        assert (refused.value.code, refused.value.about) == (wanted, {"state": state})
        assert visit.read() == before


@pytest.mark.parametrize("step", STEPS)
def test_a_colleague_may_only_leave_a_note(staffed: Flask, desk: Person, step: str) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    desk.take(conversation)
    before, eva = visit.read(), desk_of(staffed, "Eva")
    if step == "note":
        eva.note(conversation, "Kenne ich")
    else:
        with pytest.raises(DeskConflict) as refused:
            do(eva, step, conversation)
        assert refused.value.about == {"name": "Ida"} and "Ida" in refused.value.message
        assert refused.value.code == ("taken" if step == "take" else "not_yours")
    assert visit.read() == before


@pytest.mark.parametrize("step", STEPS)
def test_a_conversation_that_is_not_there(desk: Person, step: str) -> None:
    with pytest.raises(NoConversation):
        do(desk, step, 987_654_321)


def test_two_who_take_the_same_conversation(staffed: Flask) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    desks = [desk_of(staffed, name) for name in ("Ida", "Eva", "Ali", "Udo")]

    def take(desk: Person) -> str:
        try:
            desk.take(conversation)
        except Conflict as refused:
            return refused.code
        return "mine"

    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(take, desks))
    assert sorted(taken) == ["mine", "taken", "taken", "taken"]
    assert [event["event"] for event in visit.events()] == ["state", "joined", "state"]


def test_an_administrator_takes_over(staffed: Flask, desk: Person) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    desk.take(conversation)
    with pytest.raises(ApiError) as refused:
        desk_of(staffed, "Eva").take_over(conversation)
    assert refused.value.status == 403
    desk_of(staffed, "Adam", "administrator").take_over(conversation)
    assert visit.read()["person"] == "Adam"
    with pytest.raises(DeskConflict, match="Adam"):
        desk.say(conversation, "Hallo")


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "x" * 4001])
def test_what_a_person_writes_has_words_and_a_limit(staffed: Flask, desk: Person, text: str) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    desk.take(conversation)
    for write in (desk.say, desk.note):
        with pytest.raises(WrongInput, match="The text must have 1 to 4000 characters") as refused:
            write(conversation, text)
        assert (refused.value.code, refused.value.about) == ("text_length", {"most": 4000})
    assert visit.read()["entries"] == [] and desk.case(conversation).notes == []


def test_a_message_that_is_sent_again_is_there_once(staffed: Flask, desk: Person) -> None:
    visit, = begin_waiting(staffed)
    conversation, = waiting(staffed)
    desk.take(conversation)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: desk.say(conversation, "Guten Tag.", "m-1"), range(4)))
    desk.say(conversation, "Guten Tag.", "m-2")
    desk.close(conversation)
    desk.say(conversation, "Guten Tag.", "m-1")  # stored before, whatever the state is now
    assert [entry["text"] for entry in visit.read()["entries"]] == ["Guten Tag."] * 2
    assert "message_id" not in str(visit.events())


def test_every_step_leaves_who_did_it(staffed: Flask, desk: Person, database: psycopg.Connection) -> None:
    first, second = begin_waiting(staffed, 2)
    conversation = waiting(staffed)[0]
    desk.take(conversation)
    desk.typing(conversation)
    desk.say(conversation, "Guten\u202e Tag.")
    desk.give_back(conversation)
    first.ask_for_person()
    first.client.delete(f"{first.path}/person")
    rows = database.execute("SELECT kind, actor, data->>'state', data->>'text' FROM event WHERE conversation_id = %s"
                            " ORDER BY number", (conversation,)).fetchall()
    assert rows == [
        ("state", "visitor", "waiting", None), ("joined", "Ida", None, None), ("state", "Ida", "human", None),
        ("typing", "Ida", None, None), ("message", "Ida", None, "Guten Tag."), ("state", "Ida", "bot", None),
        ("state", "visitor", "waiting", None), ("state", "visitor", "bot", None)]
    moved = database.execute("SELECT actor FROM event WHERE conversation_id <> %s ORDER BY number", (conversation,))
    assert moved.fetchall() == [("visitor",), ("queue",)]


def test_every_step_is_in_the_audit_log_without_words(staffed: Flask, desk: Person, database: psycopg.Connection) -> None:
    empty(database, "audit")
    begin_waiting(staffed)
    conversation, = waiting(staffed)
    for step in ("take", "say", "note", "forward"):
        do(desk, step, conversation)
    desk.take(conversation)
    desk.close(conversation)
    rows = database.execute("SELECT actor, action, subject FROM audit ORDER BY id").fetchall()
    done = ("take", "say", "note", "forward", "take", "close")
    assert rows == [("ida", f"conversation.{step}", str(conversation)) for step in done]
    assert not {"Hallo", "Merken"} & set(str(database.execute("SELECT detail FROM audit").fetchall()).split("'"))


def test_many_at_once_lose_nothing(staffed: Flask, desk: Person, database: psycopg.Connection) -> None:
    with ThreadPoolExecutor(8) as threads:
        visits = list(threads.map(lambda _: begin_waiting(staffed)[0], range(8)))
        conversations = waiting(staffed)
        list(threads.map(lambda number: desk.take(number), conversations))
        said = [(number, str(count)) for count in range(10) for number in conversations[:2]]
        list(threads.map(lambda one: desk.say(*one), said))
    assert len(set(conversations)) == 8
    for visit in visits:
        numbers = [event["id"] for event in visit.events()]
        assert numbers == list(range(1, len(numbers) + 1))
    texts = [{entry["text"] for entry in visit.read()["entries"]} for visit in visits]
    assert sorted(map(len, texts)) == [0] * 6 + [10] * 2
