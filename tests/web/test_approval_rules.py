"""Which answers need approval, on which channel; and that without the database none goes past the people."""

import psycopg
import pytest
from flask import Flask

from web.store import Database

from .fakes import FakeRasa, custom
from .test_concurrency import until
from .test_people import ANOTHER_DAY
from .visits import ALWAYS, Person, Visit, desk_of, waiting


@pytest.fixture
def staffed(make_app, rule) -> Flask:
    return make_app(LOTSE_HOURS=ALWAYS)


def test_the_question_sent_again_gets_the_same_reply_and_no_second_proposal(staffed: Flask, desk: Person) -> None:
    visit = Visit.begin(staffed)
    first = visit.say("Wie viele?", message_id="m-1")
    assert visit.say("Wie viele?", message_id="m-1") == first and len(desk.proposals()) == 1


@pytest.mark.parametrize("status, reason", [("refused", "outside_topic"), ("clarify", None), ("smalltalk", None), ("emergency", None)])
def test_only_answers_need_approval(staffed: Flask, desk: Person, rasa: FakeRasa, status: str, reason: str | None) -> None:
    rasa.behave(lambda sent: [{"text": "Wie bitte?", "custom": custom(status=status, reason=reason)}])
    assert Visit.begin(staffed).say("Hallo")[0]["text"] == "Wie bitte?" and desk.proposals() == []


@pytest.mark.parametrize("channel, topic, held", [
    (None, "agreements", True), (None, "returns", False), ("rest", None, False), ("rest", "agreements", False),
    ("web", "agreements", True), ("web", "returns", False)])
def test_rules_by_topic(make_app, database: psycopg.Connection, channel: str | None, topic: str | None, held: bool) -> None:
    database.execute("INSERT INTO approval_rule (channel, topic) VALUES (%s, %s)", (channel, topic))
    app = make_app(LOTSE_HOURS=ALWAYS)
    found = Visit.begin(app).say("Wie viele?")
    assert ("approval" in found[-1]["custom"]) is held
    assert bool(desk_of(app).proposals()) is held


def test_a_published_item_has_its_topic(make_app, rasa: FakeRasa, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO approval_rule (topic) VALUES ('housing')")
    rasa.behave(lambda sent: [{"text": "Neu.", "custom": custom(item="new-item")}])
    app = make_app(LOTSE_HOURS=ALWAYS)
    assert Visit.begin(app).say("Neu?")[0]["text"] == "Neu."
    database.execute("INSERT INTO publication (item, body) VALUES ('new-item', '{\"topic\": \"housing\"}')")
    try:
        assert "approval" in Visit.begin(app).say("Neu?")[0]["custom"]
    finally:
        database.execute("DELETE FROM publication WHERE item = 'new-item'")


def test_a_new_sender_over_rest(make_app, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO approval_rule (channel) VALUES ('rest')")
    app = make_app()  # nobody is ever there: it waits all the same
    client = app.test_client()
    element, = client.post("/webhooks/rest/webhook", json={"sender": "eva", "message": "Wie viele?"}).json
    assert element["custom"]["approval"] is True and element["custom"]["state"] == "waiting"
    desk_of(app).decide(desk_of(app).proposals()[0].id, "sent")
    events = client.get(f"/webhooks/rest/events?sender=eva&after={element['custom']['last_event']}").json["events"]
    assert [event["event"] for event in events] == ["message", "state"]
    assert events[0]["data"]["text"] == "Mit vier Partnern." and events[1]["data"]["state"] == "bot"


def test_while_nobody_is_there_it_says_when(make_app, rule) -> None:
    text = Visit.begin(make_app(LOTSE_HOURS=ANOTHER_DAY)).say("Wie viele?")[0]["text"]
    assert "prüft" in text and "9:00–10:00" in text


def test_without_the_database_nothing_goes_past_the_people(staffed: Flask, database: psycopg.Connection, monkeypatch) -> None:
    visit = Visit.begin(staffed)
    visit.say("Wie viele?")
    visit.leave()

    def away(*_: object) -> None:
        raise psycopg.OperationalError("away")

    monkeypatch.setattr(Database, "lend", away)
    refused = visit.client.post(f"{visit.path}/messages", json={"message": "Wie viele?"})
    assert refused.status_code == 503 and "Mit vier" not in refused.text


def test_if_the_proposal_cannot_be_stored_nothing_is_given_out(staffed: Flask, database: psycopg.Connection) -> None:
    visit = Visit.begin(staffed)
    database.execute("ALTER TABLE proposal RENAME TO away")
    try:
        refused = visit.client.post(f"{visit.path}/messages", json={"message": "Wie viele?"})
        assert refused.status_code == 503 and "Mit vier" not in refused.text
    finally:
        database.execute("ALTER TABLE away RENAME TO proposal")
    until(lambda: visit.read().get("turns") == [])  # once the database has had its rest
    assert visit.read()["state"] == "bot" and waiting(staffed) == []
