"""Staff who are logged in, as clients of a real application over a real Postgres."""

from collections.abc import Callable

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.tables import empty
from tests.web.visits import Visit
from web.helpdesk.access import COOKIE, ROLES
from web.learning import Learning

from .classroom import teach
from .desks import wait_for_person

HOURS = "Mo-Su 0:00-24:00 UTC"


class StaffClient:
    """A browser of somebody who is logged in; `post` carries the CSRF token."""

    def __init__(self, app: Flask, account: int, csrf: str, token: str) -> None:
        self.account, self.csrf = account, csrf
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie(COOKIE, token, path="/helpdesk")

    def get(self, path: str, **further: object):
        return self.client.get("/helpdesk" + path, **further)

    def post(self, path: str, data: dict | None = None, **further: object):
        return self.client.post("/helpdesk" + path, data={"csrf": self.csrf} | (data or {}), **further)


@pytest.fixture
def app(make_app, database: psycopg.Connection) -> Flask:
    """An application with people there all day; staff, learning and webhooks are empty."""
    empty(database, "account", "team", "audit", "canned", "approval_rule", "draft", "publication", "webhook")
    return make_app(LOTSE_HOURS=HOURS)


@pytest.fixture
def log_in(app: Flask, database: psycopg.Connection) -> Callable[..., StaffClient]:
    """`log_in(role)` or `log_in(role, "name")`: somebody of that role, made if need be."""
    def enter(role: str = "agent", name: str | None = None) -> StaffClient:
        assert role in ROLES
        name = name or role
        row = database.execute(
            """INSERT INTO account (name, display, role, password, must_change) VALUES (%s, %s, %s, 'none', false)
               ON CONFLICT (name) DO UPDATE SET role = EXCLUDED.role RETURNING id""",
            (name, name.capitalize(), role)).fetchone()
        token = app.extensions["staff"].begin(row[0], True)
        session = app.extensions["staff"].session(token)
        return StaffClient(app, row[0], session.csrf, token)
    return enter


@pytest.fixture
def loop(app: Flask) -> Learning:
    """The learning loop, over a knowledge base that is fast."""
    return teach(app)


@pytest.fixture
def editor(loop: Learning, log_in: Callable[..., StaffClient]) -> StaffClient:
    """Somebody who learns with it."""
    return log_in("editor")


@pytest.fixture
def waiting(app: Flask) -> Visit:
    """Somebody who waits: conversation 1."""
    return wait_for_person(app)


@pytest.fixture
def eva(log_in: Callable[..., StaffClient], waiting: Visit) -> StaffClient:
    """She has conversation 1."""
    eva = log_in("agent", "eva")
    assert eva.post("/conversations/1/take").status_code == 303
    return eva
