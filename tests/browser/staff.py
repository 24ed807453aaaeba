"""Staff who are logged in to the console, and visitors who talk to the service at the same time."""

from __future__ import annotations

import os
from collections.abc import Callable

import httpx
from playwright.sync_api import Page, expect

from tests.web.visits import account
from web.helpdesk.access import COOKIE
from web.store import Database, Staff

ROWS = "#waiting ~ ol .guest"
"""Those who wait, on the page of the queue."""
QUESTION = "Mit welchen Ländern gibt es operative Partnerschaften?"


class Visitor:
    """Somebody who asks the service; `say` and `ask_for_person` as the widget does it."""

    def __init__(self) -> None:
        self.client = httpx.Client(base_url=os.environ["LOTSE_URL"], timeout=30)
        self.path = f"/api/conversations/{self.client.post('/api/conversations').json()['id']}"

    def say(self, text: str) -> None:
        assert self.client.post(f"{self.path}/messages", json={"message": text}).status_code == 200

    def ask_for_person(self) -> None:
        assert self.client.post(f"{self.path}/person", json={}).status_code == 200

    def leave(self) -> None:
        assert self.client.delete(f"{self.path}/person").status_code == 200

    def heard(self) -> list[str]:
        """What people wrote to the visitor."""
        events = self.client.get(f"{self.path}/events?format=json").json()["events"]
        return [event["data"]["text"] for event in events if event["event"] == "message"]

    def state(self) -> str:
        return self.client.get(self.path).json()["state"]


def logged_in(name: str, role: str) -> dict:
    """Options for a browser context in which somebody of that display name is logged in."""
    database = Database(os.environ["TEST_DATABASE_URL"], 1, 10, 1)
    try:
        number = account(database, name, role).id
        database.run("UPDATE account SET role = %(role)s, must_change = false WHERE id = %(id)s", {"role": role, "id": number})
        token = Staff(database, 3600, 36_000).begin(number, True)
    finally:
        database.close()
    host = httpx.URL(os.environ["LOTSE_URL"]).host
    cookie = {"name": COOKIE, "value": token, "domain": host, "path": "/helpdesk", "expires": -1, "httpOnly": True,
              "secure": False, "sameSite": "Lax"}
    return {"storage_state": {"cookies": [cookie], "origins": []}}


def console(open_page: Callable[..., Page], path: str = "/queue", name: str = "Eva Sommer", role: str = "agent", **options) -> Page:
    """A page of the console, opened by somebody who is logged in."""
    return open_page(f"/helpdesk{path}", **logged_in(name, role), **options)


def waiting_visitor(question: str = QUESTION) -> Visitor:
    """A visitor who has asked a question and waits for a person."""
    visitor = Visitor()
    visitor.say(question)
    visitor.ask_for_person()
    return visitor


def taken(open_page, **options) -> tuple[Page, Visitor]:
    """A visitor, and Eva's page of the conversation, which she has just taken."""
    visitor = waiting_visitor()
    page = console(open_page, **options)
    page.locator(ROWS).first.get_by_role("button").click()
    expect(page.locator("#reply-text")).to_be_visible()
    return page, visitor


def until(page: Page, expression: str) -> None:
    """Wait for `expression` to be true; Playwright's own way evaluates text in the page, which its policy forbids."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")
