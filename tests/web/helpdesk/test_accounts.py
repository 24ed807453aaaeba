"""Accounts at a terminal."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from web import accounts, passwords

ROOT = Path(__file__).parents[3]
PASSWORD = "richtig pferd batterie"


@pytest.fixture
def run(app, database_url: str, monkeypatch, capsys):
    """`run("list")` → (exit status, output, error), without a process of its own."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    def call(*arguments: str, typed: str = PASSWORD) -> tuple[int, str, str]:
        answers = iter((typed + "\n").splitlines() * 2)
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
        status = accounts.main(list(arguments))
        return (status, *(text.strip() for text in capsys.readouterr()))
    return call


def one(database: psycopg.Connection, columns: str) -> tuple:
    return database.execute(f"SELECT {columns} FROM account WHERE name = 'eva'").fetchone()


def test_a_new_account_has_to_change_its_password(run, database: psycopg.Connection) -> None:
    assert run("add", "Eva", "--role", "agent", "--display", "Eva Muster", "--language", "en") == (0, "eva: done", "")
    display, role, language, must_change, stored = one(database, "display, role, language, must_change, password")
    assert (display, role, language, must_change) == ("Eva Muster", "agent", "en", True) and passwords.matches(PASSWORD, stored)
    assert run("list")[1] == "eva\tagent\tEva Muster\t-"
    assert database.execute("SELECT actor, action, subject FROM audit").fetchall() == [("command", "account.added", "eva")]


def test_a_generated_password_is_printed_once(run, database: psycopg.Connection) -> None:
    told = run("add", "eva", "--role", "reader", "--generate")[1]
    assert passwords.matches(told.split()[-1], one(database, "password")[0]) and one(database, "display") == ("Eva",)


@pytest.mark.parametrize("arguments, typed, sentence", [
    (("add", "e", "--role", "agent"), PASSWORD, "The name must have 2 to 40"),
    (("add", "eva!", "--role", "agent"), PASSWORD, "The name must"),
    (("add", "eva", "--role", "agent", "--display", " "), PASSWORD, "The display name must"),
    (("add", "eva", "--role", "agent"), "kurz", "too short"), (("add", "eva", "--role", "agent"), f"{PASSWORD}\nanders", "differ"),
    (("add", "evamustermann", "--role", "agent"), "EvaMustermann", "The name is not a good password"),
    (("add", "eva", "--role", "agent"), "passwort1234", "easy to guess"), (("disable", "ida"), "", "There is no account ida"),
    (("password", "ida"), PASSWORD, "There is no account ida"), (("role", "ida", "reader"), "", "There is no account ida"),
])
def test_what_is_wrong_is_one_sentence(run, database: psycopg.Connection, arguments: tuple[str, ...], typed: str,
                                       sentence: str) -> None:
    status, output, error = run(*arguments, typed=typed)
    assert (status, output) == (1, "") and sentence in error and len(error.splitlines()) == 1
    assert database.execute("SELECT count(*) FROM account").fetchone() == (0,)


def test_two_of_the_same_name(run, database: psycopg.Connection) -> None:
    run("add", "eva", "--role", "agent")
    assert run("add", "EVA", "--role", "reader")[2].startswith("There is an account eva already")
    assert one(database, "role") == ("agent",)


def test_everything_else_that_is_done_with_an_account(run, log_in, database: psycopg.Connection) -> None:
    eva = log_in("agent", "eva")
    database.execute("UPDATE account SET totp = 'A', failures = 5, locked_until = now() + interval '1 hour'")
    assert run("list")[1] == "eva\tagent\tEva\tlocked, second factor"
    for step in (("reset-second-factor", "eva"), ("unlock", "eva"), ("role", "eva", "editor"), ("disable", "eva")):
        assert run(*step)[0] == 0
    assert run("list")[1] == "eva\teditor\tEva\tdisabled" and eva.get("/me").status_code == 303
    run("enable", "eva")
    run("password", "eva", "--keep")
    assert run("list")[1] == "eva\teditor\tEva\t-" and one(database, "must_change") == (False,)
    assert passwords.matches(PASSWORD, one(database, "password")[0])


def test_the_last_administrator_stays(run, log_in) -> None:
    log_in("administrator", "anna")
    for step in (("disable", "anna"), ("role", "anna", "reader")):
        assert "anna is the last administrator" in run(*step)[2]


def process(database_url: str, *arguments: str, given: str = "") -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "web.accounts", *arguments], cwd=ROOT, text=True, capture_output=True, input=given,
                          env=os.environ | {"DATABASE_URL": database_url}, check=False)


def test_a_program_gives_the_password_on_standard_input(app, database_url: str, database: psycopg.Connection) -> None:
    done = process(database_url, "add", "eva", "--role", "agent", "--password-stdin", given=PASSWORD + "\nmore\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, "eva: done\n", "")
    assert passwords.matches(PASSWORD, one(database, "password")[0])


def test_without_a_terminal_nobody_is_asked(app, database_url: str) -> None:
    done = process(database_url, "add", "eva", "--role", "agent")
    assert done.returncode == 1 and "There is no terminal to ask at" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("url, said", [("", "DATABASE_URL is missing"), ("postgresql://127.0.0.1:9/none", "cannot be reached")])
def test_without_a_database_it_says_so(url: str, said: str) -> None:
    done = process(url, "list")
    assert done.returncode == 1 and said in done.stderr and len(done.stderr.strip().splitlines()) == 1
