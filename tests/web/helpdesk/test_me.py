"""One's own account: password, second factor, language, and where one is logged in."""

import re
import time

import psycopg
import pyotp
import pytest

from web import passwords
from web.helpdesk.access import COOKIE

from .conftest import HOURS

OLD, NEW = "richtig pferd batterie", "heftklammer richtig pferd"


@pytest.fixture
def eva(log_in, database: psycopg.Connection):
    """An agent with a password."""
    client = log_in("agent", "eva")
    database.execute("UPDATE account SET password = %s", (passwords.hashed(OLD),))
    return client


def change(client, old: str = OLD, new: str = NEW, again: str = NEW):
    return client.post("/me/password", {"old": old, "new": new, "again": again})


def stored(database: psycopg.Connection) -> str:
    return database.execute("SELECT password FROM account WHERE name = 'eva'").fetchone()[0]


def secret_of(page: str) -> str:
    return re.search(r'name="secret" value="([A-Z2-7]{32})"', page).group(1)


def code(secret: str, drift: int = 0) -> str:
    return pyotp.TOTP(secret).generate_otp(int(time.time()) // 30 + drift)


def test_another_password_ends_all_other_sessions(eva, log_in, app, database: psycopg.Connection) -> None:
    other, old = log_in("agent", "eva"), eva.client.get_cookie(COOKIE, path="/helpdesk").value
    assert change(eva).headers["Location"] == "/helpdesk/me?done=me.password"
    assert "Ihr Passwort ist geändert." in eva.get("/me?done=me.password").text
    assert other.get("/me").status_code == 303 and app.extensions["staff"].session(old) is None
    assert passwords.matches(NEW, stored(database))


@pytest.mark.parametrize("old, new, again, field, sentence", [
    ("falsch", NEW, NEW, "old", "stimmt nicht"), (OLD, "kurz", "kurz", "new", "zu kurz"), (OLD, OLD, OLD, "new", "das bisherige"),
    (OLD, "123456789012", "123456789012", "new", "errät man leicht"), (OLD, NEW, NEW + "x", "again", "verschieden"),
    (OLD, "x" * 500, "x" * 500, "new", "zu lang"),
])
def test_a_password_that_cannot_be_is_named_at_its_field(eva, database: psycopg.Connection, old: str, new: str, again: str,
                                                         field: str, sentence: str) -> None:
    before = stored(database)
    page = change(eva, old, new, again)
    assert page.status_code == 422 and stored(database) == before
    told = re.search(rf'id="{field}-problem">([^<]*)<', page.text).group(1)
    assert sentence in told and re.search(rf'id="{field}"[^>]*aria-invalid="true" aria-describedby="{field}-problem', page.text)


def test_a_stolen_session_does_not_guess_the_password_for_ever(eva, database: psycopg.Connection) -> None:
    for _ in range(5):
        change(eva, old="falsch")
    assert change(eva).status_code == 422
    assert database.execute("SELECT locked_until > now() FROM account").fetchone() == (True,)


def test_who_must_change_the_password_does_nothing_before(eva, log_in, database: psycopg.Connection) -> None:
    database.execute("UPDATE account SET must_change = true, role = 'administrator'")
    assert eva.get("/people").headers["Location"] == "/helpdesk/me"
    assert eva.post("/teams", {"name": "Asyl"}).status_code == 403
    page = eva.get("/me").text
    assert "Bitte wählen Sie zuerst ein eigenes Passwort." in page and "language-title" not in page
    assert change(eva).status_code == 303 and eva.get("/people").status_code == 200


def test_a_second_factor_counts_once_a_code_has_confirmed_it(eva, log_in, database: psycopg.Connection) -> None:
    other = log_in("agent", "eva")
    page = eva.get("/me/second-factor").text
    secret = secret_of(page)
    assert "<svg" in page and "style=" not in page and " ".join(re.findall("....", secret)) in page
    again = eva.post("/me/second-factor", {"secret": secret, "code": code(secret, 7)})
    assert again.status_code == 422 and secret_of(again.text) == secret and "Dieser Code stimmt nicht." in again.text
    assert database.execute("SELECT totp FROM account").fetchone() == (None,)
    assert eva.post("/me/second-factor", {"secret": secret, "code": code(secret)}).status_code == 303
    assert database.execute("SELECT totp, totp_step > 0 FROM account").fetchone() == (secret, True)
    assert other.get("/me").status_code == 303 and "Er ist eingerichtet" in eva.get("/me").text
    assert eva.get("/me/second-factor").headers["Location"] == "/helpdesk/me"


@pytest.mark.parametrize("secret", ["", "AAAA", "a" * 32, "1" * 32])
def test_a_secret_that_is_none_of_ours(eva, secret: str) -> None:
    assert eva.post("/me/second-factor", {"secret": secret, "code": "123456"}).status_code == 400


def test_it_is_given_up_only_with_the_password(eva, database: psycopg.Connection) -> None:
    database.execute("UPDATE account SET totp = %s", ("A" * 32,))
    assert "Zweiten Schritt ausschalten" in eva.get("/me/second-factor/remove").text
    assert eva.post("/me/second-factor/remove", {"password": "falsch"}).status_code == 422
    assert database.execute("SELECT totp IS NULL FROM account").fetchone() == (False,)
    eva.post("/me/second-factor/remove", {"password": OLD})
    assert database.execute("SELECT totp IS NULL FROM account").fetchone() == (True,)


def test_where_it_is_required_nothing_opens_without(eva, make_app, database: psycopg.Connection) -> None:
    strict = make_app(LOTSE_HOURS=HOURS, LOTSE_STAFF_SECOND_FACTOR="required")
    eva.client = strict.test_client()
    eva.client.set_cookie(COOKIE, strict.extensions["staff"].begin(eva.account, True), path="/helpdesk")
    eva.csrf = re.search(r'data-csrf="([^"]+)"', eva.get("/me").text).group(1)
    assert eva.get("/").headers["Location"] == "/helpdesk/me/second-factor"
    assert "Er ist hier Pflicht." in eva.get("/me").text
    secret = secret_of(eva.get("/me/second-factor").text)
    eva.post("/me/second-factor", {"secret": secret, "code": code(secret)})
    assert eva.get("/").headers["Location"] != "/helpdesk/me/second-factor"
    eva.csrf = re.search(r'data-csrf="([^"]+)"', eva.get("/me").text).group(1)
    eva.post("/me/second-factor/remove", {"password": OLD})
    assert database.execute("SELECT totp IS NULL FROM account").fetchone() == (False,)


def test_the_language_is_chosen(eva) -> None:
    assert eva.post("/me/language", {"language": "fr"}).status_code == 400
    eva.post("/me/language", {"language": "en"})
    page = eva.get("/me")
    assert '<html lang="en">' in page.text and "My account" in page.text and page.headers["Content-Language"] == "en"


def test_other_sessions_are_ended_but_nobody_elses(eva, log_in, database: psycopg.Connection) -> None:
    others, ida = [log_in("agent", "eva") for _ in range(3)], log_in("agent", "ida")
    names = set(re.findall(r'name="session" value="([0-9a-f]{64})"', eva.get("/me").text))
    foreign = re.search(r'name="session" value="([0-9a-f]{64})"', ida.get("/me").text).group(1)
    assert len(names) == 4 and foreign not in names
    for name in (foreign, "x", "\u0661" * 64, ""):
        eva.post("/me/sessions", {"session": name})
    assert ida.get("/me").status_code == 200
    assert "account.sessions_ended" not in [row[0] for row in database.execute("SELECT action FROM audit")]
    own = re.search(r'name="session" value="([0-9a-f]{64})"', others[0].get("/me").text)
    assert own and eva.post("/me/sessions", {"session": "all"}).status_code == 303
    assert [client.get("/me").status_code for client in (eva, *others, ida)] == [200, 303, 303, 303, 200]
