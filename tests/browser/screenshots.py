"""``python -m tests.browser.screenshots FOLDER``: pictures of real conversations on the example's website.

LOTSE_URL, LOTSE_ORIGINS, TEST_DATABASE_URL and CHROMIUM are set, as for the tests; the test run makes them too.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chat import QUESTION, open_chat, say
from tests.browser.conftest import ARGUMENTS
from tests.browser.people import People
from tests.browser.website import Website, serving

DESKTOP = {"viewport": {"width": 1100, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}  # 400 % of 1280 × 1024


def first_sight(page: Page) -> None:
    open_chat(page)


def answer(page: Page) -> None:
    open_chat(page)
    say(page, QUESTION)


def refusal(page: Page) -> None:
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")


def waiting(page: Page) -> None:
    open_chat(page)
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    page.locator(".action").first.click()
    expect(page.locator(".who")).to_contain_text("1")


def arabic(page: Page) -> None:
    page.locator("lotse-chat").evaluate("(chat) => (chat.lang = 'ar')")
    open_chat(page)
    say(page, "مع أي بلدان توجد شراكات عملياتية؟")


def documents(page: Page) -> None:
    open_chat(page)
    say(page, "Welche Dokumente nennt die Seite?")


PICTURES: dict[str, tuple[dict, Callable[[Page], None]]] = {
    "first-sight": (DESKTOP, first_sight),
    "answer": (DESKTOP, answer),
    "refusal": (DESKTOP, refusal),
    "waiting": (DESKTOP, waiting),
    "arabic": (DESKTOP, arabic),
    "dark": (DESKTOP | {"color_scheme": "dark"}, documents),
    "phone": (PHONE, documents),
    "zoomed": (ZOOMED, answer),
}


def take(browser: Browser, website: Website, name: str, folder: Path) -> Path:
    """Makes one picture; its file."""
    options, act = PICTURES[name]
    context = browser.new_context(base_url=website.lotse, locale="de-DE", reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(website.example())
    act(page)
    page.mouse.move(1, 1)
    page.wait_for_load_state("networkidle") if name != "waiting" else page.wait_for_timeout(300)
    path = folder / f"{name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def take_page(browser: Browser, website: Website, folder: Path) -> Path:
    """The page of its own."""
    context = browser.new_context(base_url=website.lotse, locale="de-DE", reduced_motion="reduce", **DESKTOP)
    page = context.new_page()
    page.goto("/?lang=de")
    say(page, QUESTION)
    path = folder / "page.png"
    page.screenshot(path=path)
    context.close()
    return path


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    people = People(os.environ["TEST_DATABASE_URL"])
    people.leave()
    with sync_playwright() as playwright, serving(os.environ["LOTSE_ORIGINS"], os.environ["LOTSE_URL"]) as website:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=ARGUMENTS)
        for name in PICTURES:
            print(take(browser, website, name, folder), flush=True)
        print(take_page(browser, website, folder))
        browser.close()
    people.leave()
    people.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
