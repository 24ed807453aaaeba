"""Data protection in the console: the preview, cleaning up, and one person's conversation found, handed out, deleted."""

import logging

import psycopg
import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.web.visits import Visit, desk_of, waiting
from web.helpdesk.words import words
from web.store import statements

SECRET = "Geheimnis der Eva"


@pytest.fixture
def admin(log_in):
    return log_in("administrator")


@pytest.fixture
def visit(app: Flask) -> Visit:
    """A visitor who has said something, rated the answer, and talked to a person who took notes."""
    visit = Visit.begin(app)
    visit.say(SECRET)
    visit.client.post(f"{visit.path}/ratings", json={"turn": 1, "value": "up"})
    visit.ask_for_person()
    person, (number,) = desk_of(app), waiting(app)
    person.take(number)
    person.say(number, "Guten Tag")
    person.note(number, "Nur für uns")
    return visit


def counts(page: str) -> dict[str, int]:
    """The table of what is stored, by its German names."""
    table = BeautifulSoup(page, "html.parser").find(id="stored").parent
    return {row.th.text: int(row.td.text) for row in table.tbody.find_all("tr")}


def audited(database: psycopg.Connection) -> list[tuple]:
    return database.execute("SELECT actor, action, subject FROM audit WHERE action LIKE 'data.%' ORDER BY id").fetchall()


def test_the_page_shows_the_setting_and_what_it_would_delete(admin, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO conversation (channel, key, updated_at) VALUES ('web', 'old', now() - interval '200 days'),"
                     " ('web', 'new', now() - interval '40 days')")
    page = BeautifulSoup(admin.get("/data").text, "html.parser")
    assert "180 Tage nach der letzten Nachricht" in page.text and "LOTSE_RETENTION_DAYS" in page.text
    rows = {row.th.text.split()[0]: row.td.text for row in page.find(id="preview").parent.tbody.find_all("tr")}
    assert rows == {"30": "2", "90": "1", "180": "1", "365": "0"}
    assert "Jetzt löschen: 1" in page.text and len(page.find(id="months").parent.tbody.find_all("tr")) == 2


def test_deleting_now(admin, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO conversation (channel, key, updated_at) VALUES ('web', 'old', now() - interval '200 days'),"
                     " ('web', 'new', now())")
    gone = admin.post("/data/clean")
    assert gone.status_code == 303
    assert words("de")["data"]["done"]["cleaned"] in admin.get(gone.location.removeprefix("/helpdesk")).text
    assert database.execute("SELECT key FROM conversation").fetchall() == [("new",)]
    assert audited(database) == [("administrator", "data.cleaned", "")]


@pytest.mark.parametrize("name", ["number", "#number", "token"])
def test_a_conversation_is_found_and_only_counted(admin, visit: Visit, database: psycopg.Connection, name: str) -> None:
    number, = database.execute("SELECT id FROM conversation").fetchone()
    found = admin.post("/data/find", {"name": {"number": str(number), "#number": f"#{number}", "token": visit.token}[name]})
    assert found.status_code == 303 and found.location == f"/helpdesk/data?conversation={number}"
    page = admin.get(found.location.removeprefix("/helpdesk")).text
    told = counts(page)
    assert told["Nachrichten mit Antworten"] == 1 and told["Bewertungen"] == 1 and told["Interne Notizen"] == 1
    assert SECRET not in page and "Nur für uns" not in page


def test_a_conversation_is_found_by_channel_and_sender(app: Flask, admin) -> None:
    app.test_client().post("/webhooks/rest/webhook", json={"sender": "eva", "message": "Hallo"})
    assert admin.post("/data/find", {"channel": "rest", "sender": "eva"}).status_code == 303
    assert admin.post("/data/find", {"channel": "web", "sender": "eva"}).status_code == 404


