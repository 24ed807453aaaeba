"""What administrators do: accounts, teams, the audit log."""

import re

import psycopg
import pytest
from flask import Flask

from .classroom import teach


@pytest.fixture
def anna(log_in):
    return log_in("administrator", "anna")


def of(database: psycopg.Connection, column: str, name: str = "eva"):
    return database.execute(f"SELECT {column} FROM account WHERE name = %s", (name,)).fetchone()[0]


def audited(database: psycopg.Connection) -> list[tuple]:
    return database.execute("SELECT actor, action, subject, detail FROM audit ORDER BY id").fetchall()


def test_another_role_counts_at_once(anna, log_in, database: psycopg.Connection) -> None:
    eva = log_in("agent", "eva")
    done = anna.post("/people/eva", {"do": "role", "role": "editor"})
    assert done.headers["Location"] == "/helpdesk/people?done=people.role" and of(database, "role") == "editor"
    assert eva.get("/me").status_code == 303
    assert audited(database) == [("anna", "account.role", "eva", {"before": "agent", "role": "editor"})]
    anna.post("/people/eva", {"do": "role", "role": "editor"})
    assert len(audited(database)) == 1


def test_disabling_ends_the_sessions_and_can_be_undone(anna, log_in, database: psycopg.Connection) -> None:
    eva = log_in("agent", "eva")
    anna.post("/people/eva", {"do": "disable"})
    assert eva.get("/me").status_code == 303 and of(database, "disabled_at")
    assert 'value="enable"' in anna.get("/people").text and "gesperrt" in anna.get("/people").text
    anna.post("/people/eva", {"do": "enable"})
    assert of(database, "disabled_at") is None
    assert database.execute("SELECT count(*) FROM staff_session WHERE account_id = %s", (eva.account,)).fetchone() == (0,)


@pytest.mark.parametrize("step", [{"do": "disable"}, {"do": "role", "role": "reader"}])
def test_the_last_administrator_stays(anna, log_in, database: psycopg.Connection, step: dict[str, str]) -> None:
    log_in("administrator", "ida")
    database.execute("UPDATE account SET disabled_at = now() WHERE name = 'ida'")
    refused = anna.post("/people/anna", step)
    assert refused.status_code == 409 and "niemand mehr das Helpdesk verwalten" in refused.text
    assert of(database, "role", "anna") == "administrator" and audited(database) == []
    database.execute("UPDATE account SET disabled_at = NULL")
    assert anna.post("/people/anna", step).status_code == 303


def test_unlocking_logging_out_and_resetting(anna, log_in, database: psycopg.Connection) -> None:
    eva = log_in("agent", "eva")
    database.execute("UPDATE account SET locked_until = now() + interval '1 hour', failures = 5, totp = 'A' WHERE name = 'eva'")
    page = anna.get("/people").text
    assert all(f'value="{step}"' in page for step in ("unlock", "sessions", "second_factor"))
    for step in ("unlock", "sessions", "second_factor"):
        assert anna.post("/people/eva", {"do": step}).status_code == 303
    assert (of(database, "locked_until"), of(database, "failures"), of(database, "totp")) == (None, 0, None)
    assert eva.get("/me").status_code == 303
    assert [row[1] for row in audited(database)] == ["account.unlocked", "account.sessions_ended", "account.second_factor_removed"]


@pytest.mark.parametrize("step", [{"do": "fly"}, {}, {"do": "role", "role": "king"}, {"do": "role"}])
def test_what_cannot_be_done(anna, log_in, database: psycopg.Connection, step: dict[str, str]) -> None:
    log_in("agent", "eva")
    assert anna.post("/people/eva", step).status_code == 400 and audited(database) == []
    assert anna.post("/people/nobody", {"do": "disable"}).status_code == 404


def test_everybody_is_shown_with_teams_and_state(anna, log_in, database: psycopg.Connection) -> None:
    log_in("agent", "eva")
    database.execute("UPDATE account SET display = '<Eva>', must_change = true WHERE name = 'eva'")
    database.execute("WITH t AS (INSERT INTO team (name) VALUES ('Asyl') RETURNING id)"
                     " INSERT INTO membership SELECT t.id, account.id FROM t, account WHERE account.name = 'eva'")
    row = next(row for row in anna.get("/people").text.split("<tr>") if "eva" in row)
    assert "&lt;Eva&gt;" in row and "Asyl" in row and "muss Passwort ändern" in row and "ohne zweiten Schritt" in row


