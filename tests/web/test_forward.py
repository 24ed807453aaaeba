"""To a colleague or a team: the visitor keeps the place, hears of it, and is never stuck."""

import psycopg
import pytest
from flask import Flask

from web.handoff import WrongInput

from .visits import Visit, desk_of, told, waiting


@pytest.fixture
def visits(staffed: Flask) -> list[Visit]:
    """Three who wait; the first is with Ida."""
    found = [Visit.begin(staffed) for _ in range(3)]
    for visit in found:
        visit.ask_for_person()
    desk_of(staffed).take(waiting(staffed)[0])
    return found


@pytest.fixture
def team(database: psycopg.Connection) -> int:
    row = database.execute("INSERT INTO team (name) VALUES ('Recht') ON CONFLICT (name) DO UPDATE SET name = 'Recht'"
                           " RETURNING id").fetchone()
    return row[0]


def test_who_is_forwarded_is_first_again(staffed: Flask, visits: list[Visit]) -> None:
    ida, eva = desk_of(staffed), desk_of(staffed, "Eva")
    first = ida.mine(ida.account)[0]
    ida.forward(first.id, to_account=eva.account.id, note="Fragt nach Niger.")
    guest = eva.queue()[0]
    assert (guest.id, guest.state, guest.position, guest.for_account, guest.for_account_name, guest.agent) == (
        first.id, "waiting", 1, eva.account.id, "Eva", None)
    assert guest.waiting_at == first.waiting_at and guest.reason == "request"
    assert visits[0].read()["state"] == "waiting" and told(visits[0].events())[-1] == {"state": "waiting", "position": 1}
    assert [state["position"] for state in told(visits[1].events())] == [2, 1, 2]
    case = eva.case(first.id)
    assert [(note.name, note.text) for note in case.notes] == [("Ida", "Fragt nach Niger.")]
    assert [step.actor for step in case.steps][-1] == "Ida" and case.for_account_name == "Eva"


def test_to_a_team_and_taken_by_anybody(staffed: Flask, visits: list[Visit], team: int) -> None:
    ida, udo = desk_of(staffed), desk_of(staffed, "Udo")
    number = ida.mine(ida.account)[0].id
    ida.forward(number, to_team=team)
    assert (ida.queue()[0].for_team, ida.queue()[0].for_team_name) == (team, "Recht")
    udo.take(number)
    guest = udo.mine(udo.account)[0]
    assert (guest.agent, guest.for_team, guest.for_account) == ("Udo", None, None)
    assert [data["name"] for data in told(visits[0].events(), "joined")] == ["Ida", "Udo"]


def test_what_is_written_meanwhile_is_kept(staffed: Flask, visits: list[Visit]) -> None:
    ida, eva = desk_of(staffed), desk_of(staffed, "Eva")
    number = ida.mine(ida.account)[0].id
    ida.forward(number, to_account=eva.account.id)
    kept, = visits[0].say("Noch etwas")
    assert kept["custom"]["delivered"] is True and eva.queue()[0].last_text == "Noch etwas"


def test_an_episode_has_one_row_and_its_first_taker(staffed: Flask, visits: list[Visit], database: psycopg.Connection) -> None:
    ida, eva = desk_of(staffed), desk_of(staffed, "Eva")
    number = ida.mine(ida.account)[0].id
    ida.forward(number, to_account=eva.account.id)
    eva.take(number)
    eva.close(number)
    handover, = eva.case(number).handovers
    assert (handover.reason, handover.taken_by, handover.outcome) == ("request", "Ida", "closed")
    assert handover.waiting_at < handover.taken_at < handover.ended_at


@pytest.mark.parametrize("whom", [{}, {"to_account": 987_654, "to_team": 1}, {"to_account": 987_654}, {"to_team": 987_654},
                                  {"to_account": "self"}, {"to_account": "disabled"}, {"to_account": "reader"}])
def test_nobody_to_forward_to(staffed: Flask, visits: list[Visit], database: psycopg.Connection, whom: dict) -> None:
    ida = desk_of(staffed)
    others = {"self": ida, "disabled": desk_of(staffed, "Gustav"), "reader": desk_of(staffed, "Rosa", "reader")}
    database.execute("UPDATE account SET disabled_at = now() WHERE name = 'gustav'")
    wanted = {name: others[value].account.id if value in others else value for name, value in whom.items()}
    number = ida.mine(ida.account)[0].id
    with pytest.raises(WrongInput) as refused:
        ida.forward(number, **wanted, note="Bleibt beim Formular")
    assert refused.value.code == "forward_to"
    assert visits[0].read()["state"] == "human" and ida.case(number).notes == []
