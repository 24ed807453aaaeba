"""Every route for every role: who may is let through, who may not is not, and nothing changes without the token."""

import re
from pathlib import Path

import psycopg
import pytest
import yaml
from flask import Flask

from web.helpdesk.access import COOKIE, NOBODY, ROLES, RULES, allows

from .classroom import teach

TABLES = ("account", "team", "membership", "canned", "approval_rule", "draft", "publication", "webhook", "note", "conversation")
STATED = [(rule, role) for path in sorted((Path(__file__).parent / "roles").glob("*.yml"))
          for rule, role in yaml.safe_load(path.read_text("utf-8")).items()]
REGISTERED = [(f"{method} {rule.rule}", rule.role) for rule in RULES.values() for method in rule.methods]
ANONYMOUS = "anonymous"


def test_each_route_is_stated_once_with_its_role() -> None:
    assert sorted(STATED) == sorted(REGISTERED)


def test_flask_serves_nothing_of_the_console_that_is_not_guarded(app: Flask) -> None:
    served = {f"{method} {rule.rule.removeprefix('/helpdesk')}" for rule in app.url_map.iter_rules() for method in rule.methods
              if rule.rule.startswith("/helpdesk") and method not in ("HEAD", "OPTIONS")}
    assert served == {rule for rule, _ in REGISTERED}


class People:
    """Somebody of each role; each request has a session of its own, as a logout would end a shared one."""

    def __init__(self, app: Flask, database: psycopg.Connection) -> None:
        self.app, self.database = app, database
        self.accounts = {role: self._account(role) for role in ROLES}

    def _account(self, role: str) -> int:
        return self.database.execute("INSERT INTO account (name, display, role, password, must_change)"
                                     " VALUES (%s, %s, %s, 'none', false) RETURNING id", (role, role, role)).fetchone()[0]

    def ask(self, role: str, rule: str, token: bool = True):
        """The answer of a route to somebody of that role, with the CSRF token or without."""
        method, path = rule.split(" ")
        client, data = self.app.test_client(), {}
        if role != ANONYMOUS:
            cookie = self.app.extensions["staff"].begin(self.accounts[role], True)
            client.set_cookie(COOKIE, cookie, path="/helpdesk")
            data = {"csrf": self.app.extensions["staff"].session(cookie).csrf} if token and method != "GET" else {}
        response = client.open("/helpdesk" + re.sub(r"<[^>]+>", "1", path), method=method, data=data)
        response.close()
        return response

    def state(self) -> list:
        return [self.database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES]


@pytest.fixture
def people(app: Flask, database: psycopg.Connection) -> People:
    teach(app)
    return People(app, database)


def test_who_is_not_logged_in_gets_nothing_but_the_login(people: People) -> None:
    before = people.state()
    for rule, role in REGISTERED:
        if role != NOBODY:
            answer = people.ask(ANONYMOUS, rule)
            login = answer.status_code == 303 and answer.headers["Location"].startswith("/helpdesk/login?next=")
            assert login or answer.status_code == 401, rule
    assert people.state() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_is_too_small_is_refused_and_changes_nothing(people: People, role: str) -> None:
    before = people.state()
    refused = {rule: people.ask(role, rule).status_code for rule, needed in REGISTERED if not allows(role, needed)}
    assert set(refused.values()) <= {403}, refused
    assert people.state() == before


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_is_enough_is_let_through(people: People, role: str) -> None:
    answers = {rule: people.ask(role, rule).status_code for rule, needed in REGISTERED if allows(role, needed)}
    assert {rule: status for rule, status in answers.items() if status in (401, 403) or status >= 500} == {}


def test_without_the_token_nothing_is_changed(people: People) -> None:
    before = people.state()
    for rule, _ in REGISTERED:
        if not rule.startswith("GET "):
            assert people.ask("administrator", rule, token=False).status_code == 403, rule
    assert people.state() == before
