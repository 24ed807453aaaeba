"""Login: the right words and nothing else, as often as is allowed, and nobody learns more than that."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pyotp
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from web import passwords, totp
from web.helpdesk.access import COOKIE

PASSWORD = "richtig pferd batterie"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FAILED = "Das hat nicht geklappt."


@pytest.fixture
def eva(app: Flask, database: psycopg.Connection) -> int:
    """An administrator with a password."""
    return database.execute("INSERT INTO account (name, display, role, password, must_change)"
                            " VALUES ('eva', 'Eva', 'administrator', %s, false) RETURNING id", (HASH,)).fetchone()[0]


@pytest.fixture
def careful(eva: int, database: psycopg.Connection) -> int:
    """The same with a second factor."""
    database.execute("UPDATE account SET totp = %s", (SECRET,))
    return eva


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    return app.test_client()


def log_in(client: FlaskClient, name: str = "eva", password: str = PASSWORD, headers: dict | None = None, **further: str):
    return client.post("/helpdesk/login", data={"name": name, "password": password} | further, headers=headers)


def token(client: FlaskClient) -> str:
    return client.get_cookie(COOKIE, path="/helpdesk").value


def is_in(client: FlaskClient) -> bool:
    return client.get("/helpdesk/me").status_code == 200


def give_code(client: FlaskClient, code: str):
    csrf = client.application.extensions["staff"].session(token(client)).csrf
    return client.post("/helpdesk/login/code", data={"code": code, "csrf": csrf})


def code(drift: int = 0) -> str:
    return pyotp.TOTP(SECRET).generate_otp(int(time.time()) // 30 + drift)


def failures(database: psycopg.Connection) -> tuple[int, bool]:
    return database.execute("SELECT failures, locked_until > now() IS TRUE FROM account WHERE name = 'eva'").fetchone()


def actions(database: psycopg.Connection) -> list[str]:
    return [row[0] for row in database.execute("SELECT action FROM audit ORDER BY id")]


def test_the_right_password_opens_the_console(eva: int, browser: FlaskClient, database: psycopg.Connection) -> None:
    done = log_in(browser, " Eva ")
    assert done.status_code == 303 and done.headers["Location"] == "/helpdesk/"
    given = done.headers["Set-Cookie"]
    assert "HttpOnly" in given and "SameSite=Lax" in given and "Path=/helpdesk" in given and "Secure" not in given
    assert is_in(browser) and actions(database) == ["login.done"]
    assert browser.get("/helpdesk/login").headers["Location"] == "/helpdesk/"


def test_behind_tls_the_cookie_stays_there(eva: int, browser: FlaskClient) -> None:
    assert "Secure" in log_in(browser, headers={"Origin": "https://localhost"}).headers["Set-Cookie"]


@pytest.mark.parametrize("name, password, state", [
    ("eva", "falsch", None), ("eva", "", None), ("eva", "x" * 20_000, None), ("ida", PASSWORD, None), ("", PASSWORD, None),
    ("e" * 5000, PASSWORD, None), ("eva' OR 'a'='a", PASSWORD, None), ("éva\u202e", PASSWORD, None),
    ("eva", PASSWORD, "locked_until = now() + interval '1 minute'"), ("eva", PASSWORD, "disabled_at = now()"),
])
def test_whatever_is_wrong_looks_and_costs_the_same(eva: int, browser: FlaskClient, database: psycopg.Connection, monkeypatch,
                                                    name: str, password: str, state: str | None) -> None:
    if state:
        database.execute(f"UPDATE account SET {state}")
    hashed = []
    monkeypatch.setattr(passwords._hasher.__class__, "verify", lambda self, stored, given: hashed.append(stored) or stored == "never")
    done = log_in(browser, name, password)
    assert done.status_code == 422 and "Set-Cookie" not in done.headers and len(hashed) == 1
    assert FAILED in done.text and "15 Minuten" in done.text and not is_in(browser)


def test_a_name_that_no_column_can_hold(eva: int, browser: FlaskClient) -> None:
    assert log_in(browser, "eva\0").status_code == 400
    assert log_in(browser).status_code == 303


def test_after_five_failures_it_is_locked_for_a_quarter_of_an_hour(eva: int, browser: FlaskClient,
                                                                   database: psycopg.Connection) -> None:
    for _ in range(5):
        log_in(browser, password="falsch")
    assert failures(database) == (5, True) and actions(database) == ["login.failed"] * 4 + ["login.locked"]
    assert log_in(browser).status_code == 422
    database.execute("UPDATE account SET locked_until = locked_until - interval '15 minutes'")
    assert log_in(browser, password="falsch").status_code == 422 and failures(database) == (1, False)
    assert log_in(browser).status_code == 303 and failures(database) == (0, False)


def test_many_at_once_guess_no_more_often(eva: int, app: Flask, monkeypatch) -> None:
    looked_at = []
    monkeypatch.setattr(passwords, "matches", lambda password, stored: bool(stored and looked_at.append(1)))
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda _: log_in(app.test_client(), password="falsch").status_code, range(24)))
    assert len(looked_at) == 5 and set(done) == {422}


def test_the_password_alone_opens_nothing_where_there_is_a_second_factor(careful: int, browser: FlaskClient) -> None:
    browser.get("/helpdesk/login")
    done = log_in(browser, next="/helpdesk/me?x=1")
    assert done.headers["Location"] == "/helpdesk/login/code?next=/helpdesk/me?x%3D1"
    first = token(browser)
    assert not is_in(browser) and "Eva" not in browser.get("/helpdesk/login/code").text
    assert give_code(browser, code()).status_code == 303 and is_in(browser)
    browser.set_cookie(COOKIE, first, path="/helpdesk")
    assert not is_in(browser)


def test_a_code_counts_once(careful: int, app: Flask) -> None:
    used = code()
    for expected in (303, 422):
        client = app.test_client()
        log_in(client)
        assert give_code(client, used).status_code == expected
    assert FAILED in give_code(client, used).text


def test_codes_of_the_neighbouring_steps_count_too() -> None:
    at = 1_000_000_020.0
    found = [totp.step_of(SECRET, pyotp.TOTP(SECRET).generate_otp(int(at) // 30 + drift), at) for drift in (-2, -1, 0, 1, 2)]
    assert [step and step - int(at) // 30 for step in found] == [None, -1, 0, 1, None]
    assert totp.step_of(SECRET, " ".join(pyotp.TOTP(SECRET).generate_otp(int(at) // 30)), at)


@pytest.mark.parametrize("wrong", ["", "12345", "abcdef", "١٢٣٤٥٦", "1234567", "9" * 5000])
def test_what_is_no_code(careful: int, browser: FlaskClient, wrong: str) -> None:
    log_in(browser)
    assert give_code(browser, wrong).status_code == 422 and not is_in(browser)


def test_wrong_codes_lock_and_the_password_forgives_none_of_them(careful: int, app: Flask, database: psycopg.Connection) -> None:
    for number in range(1, 6):
        client = app.test_client()
        log_in(client)
        give_code(client, code(5))
        assert failures(database) == (number, number == 5)
    assert give_code(client, code()).status_code == 422 and log_in(app.test_client()).status_code == 422


def test_the_first_step_holds_for_ten_minutes(careful: int, browser: FlaskClient, database: psycopg.Connection) -> None:
    log_in(browser)
    database.execute("UPDATE staff_session SET created_at = created_at - interval '10 minutes'")
    assert browser.get("/helpdesk/login/code").headers["Location"] == "/helpdesk/login"


@pytest.mark.parametrize("target, followed", [
    ("/helpdesk/me", "/helpdesk/me"), ("https://example.org/helpdesk", "/helpdesk/"), ("//example.org", "/helpdesk/"),
    ("/api/x", "/helpdesk/"), ("/helpdesk\\@example.org", "/helpdesk/"), ("javascript:alert(1)", "/helpdesk/"), ("", "/helpdesk/"),
])
def test_after_the_login_it_goes_on_only_within_the_console(eva: int, browser: FlaskClient, target: str, followed: str) -> None:
    assert log_in(browser, next=target).headers["Location"] == followed


def test_the_way_back_survives_a_wrong_password_and_what_was_typed_too(eva: int, browser: FlaskClient) -> None:
    page = log_in(browser, "eva", "falsch", next="/helpdesk/me").text
    assert 'name="next" value="/helpdesk/me"' in page and re.search(r'name="name" value="eva"', page) and "falsch" not in page


def test_an_old_hash_is_renewed(eva: int, browser: FlaskClient, database: psycopg.Connection) -> None:
    log_in(browser)
    stored = database.execute("SELECT password FROM account").fetchone()[0]
    assert stored != HASH and not passwords.outdated(stored) and passwords.matches(PASSWORD, stored)


def test_each_login_has_a_new_token_and_logout_ends_it(eva: int, app: Flask, browser: FlaskClient) -> None:
    browser.set_cookie(COOKIE, "given-by-somebody-else", path="/helpdesk")
    log_in(browser)
    kept = token(browser)
    assert kept != "given-by-somebody-else"
    csrf = app.extensions["staff"].session(kept).csrf
    assert browser.post("/helpdesk/logout").status_code == 403 and is_in(browser)
    assert browser.post("/helpdesk/logout", data={"csrf": csrf}).headers["Location"] == "/helpdesk/login"
    browser.set_cookie(COOKIE, kept, path="/helpdesk")
    assert not is_in(browser)


@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_website_logs_nobody_in(eva: int, browser: FlaskClient, headers: dict[str, str]) -> None:
    assert log_in(browser, headers=headers).status_code == 403 and not is_in(browser)


@pytest.mark.parametrize("password, why", [
    ("kurz", "short"), ("a b c d e f" + " " * 9, "short"), ("x" * 201, "long"), ("eva.mustermann", "name"),
    ("Passwort12345", "common"), ("aaaaaaaaaaaaaaa", "common"), ("richtig pferd", None), ("пароль длинный", None),
])
def test_which_passwords_are_good_enough(password: str, why: str | None) -> None:
    assert passwords.weakness(password, "eva.mustermann", "Eva") == why


def test_a_password_is_the_same_however_the_keyboard_composes_it() -> None:
    assert passwords.matches("Tu\u0308r und Angel", passwords.hashed("T\u00fcr und Angel"))
    assert not passwords.matches("x", "no hash") and not passwords.matches("x", None)