@pytest.mark.parametrize("typed, status, wrong", [
    ({"name": ""}, 400, "empty"), ({"name": "999999"}, 404, "unknown"), ({"name": "s" + "x" * 43}, 404, "unknown"),
    ({"name": "1; DROP TABLE"}, 404, "unknown"), ({"name": "9" * 40}, 404, "unknown"), ({"name": "٣"}, 404, "unknown"),
    ({"channel": "rest", "sender": "nobody"}, 404, "unknown"),
])
def test_what_is_not_there_is_said_and_stays_typed(admin, typed: dict, status: int, wrong: str) -> None:
    response = admin.post("/data/find", typed)
    page = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == status and page.find(id="problem").text == words("de")["data"]["wrong"][wrong]
    field = page.find(id="sender" if "sender" in typed else "name")
    assert field["aria-invalid"] == "true" and field["value"] == (typed.get("sender") or typed["name"])


@pytest.mark.parametrize("number", ["0", "-1", "999999", "9" * 30])
def test_a_guessed_number_shows_nothing(admin, number: str) -> None:
    assert admin.get(f"/data?conversation={number}").status_code == 404


def test_everything_is_handed_out(admin, visit: Visit, database: psycopg.Connection, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    number, = database.execute("SELECT id FROM conversation").fetchone()
    database.execute("INSERT INTO callback (conversation_id, message, reply_to)"
                     " VALUES (%s, 'Bitte melden', 'eva@example.org')", (number,))
    response = admin.post(f"/data/{number}/export")
    assert response.status_code == 200 and f"lotse-conversation-{number}.json" in response.headers["Content-Disposition"]
    told = response.json
    assert told["conversation"]["channel"] == "web" and told["turn"][0]["user_text"] == SECRET and told["rating"][0]["value"] == "up"
    assert told["note"][0]["text"] == "Nur für uns" and told["callback"][0]["reply_to"] == "eva@example.org"
    assert [event["number"] for event in told["event"]] == sorted(event["number"] for event in told["event"]) != []
    assert told["handover"][0]["reason"] == "request" and told["tracker"] == []
    assert audited(database) == [("administrator", "data.exported", f"conversation {number}")]
    assert SECRET not in caplog.text and visit.token not in caplog.text


def test_a_conversation_is_deleted_once_that_is_meant(admin, visit: Visit, database: psycopg.Connection) -> None:
    database.execute("CREATE TABLE rasa_tracker (sender_id text PRIMARY KEY, events text)")
    try:
        number, key = database.execute("SELECT id, key FROM conversation").fetchone()
        database.execute("INSERT INTO rasa_tracker VALUES (%s, '[]'), ('other', '[]')", (key,))
        assert counts(admin.get(f"/data?conversation={number}").text)["Gedächtnis des Dialogs"] == 1
        refused = admin.post(f"/data/{number}/delete")
        assert refused.status_code == 400 and words("de")["data"]["wrong"]["not_sure"] in refused.text and visit.read()["turns"]
        assert admin.post(f"/data/{number}/delete", {"sure": "yes"}).status_code == 303
        assert database.execute("SELECT sender_id FROM rasa_tracker").fetchall() == [("other",)]
    finally:
        database.execute("DROP TABLE rasa_tracker")
    for table in ("conversation", "turn", "event", "note", "handover", "rating"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert audited(database) == [("administrator", "data.deleted", f"conversation {number}")]
    assert SECRET not in str(database.execute("SELECT * FROM audit").fetchall())
    assert admin.post(f"/data/{number}/delete", {"sure": "yes"}).status_code == 404
    assert admin.post(f"/data/{number}/export").status_code == 404
    assert visit.client.get(visit.path).status_code == 404


def test_a_conversation_whose_message_is_being_answered_is_left_alone(admin, visit: Visit, database, database_url: str) -> None:
    number, key = database.execute("SELECT id, key FROM conversation").fetchone()
    with psycopg.connect(database_url) as other:
        other.execute(statements.LOCK, (statements.lock_number(key),))
        busy = admin.post(f"/data/{number}/delete", {"sure": "yes"})
    assert busy.status_code == 429 and words("de")["data"]["wrong"]["busy"] in busy.text
    assert visit.read()["turns"]
