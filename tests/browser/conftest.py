"""A real headless Chromium and the running service; CHROMIUM is the browser's path."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

# No sandbox: as root, as in most containers, Chromium has none. It only ever sees our own pages.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run"]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=15_000)
    path = os.environ["CHROMIUM"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=None if path == "playwright" else path, args=ARGUMENTS, headless=True
        )
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the chat page in a fresh browser profile; options as for Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def open_one(path: str = "/?lang=de", **options) -> Page:
        context = browser.new_context(base_url=os.environ["LOTSE_URL"], **{"locale": "de-DE", **options})
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