def test_teams_are_made_changed_and_deleted(anna, log_in, database: psycopg.Connection) -> None:
    members = [str(log_in("agent", name).account) for name in ("eva", "ida")]
    anna.post("/teams", {"name": "  Asyl \u200b "})
    number = database.execute("SELECT id FROM team WHERE name = 'Asyl'").fetchone()[0]
    anna.post(f"/teams/{number}", {"name": "Visa", "member": [*members, "987654"]})
    assert anna.get("/teams").text.count(" checked") == 2
    anna.post(f"/teams/{number}", {"name": "Visa", "member": members[:1]})
    assert database.execute("SELECT account_id FROM membership").fetchall() == [(int(members[0]),)]
    anna.post(f"/teams/{number}", {"do": "remove"})
    assert database.execute("SELECT count(*) FROM team").fetchone() == (0,)
    assert [row[1:3] for row in audited(database)] == [
        ("team.added", "Asyl"), ("team.changed", "Visa"), ("team.changed", "Visa"), ("team.removed", "Visa")]
    assert anna.post(f"/teams/{number}", {"do": "remove"}).status_code == 404


@pytest.mark.parametrize("name, sentence", [("", "1 bis 60 Zeichen"), (" \u200b", "1 bis 60 Zeichen"), ("x" * 61, "1 bis 60 Zeichen"),
                                            ("a\nb", "1 bis 60 Zeichen"), ("Visa", "heißt schon ein anderes Team")])
def test_a_name_that_no_team_can_have_is_shown_again(anna, database: psycopg.Connection, name: str, sentence: str) -> None:
    anna.post("/teams", {"name": "Visa"})
    anna.post("/teams", {"name": "Asyl"})
    number = database.execute("SELECT id FROM team WHERE name = 'Asyl'").fetchone()[0]
    for path, field in (("/teams", "name"), (f"/teams/{number}", f"name-{number}")):
        page = anna.post(path, {"name": name, "member": str(anna.account)})
        assert page.status_code == 422 and sentence in page.text
        shown = re.search(rf'id="{field}"[^>]*value="([^"]*)"\s*aria-invalid="true" aria-describedby="problem"', page.text)
        assert shown.group(1) == name.strip(" \u200b")
    assert page.text.count(" checked") == 1
    assert database.execute("SELECT count(*) FROM team").fetchone() == (2,)


def test_a_member_that_is_no_number(anna, database: psycopg.Connection) -> None:
    anna.post("/teams", {"name": "Asyl"})
    number = database.execute("SELECT id FROM team").fetchone()[0]
    assert anna.post(f"/teams/{number}", {"name": "Asyl", "member": "eva"}).status_code == 400
    assert anna.post(f"/teams/{number}", {"name": "Asyl", "member": "9" * 30}).status_code == 303


def rows(page: str) -> list[str]:
    return re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1], re.S) if "<tbody>" in page else []


def test_the_audit_log_is_read_in_pages(anna, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO audit (actor, action, subject) SELECT 'ida', 'login.done', 'n' || n FROM generate_series(1, 250) n")
    path, seen = "/audit", []
    while path:
        page = anna.get(path).text
        seen += re.findall(r"<td>n(\d+)</td>", page)
        older = re.search(r'href="/helpdesk(/audit\?[^"]+)"', page)
        path = older and older.group(1).replace("&amp;", "&")
    assert seen == [str(number) for number in range(250, 0, -1)]


def test_the_audit_log_is_narrowed(anna, database: psycopg.Connection) -> None:
    database.execute("INSERT INTO audit (actor, action, subject, detail) VALUES ('ida', 'account.role', 'eva', '{\"role\": \"<b>\"}'),"
                     " ('ida', 'login.done', 'ida', '{}'), ('udo', 'login.done', 'udo', '{}'), ('udo', 'new.action', '', '{}')")
    assert len(rows(anna.get("/audit?person=ida").text)) == 2
    found, = rows(anna.get("/audit?person=ida&action=account.role").text)
    assert "Rolle geändert" in found and "&lt;b&gt;" in found
    assert "new.action" in anna.get("/audit").text
    assert "steht nichts im Protokoll" in anna.get("/audit?person=nobody&before=x").text


@pytest.mark.parametrize("before", ["0", "-1", "x", "9" * 19, "9" * 400, "١", ""])
def test_a_place_in_the_log_that_is_none(anna, before: str) -> None:
    assert anna.get("/audit?before=" + before).status_code == 200


def test_a_page_leads_to_everything_that_can_be_set_up(anna, app: Flask) -> None:
    teach(app)
    page = anna.get("/manage").text
    links = re.findall(r'<h2><a href="/helpdesk([^"]+)"', page)
    assert {"/people", "/teams", "/audit"} <= set(links)
    assert all(anna.get(path).status_code == 200 for path in links)
