"""``python -m tests.browser.screenshots_helpdesk FOLDER``: pictures of every screen of the console, with example content.

LOTSE_URL, TEST_DATABASE_URL and CHROMIUM are set, as for the tests; the test run makes the pictures too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.day import Colleague
from tests.browser.example import Example
from tests.browser.staff import logged_in

DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
CHECK_MILLISECONDS = 90_000
PAGE_FILE = Path(__file__).resolve().parents[1] / "data" / "commission-page.de.txt"
PERSONAL = "Ich heiße Eva Muster, wohne in der Lindenstraße 5, 10115 Berlin, und bin unter 030 1234567 zu erreichen."

# Addresses below /helpdesk, as an administrator sees them.
PLAIN = {
    "warteschlange": "/queue", "gespraeche": "/conversations", "freigaben": "/approvals", "freigaberegeln": "/approval-rules",
    "textbausteine": "/canned", "lernen": "/learning", "entwuerfe": "/drafts", "inhalte": "/items", "zahlen": "/insight",
    "verwaltung": "/manage", "konten": "/people", "teams": "/teams", "webhooks": "/webhooks", "protokoll": "/audit",
    "konto": "/me", "import": "/import", "fehlerseite": "/conversations/999999999",
}


def conversation(page: Page, example: Example) -> None:
    page.goto(f"/helpdesk/conversations/{example.mine}")
    page.locator("#suggestions button").first.click()


def forward(page: Page, example: Example) -> None:
    page.goto(f"/helpdesk/conversations/{example.mine}")
    page.locator("#forward summary").click()
    page.locator("#to").select_option(index=1)
    page.locator("#forward-note").fill("Kennst du dich mit Niger aus?")
    page.locator("#forward button").scroll_into_view_if_needed()


def approval(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/approvals")
    page.get_by_role("link", name="ändern").first.click()


def group(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/learning")
    one = page.locator(".group").filter(has_text="Haus der Wege").first
    expect(one).to_be_visible(timeout=CHECK_MILLISECONDS)
    one.get_by_role("link", name="Zu einem Inhalt").click()


def draft(page: Page, example: Example) -> None:
    page.goto(f"/helpdesk/drafts/{example.ready}")
    _check(page)
    expect(page.locator("#gate")).to_contain_text("Bereit zum Veröffentlichen.")


def stopped(page: Page, example: Example) -> None:
    page.goto(f"/helpdesk/drafts/{example.stopped}")
    _check(page)
    expect(page.locator("#gate .cases").first).to_be_visible()


def item(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/items/areas")


def sections(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/import")
    page.locator("#file").set_input_files(PAGE_FILE)
    page.get_by_role("button", name="Datei lesen").click()
    expect(page.locator(".sections")).to_be_visible()


def masking(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/masking")
    page.locator("#text").fill(PERSONAL)
    page.get_by_role("button", name="Prüfen").click()


def data(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/data")


def record(page: Page, example: Example) -> None:
    page.goto("/helpdesk/data")
    page.get_by_label("Nummer oder Kennung").fill(str(example.mine))
    page.get_by_role("button", name="Anzeigen").first.click()


def keys(page: Page, _example: Example) -> None:
    page.goto("/helpdesk/queue")
    page.locator("#keys-open").click()


ACTS: dict[str, Callable[[Page, Example], None]] = {
    "gespraech": conversation, "weitergeben": forward, "freigabe": approval, "gruppe": group, "entwurf": draft,
    "gestoppt": stopped, "inhalt": item, "abschnitte": sections, "schutz": masking, "daten": data, "auskunft": record,
    "tasten": keys,
}
QUEUES = {"warteschlange-dunkel": DESKTOP | {"color_scheme": "dark"}, "warteschlange-telefon": PHONE}
LOGINS = ("anmelden", "zweiter-schritt-einrichten", "zweiter-schritt")
NAMES = (*LOGINS, *PLAIN, *ACTS, *QUEUES)


def _check(page: Page) -> None:
    page.get_by_role("button", name="Speichern und prüfen").click()
    expect(page.locator("#gate")).to_contain_text("Geprüft am", timeout=CHECK_MILLISECONDS)


def take_all(browser: Browser, example: Example, folder: Path) -> None:
    """One PNG for each of NAMES."""
    own = logged_in("Eva Sommer", "administrator")
    with _context(browser, **DESKTOP, **own) as context:
        page = context.new_page()
        for name, act in ACTS.items():  # first, since the checks change what the lists show
            act(page, example)
            _shoot(page, folder, name)
        for name, path in PLAIN.items():
            page.goto(f"/helpdesk{path}")
            _shoot(page, folder, name)
    for name, options in QUEUES.items():
        with _context(browser, **options, **own) as context:
            page = context.new_page()
            page.goto("/helpdesk/queue")
            _shoot(page, folder, name)
    _take_logins(browser, folder)


def _take_logins(browser: Browser, folder: Path) -> None:
    with Colleague("Mia Berg", "agent") as mia, _context(browser, **DESKTOP) as context:
        page = context.new_page()
        page.goto("/helpdesk/login")
        _shoot(page, folder, "anmelden")
        mia.log_in(page)
        mia.set_up_second_factor(page, lambda: _shoot(page, folder, "zweiter-schritt-einrichten"))
        mia.log_in(page, lambda: _shoot(page, folder, "zweiter-schritt"))


def _context(browser: Browser, **options) -> BrowserContext:
    return browser.new_context(base_url=os.environ["LOTSE_URL"], locale="de-DE", timezone_id="Europe/Berlin",
                               reduced_motion="reduce", **options)


def _shoot(page: Page, folder: Path, name: str) -> None:
    page.mouse.move(1, 1)
    page.locator("#main").wait_for()
    page.screenshot(path=folder / f"{name}.png")


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/helpdesk")
    folder.mkdir(parents=True, exist_ok=True)
    with Example() as example, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        take_all(browser, example, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
