"""Nothing is reachable without login but the login; sessions end; errors are pages for people and data for scripts."""

import psycopg
import pytest
from flask import Flask

from web.helpdesk.access import COOKIE, ROLES
from web.helpdesk.words import areas, words

ENGLISH = {"Accept-Language": "en"}
SCRIPT = {"X-Requested-With": "fetch"}


def test_without_login_every_page_leads_to_the_login(app) -> None:
    gone = app.test_client().get("/helpdesk/?part=queue")
    assert gone.status_code == 303 and gone.headers["Location"] == "/helpdesk/login?next=/helpdesk/?part%3Dqueue"


@pytest.mark.parametrize("role", ROLES)
def test_who_is_logged_in_is_let_through(log_in, role: str) -> None:
    assert log_in(role).get("/me").status_code == 200


@pytest.mark.parametrize("column, minutes, holds", [
    ("seen_at", 59, True), ("seen_at", 61, False), ("created_at", 599, True), ("created_at", 601, False)])
def test_a_session_ends_unused_and_at_the_latest(log_in, database: psycopg.Connection, column: str, minutes: int, holds: bool) -> None:
    eva = log_in("agent")
    database.execute(f"UPDATE staff_session SET {column} = now() - make_interval(mins => {minutes})")
    assert (eva.get("/me").status_code == 200) is holds


def test_sessions_that_are_over_are_swept_away_at_the_next_login(log_in, database: psycopg.Connection) -> None:
    log_in("agent")
    database.execute("UPDATE staff_session SET seen_at = now() - interval '61 minutes'")
    log_in("editor")
    assert database.execute("SELECT count(*) FROM staff_session").fetchone() == (1,)


def test_a_disabled_accounts_session_ends_at_once(log_in, database: psycopg.Connection) -> None:
    eva = log_in("agent")
    database.execute("UPDATE account SET disabled_at = now()")
    assert eva.get("/me").status_code == 303


def test_that_somebody_is_here_is_written_once_a_minute(log_in, database: psycopg.Connection) -> None:
    def seen(seconds: int) -> bool:
        database.execute("UPDATE staff_session SET seen_at = now() - make_interval(secs => %s)", (seconds,))
        before = database.execute("SELECT seen_at FROM staff_session").fetchone()
        assert eva.get("/me").status_code == 200
        return database.execute("SELECT seen_at FROM staff_session").fetchone() != before

    eva = log_in("agent")
    assert [seen(30), seen(70)] == [False, True]


def test_the_database_keeps_no_token(log_in, database: psycopg.Connection) -> None:
    token = log_in("agent").client.get_cookie(COOKIE, path="/helpdesk").value
    assert token not in str(database.execute("SELECT * FROM staff_session").fetchall())


@pytest.mark.parametrize("path, status", [
    ("/teams/99999999999999999999", 404), ("/people/eva%00", 400), ("/people/" + "e" * 3000, 404), ("/teams/1", 404),
    ("/nowhere", 404)])
def test_what_the_database_cannot_hold_is_refused_before_it(log_in, path: str, status: int) -> None:
    anna = log_in("administrator")
    assert anna.post(path, {"do": "disable", "name": "Asyl"}).status_code == status
    assert anna.post("/teams", {"name": "a\0b"}).status_code == 400
    assert anna.get("/teams").status_code == 200


def test_a_refusal_is_a_page_in_the_language_of_the_account(log_in, database: psycopg.Connection) -> None:
    rosa = log_in("reader")
    for language, sentence in (("de", "reicht Ihre Rolle nicht"), ("en", "Your role does not allow this.")):
        database.execute("UPDATE account SET language = %s", (language,))
        page = rosa.get("/people")
        assert page.status_code == 403 and page.mimetype == "text/html" and sentence in page.text
        assert page.headers["Cache-Control"] == "no-store" and "<nav" in page.text


def test_a_script_gets_the_same_as_data(log_in) -> None:
    refused = log_in("reader").get("/people", headers=SCRIPT)
    assert refused.status_code == 403 and refused.json["error"]["code"] == "role"


def test_nothing_typed_is_lost_when_the_login_has_ended(log_in, database: psycopg.Connection) -> None:
    anna = log_in("administrator")
    database.execute("DELETE FROM staff_session")
    page = anna.post("/teams", {"name": "Team <Asyl>", "password": "geheim und lang"}, headers=ENGLISH)
    assert page.status_code == 401 and "Your login has ended." in page.text and "/helpdesk/login" in page.text
    assert "Team &lt;Asyl&gt;" in page.text and "geheim" not in page.text and anna.csrf not in page.text


@pytest.mark.parametrize("method, path, status", [("GET", "/nowhere", 404), ("GET", "/logout", 405), ("POST", "/me", 405)])
def test_an_address_that_is_none_says_so(app: Flask, method: str, path: str, status: int) -> None:
    page = app.test_client().open("/helpdesk" + path, method=method, headers=ENGLISH)
    assert page.status_code == status and "That was not possible" in page.text


def test_what_is_too_large_is_a_page_too(log_in) -> None:
    page = log_in("administrator").post("/teams", {"name": "x " * 50_000})
    assert page.status_code == 413 and "zu groß" in page.text


def test_outside_of_the_console_errors_stay_as_they_were(app: Flask) -> None:
    client = app.test_client()
    assert client.get("/api/conversations/x").json["error"]["code"] == "not_found"
    assert "Helpdesk" not in client.get("/helpdesks").text


def test_without_the_database_the_console_says_so(make_app) -> None:
    page = make_app(DATABASE_URL="postgresql://127.0.0.1:9/none").test_client()
    page.set_cookie(COOKIE, "x", path="/helpdesk")
    gone = page.get("/helpdesk/me")
    assert gone.status_code == 503 and "nicht erreichbar" in gone.text and gone.headers["Retry-After"]


@pytest.mark.parametrize("area", ["login", "me", "people", "teams", "audit", "manage", "problem", "nav"])
def test_both_languages_say_the_same(area: str) -> None:
    assert area in areas() and keys(words("de")[area]) == keys(words("en")[area])


def keys(text: object, at: str = "") -> set[str]:
    if not isinstance(text, dict):
        return {at + str(sorted(part.split("}")[0] for part in str(text).split("{")[1:]))}
    return set().union(*(keys(part, f"{at}.{name}") for name, part in text.items()))
