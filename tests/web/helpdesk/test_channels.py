"""The page of the messaging apps: how each does, what was given up and goes out again, and what a check finds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import Flask

from tests.channels.providers.generic import GenericProvider
from tests.web.tables import empty
from web.channels import overview
from web.channels.configuration import CHANNELS
from web.channels.overview import Standing
from web.helpdesk.words import LANGUAGES, words
from web.store.statements import lock_number

from . import desks

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADDRESS = "anna.beispiel@example.org"
PAYLOAD = '{"text": "Vier", "choices": [], "sources": []}'


@pytest.fixture
def provider() -> Iterator[GenericProvider]:
    made = GenericProvider()
    yield made
    made.close()


@pytest.fixture
def app(make_app, database: psycopg.Connection, provider: GenericProvider) -> Flask:
    """An application with one channel, whose chat of Anna is conversation 1."""
    empty(database, "account", "audit", "channel_state")
    database.execute("INSERT INTO conversation (channel, key) VALUES ('generic', 'anna')")
    database.execute("INSERT INTO chat (channel, address, conversation_id) VALUES ('generic', %s, 1)", (ADDRESS,))
    made = make_app(LOTSE_PUBLIC_URL="https://lotse.example.org", **provider.settings())
    for lane in made.extensions["channels"].lanes.values():
        lane.wake = lambda: None  # the tests say when something is done
    provider.attach(made.test_client(), lambda: datetime.now(UTC).timestamp())
    return made


@pytest.fixture
def admin(log_in):
    return log_in("administrator")


def given_up(database: psycopg.Connection, error: str | None = "404", count: int = 1, table: str = "outgoing") -> list[int]:
    """Messages that were given up, one a minute; the ids."""
    columns, values = {
        "outgoing": ("origin, payload, created_at", f"'in:' || n, '{PAYLOAD}', now() - interval '2 days'"),
        "incoming": ("message_id, kind, text, sent_at, received_at",
                     "'m' || n, 'text', 'Wie viele?', now(), now() - interval '2 days'")}[table]
    return [row[0] for row in database.execute(f"""
        INSERT INTO {table} (chat_id, channel, {columns}, attempts, due_at, failed_at, error)
        SELECT 1, 'generic', {values}, 9, now(), timestamptz '2026-03-01 12:00Z' + n * interval '1 minute', %s
        FROM generate_series(1, %s) n RETURNING number""", (error, count)).fetchall()]


def rows(response) -> list[str]:
    """The rows of the messages that were given up."""
    return [desks.words(row) for row in desks.page(response).select("#failed ~ .scroll tbody tr")]


def actions(database: psycopg.Connection) -> list[tuple]:
    return database.execute("SELECT action, subject FROM audit ORDER BY id").fetchall()


def test_a_channel_at_work_and_those_not_set_up(admin, app: Flask, provider: GenericProvider) -> None:
    fresh = desks.words(desks.page(admin.get("/channels")).select_one("tbody tr"))
    assert "Webhook läuft" in fresh and "Zuletzt empfangen: noch nie" in fresh and "Zuletzt gesendet: noch nie" in fresh
    provider.say("Wie viele Länder?")
    app.extensions["channels"].run_once()
    used = desks.page(admin.get("/channels"))
    assert "noch nie" not in desks.words(used.select_one("tbody tr")) and "keine Nachricht liegen geblieben" in used.text
    guides = [code.text for code in used.select("#missing ~ ul code")]
    assert guides == [f"docs/channels/{name}.md" for name in CHANNELS if name != "generic"]


def test_where_nothing_is_set_up(admin, app: Flask) -> None:
    app.extensions["channels"].channels.clear()
    assert "Noch ist keine App eingerichtet." in admin.get("/channels").text


def standing(**known: object) -> Standing:
    values = {"name": "matrix", "paused_until": None, "error": None, "error_at": None, "last_in": None, "last_out": None,
              "waiting_in": 0, "waiting_out": 0, "failed": 0, "oldest": None, "heard": True}
    return Standing(**values | known)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize("known, listens, state", [
    ({}, False, "works"), ({}, True, "works"), ({"heard": False}, False, "works"), ({"heard": False}, True, "deaf"),
    ({"paused_until": NOW + HOUR, "error": "503", "error_at": NOW}, False, "rests"),
    ({"paused_until": NOW - HOUR, "error": "503", "error_at": NOW - HOUR}, False, "works"),
    ({"paused_until": NOW, "error": "timeout", "error_at": NOW}, True, "fails"),
    ({"paused_until": NOW + HOUR, "error": "token", "error_at": NOW}, False, "token"),
    ({"paused_until": NOW - HOUR, "error": "token", "error_at": NOW - HOUR}, False, "token"),
    ({"paused_until": NOW - HOUR, "error": "token", "error_at": NOW - HOUR}, True, "works"),
])
def test_what_is_said_of_a_channel_first(known: dict, listens: bool, state: str) -> None:
    assert standing(**known).state(listens, NOW) == state


def test_who_waits_longer_than_five_minutes_is_a_problem(admin, database) -> None:
    assert standing(oldest=NOW - timedelta(minutes=6)).late(NOW) and not standing(oldest=NOW - timedelta(minutes=4)).late(NOW)
    database.execute("INSERT INTO incoming (chat_id, channel, message_id, kind, text, sent_at, received_at, due_at)"
                     " VALUES (1, 'generic', 'm', 'text', 'Geheimes', now(), now() - interval '20 minutes', now())")
    page = admin.get("/channels").text
    assert "Jemand wartet auf eine Antwort: seit 20 Min." in page and "Noch zu beantworten: 1" in page and "Geheimes" not in page


@pytest.mark.parametrize("trouble, said", [
    ("revoke", ("Zugang erneuern", "Erneuern Sie es in den Einstellungen", "Noch zu senden: 1")),
    ("down", ("macht Pause", "Es wird wieder gesendet ab", "eine Störung (Status 503)")),
])
def test_what_troubles_a_provider_is_said(admin, app: Flask, provider: GenericProvider, trouble: str, said: tuple[str, ...]) -> None:
    getattr(provider, trouble)()
    provider.say("Wie viele Länder?")
    app.extensions["channels"].run_once()
    row = desks.words(desks.page(admin.get("/channels")).select_one("tbody tr"))
    assert all(words in row for words in said)


def test_somebody_listens_who_holds_the_lock(database, app: Flask) -> None:
    store = app.extensions["database"]
    assert not overview.standings(store, ["generic"])["generic"].heard
    database.execute("SELECT pg_advisory_lock(%s)", (lock_number("channel-generic"),))
    heard = {name: one.heard for name, one in overview.standings(store, ["generic", "other"]).items()}
    database.execute("SELECT pg_advisory_unlock_all()")
    assert heard == {"generic": True, "other": False}


@pytest.mark.parametrize("error, said", [
    ("blocked", "blockiert"), ("404", "Diesen Chat gibt es"), ("502", "Störung (Status 502)"), ("token", "Zugangs-Token"),
    ("418", "lehnt ab (418)"), ("is_archived", "lehnt ab (is_archived)"), (None, "nicht bekannt"), ("internal", "Fehler in Lotse"),
])
def test_why_a_message_was_given_up_is_said_in_words(admin, database, error: str | None, said: str) -> None:
    given_up(database, error)
    row, = rows(admin.get("/channels"))
    assert said in row and "Gespräch 1" in row and "•••.org" in row and "beispiel" not in row and "01.03.26, 12:01 UTC" in row


def test_fifty_a_page_the_newest_first(admin, database) -> None:
    given_up(database, count=60)
    first, second = rows(admin.get("/channels")), rows(admin.get("/channels?after=50"))
    assert (len(first), len(second)) == (50, 10) and "13:00 UTC" in first[0] and "12:01 UTC" in second[-1]
    assert desks.page(admin.get("/channels")).find("a", string="Ältere")["href"].endswith("?after=50")
    assert desks.page(admin.get("/channels?after=50")).find("a", string="Neuere")["href"].endswith("/channels")
    assert rows(admin.get("/channels?after=x")) == first and rows(admin.get("/channels?after=" + "9" * 18)) == []


def test_one_goes_out_again_also_after_a_day(admin, app: Flask, database, provider: GenericProvider) -> None:
    kept, number = given_up(database, "blocked", count=2)
    database.execute("UPDATE chat SET blocked_at = now()")
    done = admin.post("/channels/generic/again", {"message": f"out:{number}"})
    assert done.headers["Location"].endswith("done=channels.again")
    assert database.execute("SELECT blocked_at FROM chat").fetchone() == (None,)
    provider.down()
    app.extensions["channels"].run_once()
    assert database.execute("SELECT number FROM outgoing WHERE failed_at IS NOT NULL").fetchall() == [(kept,)]
    provider.up()
    database.execute("UPDATE outgoing SET due_at = now()")
    database.execute("UPDATE channel_state SET paused_until = NULL")
    app.extensions["channels"].run_once()
    assert [shown.text for shown in provider.shown(ADDRESS)] == ["Vier"]
    assert actions(database) == [("channel.sent_again", f"generic out {number}")]


def test_a_question_is_answered_after_all(admin, app: Flask, database, provider: GenericProvider) -> None:
    number, = given_up(database, "busy", table="incoming")
    assert "Frage ohne Antwort" in rows(admin.get("/channels"))[0]
    admin.post("/channels/generic/again", {"message": f"in:{number}"})
    app.extensions["channels"].run_once()
    assert "Mit vier Partnern." in provider.shown(ADDRESS)[0].text


def test_all_of_a_channel_at_once(admin, database) -> None:
    given_up(database, count=3)
    given_up(database, count=2, table="incoming")
    assert admin.post("/channels/generic/again", {"message": "all"}).headers["Location"].endswith("done=channels.all_again")
    assert rows(admin.get("/channels")) == [] and "Noch zu senden: 3" in admin.get("/channels").text
    assert admin.post("/channels/generic/again", {"message": "all"}).status_code == 404
    assert actions(database) == [("channel.sent_again", "generic")]


@pytest.mark.parametrize("message", ["", "out:", "out:x", "out:99", "in:1", "sideways:1", "all:1 OR 1", "out:" + "9" * 40])
def test_only_what_was_given_up_can_be_tried_again(admin, database, message: str) -> None:
    given_up(database)
    assert admin.post("/channels/generic/again", {"message": message}).status_code == (303 if message.startswith("all") else 404)


@pytest.mark.parametrize("step", ["check", "again"])
def test_a_channel_that_is_not_set_up_cannot_be_used(admin, database, step: str) -> None:
    assert admin.post(f"/channels/nothing/{step}", {"message": "all"}).status_code == 404
    assert actions(database) == []


def test_a_check_says_what_the_provider_says(admin, database, provider: GenericProvider) -> None:
    good = desks.page(admin.post("/channels/generic/check")).select(".findings .good")
    provider.revoke()
    bad = desks.page(admin.post("/channels/generic/check")).select_one(".findings .bad")
    assert len(good) == 1 and "(401)" in bad.text and bad.span["lang"] == "en"
    assert actions(database) == [("channel.checked", "generic")] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_app_has_a_name(language: str) -> None:
    assert [name for name in CHANNELS if name not in words(language)["queue"]["channel"]] == []


def test_the_page_in_english(admin, database) -> None:
    database.execute("UPDATE account SET language = 'en'")
    given_up(database)
    page = admin.get("/channels").text
    assert "Messages given up" in page and "The provider does not know this chat any more." in page


def test_what_is_stored_of_a_chat_is_handed_out_and_deleted(admin, app: Flask, database, provider: GenericProvider) -> None:
    database.execute("DELETE FROM conversation")
    provider.say("Wie viele Länder?", ADDRESS)
    app.extensions["channels"].run_once()
    given_up = database.execute("UPDATE outgoing SET failed_at = now(), done_at = NULL RETURNING chat_id").fetchone()
    found = admin.post("/data/find", {"channel": "generic", "sender": ADDRESS})
    number = int(found.location.rpartition("=")[2])
    told = admin.post(f"/data/{number}/export").json
    assert told["chat"][0]["address"] == ADDRESS and told["chat"][0]["id"] == given_up[0]
    assert [len(told[part]) for part in ("turn", "incoming", "outgoing")] == [1, 1, 1]
    assert admin.post(f"/data/{number}/delete", {"sure": "yes"}).status_code == 303
    tables = ("conversation", "chat", "incoming", "outgoing")
    assert [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables] == [0, 0, 0, 0]
    assert rows(admin.get("/channels")) == []


def test_somebody_who_wrote_in_several_threads_is_found_in_all(admin, app: Flask, database, provider: GenericProvider) -> None:
    for thread in ("<1@x>", "<2@x>"):
        provider.say("Wie viele Länder?", f"eva@example.org {thread}")
    page = desks.page(admin.post("/data/find", {"channel": "generic", "sender": "Eva@example.org"}))
    assert [link["href"] for link in page.select("#several a")] == [f"/helpdesk/data?conversation={number}" for number in (3, 2)]
    assert admin.post("/data/find", {"channel": "generic", "sender": "eva@example"}).status_code == 404
    assert admin.post("/data/find", {"channel": "generic", "sender": "%"}).status_code == 404


def test_old_conversations_go_with_their_chats(app: Flask, database) -> None:
    given_up(database)
    database.execute("UPDATE conversation SET updated_at = now() - interval '200 days'")
    assert app.extensions["retention"].clean("test") == 1
    assert database.execute("SELECT count(*) FROM chat").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM outgoing").fetchone() == (0,)


def test_a_question_that_was_given_up_and_is_deleted_in_the_app_has_no_words_left(app: Flask, database, provider) -> None:
    given_up(database, table="incoming")
    provider.delete("m1", ADDRESS)
    app.extensions["channels"].run_once()
    assert database.execute("SELECT text, failed_at FROM incoming WHERE message_id = 'm1'").fetchone() == ("", None)
