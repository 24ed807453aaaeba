"""Who takes part in a day at the helpdesk: staff with real accounts, and a citizen who writes over the REST channel."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pyotp
from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "vier nasse Schuhe am Steg"
CODE_SECONDS = 30


class Colleague:
    """A member of staff whose account was made with the command; `display` is what visitors see.

    At the end of the block the account is disabled.
    """

    def __init__(self, display: str, role: str) -> None:
        self.name, self.display = f"{display.split()[0].lower()}-{uuid.uuid4().hex[:6]}", display
        command("add", self.name, "--display", display, "--role", role, "--password-stdin", "--keep")
        self._factor: pyotp.TOTP | None = None
        self._steps = 0

    def log_in(self, page: Page, at_code: Callable[[], None] = lambda: None) -> Page:
        """Name and password, then the code if there is a second factor; the page is where it was going then.

        `at_code` is called where the page asks for the code.
        """
        page.get_by_label("Name").fill(self.name)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
        if self._factor:
            page.get_by_label("Code").fill(self._code())
            at_code()
            page.get_by_role("button", name="Anmelden").click()
        expect(page.get_by_role("link", name=self.display)).to_be_visible()
        return page

    def set_up_second_factor(self, page: Page, at_key: Callable[[], None] = lambda: None) -> None:
        """In the account, with the key that the page shows; then logs out. `at_key` is called where it is shown."""
        page.get_by_role("link", name=self.display).click()
        page.get_by_role("link", name="Zweiten Schritt einrichten").click()
        at_key()
        self._factor = pyotp.TOTP(page.locator(".secret").inner_text().replace(" ", ""))
        page.get_by_label("Code").fill(self._code())
        page.get_by_role("button", name="Bestätigen").click()
        expect(page.locator(".done")).to_have_text("Der zweite Schritt ist eingerichtet.")
        page.get_by_role("button", name="Abmelden").click()

    def __enter__(self) -> Colleague:
        return self

    def __exit__(self, *_error: object) -> None:
        command("disable", self.name)

    def _code(self) -> str:
        """A code that was not used yet: the next one counts already, as for a clock that is a little fast."""
        self._steps += 1
        return self._factor.at(time.time() + (self._steps - 1) * CODE_SECONDS)


class RestCitizen:
    """Somebody who writes over the REST channel."""

    def __init__(self) -> None:
        self.client = httpx.Client(base_url=os.environ["LOTSE_URL"], timeout=30)
        self.sender = f"test-{uuid.uuid4()}"

    def ask(self, text: str) -> tuple[str, dict]:
        """The text of the reply and its `custom`."""
        response = self.client.post("/webhooks/rest/webhook", json={"sender": self.sender, "message": text})
        assert response.status_code == 200
        elements = response.json()
        custom, = [element["custom"] for element in elements if "custom" in element]
        return "\n".join(element.get("text", "") for element in elements), custom

    def ask_for_person(self) -> dict:
        response = self.client.post("/webhooks/rest/person", json={"sender": self.sender})
        assert response.status_code == 200
        return response.json()

    def events(self) -> list[dict]:
        return self.client.get("/webhooks/rest/events", params={"sender": self.sender}).json()["events"]

    def heard(self) -> list[str]:
        """What people wrote."""
        return [event["data"]["text"] for event in self.events() if event["event"] == "message"]


def command(*arguments: str) -> None:
    """`python -m web.accounts` against the service's database; PASSWORD is on its standard input."""
    environment = os.environ | {"DATABASE_URL": os.environ["TEST_DATABASE_URL"]}
    subprocess.run([sys.executable, "-m", "web.accounts", *arguments], input=PASSWORD, text=True, check=True, cwd=ROOT,
                   env=environment, stdout=subprocess.DEVNULL)


def told(step: str) -> None:
    """A line of progress."""
    print(f"  {time.strftime('%H:%M:%S')} {step}", flush=True)


def guest(page: Page, said: str) -> Locator:
    """The entry of whoever said that, among those who wait."""
    return page.locator("#waiting ~ ol .guest").filter(has_text=said)


def take(page: Page, said: str) -> None:
    """Takes whoever said that out of the queue; the page shows the conversation then."""
    guest(page, said).get_by_role("button").click()
    expect(page.locator("#standing")).to_contain_text("Sie haben dieses Gespräch.")


def reply(page: Page, text: str) -> None:
    """Writes and sends; returns when it is confirmed."""
    page.locator("#reply-text").fill(text)
    send(page)


def send(page: Page) -> None:
    page.locator("#send").click()
    expect(page.locator("#reply-text")).to_have_value("")
