"""From the machine to a person and back, as a visitor sees it."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.store import Session, StoreDown

from .fakes import FakeRasa, custom
from .visits import ALWAYS, PATH, Visit, desk_of, told, waiting

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ANOTHER_DAY = f"{DAYS[(datetime.now(UTC) + timedelta(days=3)).weekday()]} 9:00-10:00 UTC"


def test_who_asks_waits_at_the_end_of_the_queue(staffed: Flask) -> None:
    first, second = Visit.begin(staffed), Visit.begin(staffed)
    answer = first.ask_for_person()
    assert (answer["state"], answer["position"], answer["open"], answer["callback"]) == ("waiting", 1, True, True)
    assert "0:00–24:00" in answer["hours"]
    assert second.ask_for_person()["position"] == 2
    assert (first.read()["state"], first.read()["position"]) == ("waiting", 1)


def test_asking_again_keeps_the_place(staffed: Flask) -> None:
    first, second = Visit.begin(staffed), Visit.begin(staffed)
    first.ask_for_person()
    second.ask_for_person()
    again = first.ask_for_person()
    assert (again["state"], again["position"]) == ("waiting", 1)
    assert len(first.events()) == 1


def test_the_queue_moves_up(staffed: Flask) -> None:
    visits = [Visit.begin(staffed) for _ in range(4)]
    for visit in visits:
        visit.ask_for_person()
    desk_of(staffed).take(waiting(staffed)[0])
    visits[1].client.delete(f"{visits[1].path}/person")
    visits[2].client.delete(visits[2].path)  # who deletes the conversation leaves the queue too
    places = [state["position"] for state in told(visits[3].events())]
    assert places == [4, 3, 2, 1] and visits[3].read()["position"] == 1


def test_what_is_written_while_waiting_never_reaches_rasa(staffed: Flask, rasa: FakeRasa, database) -> None:
    visit = Visit.begin(staffed)
    visit.ask_for_person()
    first = visit.say("Ich bin eva@example.org", message_id="1")
    again = visit.say("Ich bin eva@example.org", message_id="1")
    second = visit.say("Noch etwas")
    assert not rasa.received and again == first
    element, = first
    assert element["custom"]["status"] == "handoff" and "gespeichert" in element["text"]
    element, = second
    assert (element["custom"]["status"], element["custom"]["delivered"]) == ("handoff", True) and "text" not in element
    assert [turn["message"] for turn in visit.read()["turns"]] == ["Ich bin [E-Mail]", "Noch etwas"]
    assert "eva" not in str(database.execute("SELECT * FROM turn").fetchall())


def test_a_conversation_with_a_person(staffed: Flask, rasa: FakeRasa) -> None:
    visit, desk = Visit.begin(staffed), desk_of(staffed)
    visit.say("Hallo")
    visit.ask_for_person()
    conversation, = waiting(staffed)
    desk.take(conversation)
    desk.typing(conversation)
    desk.say(conversation, "Guten Tag.")
    element, = visit.say("Guten Tag, Ida")
    desk.say(conversation, "Wie kann ich helfen?")
    assert element["custom"]["delivered"] is True and "text" not in element
    assert len(rasa.received) == 1
    found = visit.read()
    assert (found["state"], found["position"], found["person"]) == ("human", None, "Ida")
    assert [(entry["by"], entry["name"], entry["text"], entry["after"]) for entry in found["entries"]] == [
        ("person", "Ida", "Guten Tag.", 1), ("person", "Ida", "Wie kann ich helfen?", 2)]
    events = visit.events()
    assert [event["event"] for event in events] == ["state", "joined", "state", "typing", "message", "message"]
    assert [event["id"] for event in events] == list(range(1, 7)) and found["last_event"] == 6
    assert [entry["id"] for entry in found["entries"]] == [5, 6]
    assert told(events, "joined") == [{"name": "Ida"}]
    assert told(events, "message")[0]["text"] == "Guten Tag." and told(events, "message")[0]["at"]


def test_back_to_the_machine(staffed: Flask, rasa: FakeRasa) -> None:
    for begin in ("waiting", "human"):
        visit = Visit.begin(staffed)
        visit.ask_for_person()
        if begin == "human":
            desk_of(staffed).take(waiting(staffed)[0])
        answer = visit.client.delete(f"{visit.path}/person")
        assert answer.status_code == 200 and (answer.json["state"], answer.json["position"]) == ("bot", None)
        assert visit.say("Hallo")[1]["custom"] == custom()
        assert told(visit.events())[-1] == {"state": "bot", "position": None}
    assert len(rasa.received) == 2


def test_given_back_or_closed_the_machine_answers_again(staffed: Flask, rasa: FakeRasa) -> None:
    for step, state in (("give_back", "bot"), ("close", "closed")):
        visit = Visit.begin(staffed)
        visit.ask_for_person()
        conversation, = waiting(staffed)
        desk_of(staffed).take(conversation)
        getattr(desk_of(staffed), step)(conversation)
        assert visit.read()["state"] == state
        assert ("closed" in [event["event"] for event in visit.events()]) is (state == "closed")
        assert visit.say("Hallo")[1]["custom"] == custom()
        assert visit.read()["state"] == "bot"
        assert visit.ask_for_person()["state"] == "waiting"
        visit.client.delete(visit.path)


def test_who_asks_for_a_person_in_words_is_offered_one(staffed: Flask, rasa: FakeRasa) -> None:
    def answer(sent: dict) -> list[dict]:
        return [{"text": "Hier erreichen Sie Menschen."}, {"custom": custom(status="handoff", sources=[])}]

    rasa.behave(answer)
    visit = Visit.begin(staffed)
    said, about = visit.say("Einen Menschen bitte")
    assert about["custom"]["offer_person"] is True and said["text"] == "Sie können hier mit einem Menschen sprechen."
    assert visit.read()["state"] == "bot"


def test_while_nobody_is_there_the_contact_points_stand_in_the_offer(make_app, rasa: FakeRasa) -> None:
    rasa.behave(lambda sent: [{"text": "Hier erreichen Sie Menschen."}, {"custom": custom(status="handoff", sources=[])}])
    said, about = Visit.begin(make_app(LOTSE_HOURS=ANOTHER_DAY)).say("Einen Menschen bitte")
    assert said["text"] == "Hier erreichen Sie Menschen." and about["custom"]["offer_person"] is True


@pytest.mark.parametrize("hours, callback", [("", False), (ANOTHER_DAY, True)])
def test_nobody_waits_for_people_who_are_not_there(make_app, hours: str, callback: bool) -> None:
    visit = Visit.begin(make_app(LOTSE_HOURS=hours))
    answer = visit.ask_for_person()
    assert (answer["state"], answer["position"], answer["open"]) == ("bot", None, False)
    assert answer["callback"] is callback and bool(answer["hours"]) is callback
    assert visit.events() == [] and visit.read()["state"] == "bot"


def test_the_hours_are_told_in_the_language_asked_for(staffed: Flask) -> None:
    visit = Visit.begin(staffed)
    hours = visit.client.post(f"{visit.path}/person", json={"language": "en"}).json["hours"]
    assert hours.startswith("Mon–Sun")


def test_without_the_database_a_persons_message_does_not_go_to_the_machine(
        make_app, rasa: FakeRasa, database: psycopg.Connection) -> None:
    app = make_app(LOTSE_HOURS=ALWAYS)
    visit, other = Visit.begin(app), Visit.begin(app)
    visit.ask_for_person()
    database.execute("ALTER TABLE turn RENAME TO away")
    try:
        refused = visit.client.post(f"{visit.path}/messages", json={"message": "Für einen Menschen"})
        assert refused.status_code == 503 and "Retry-After" in refused.headers
        assert not rasa.received
        assert other.say("Hallo")[1]["custom"]["stored"] is False
    finally:
        database.execute("ALTER TABLE away RENAME TO turn")


@pytest.mark.parametrize("failure, status", [(StoreDown, 503), (False, 404)])
def test_a_message_for_a_person_that_is_not_stored_did_not_arrive(
        staffed: Flask, monkeypatch: pytest.MonkeyPatch, failure: type | bool, status: int) -> None:
    def keep(session: Session, step: object) -> bool:
        if failure is False:  # the conversation was deleted meanwhile
            return False
        raise failure

    visit = Visit.begin(staffed)
    visit.ask_for_person()
    monkeypatch.setattr(Session, "keep", keep)
    assert visit.client.post(f"{visit.path}/messages", json={"message": "Für einen Menschen"}).status_code == status


def test_a_conversation_that_began_without_the_database_can_wait_too(staffed: Flask) -> None:
    visit = Visit(staffed.test_client(), "v" + "A" * 43)
    assert visit.ask_for_person()["state"] == "waiting"
    assert visit.client.delete(visit.path).status_code == 204


def test_deleting_leaves_nothing(staffed: Flask, database: psycopg.Connection) -> None:
    visit, desk = Visit.begin(staffed), desk_of(staffed)
    visit.say("Hallo")
    visit.ask_for_person()
    conversation, = waiting(staffed)
    desk.take(conversation)
    desk.say(conversation, "Guten Tag.")
    message = {"message": "Bitte melden", "reply_to": "eva@example.org", "consent": True}
    assert visit.client.post(f"{visit.path}/callback", json=message).status_code == 201
    assert visit.client.post(f"{visit.path}/ratings", json={"turn": 1, "value": "up"}).status_code == 204
    tables = ("conversation", "turn", "event", "callback", "rating")
    count = " UNION ALL ".join(f"SELECT count(*) FROM {table}" for table in tables)
    assert all(number > 0 for number, in database.execute(count))
    assert visit.client.delete(visit.path).status_code == 204
    assert all(number == 0 for number, in database.execute(count))


@pytest.mark.parametrize("method, place, body", [
    ("POST", "person", {}), ("DELETE", "person", None), ("GET", "events", None), ("GET", "transcript", None),
    ("POST", "callback", {"message": "x", "reply_to": "eva@example.org", "consent": True}),
    ("POST", "ratings", {"turn": 1, "value": "up"}),
])
@pytest.mark.parametrize("token", ["1", "s" + "A" * 43, "deleted"])
def test_without_a_valid_id_there_is_nothing(staffed: Flask, method: str, place: str, body: dict | None, token: str) -> None:
    visit = Visit.begin(staffed)
    if token == "deleted":
        visit.client.delete(visit.path)
        token = visit.token
    response = visit.client.open(f"{PATH}/{token}/{place}", method=method, json=body)
    assert response.status_code == 404 and response.json["error"]["code"] == "not_found"


def test_a_wrong_request_for_a_person(client: FlaskClient) -> None:
    path = f"{PATH}/{client.post(PATH).json['id']}/person"
    assert client.post(path, json={"position": 1}).status_code == 400
    assert client.post(path, json={"language": "deutsch"}).status_code == 400
    assert client.post(path, json=[]).status_code == 400
    assert client.post(path, data="x", content_type="text/plain").status_code == 415
    assert client.get(path).status_code == 405
