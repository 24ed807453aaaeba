"""A real headless Chromium, the running service, and a website that embeds the chat; CHROMIUM is the browser's path."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.people import People
from tests.browser.website import Website, serving

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


@pytest.fixture(scope="session")
def website() -> Iterator[Website]:
    """A website that the service lets in."""
    with serving(os.environ["LOTSE_ORIGINS"], os.environ["LOTSE_URL"]) as served:
        yield served


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh browser profile; options as for Playwright's `new_context`.

    The page's `urls` are all its requests, its `problems` what scripts and policies complained of: at the end of
    every test there must be none. (A failed request is no complaint of ours: some tests cut the line.)
    """
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_one(address: str = "/?lang=de", **options) -> Page:
        context = browser.new_context(base_url=os.environ["LOTSE_URL"], **{"locale": "de-DE", **options})
        contexts.append(context)
        page = context.new_page()
        page.problems, page.urls = problems, []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda line: problems.append(line.text) if line.type in ("error", "warning") else None)
        page.on("request", lambda request: page.urls.append(request.url))
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert [line for line in problems if not line.startswith("Failed to load resource")] == []


@pytest.fixture
def embedded(open_page: Callable[..., Page], website: Website) -> Callable[..., Page]:
    """Opens a page of the website with the chat on it, closed; arguments as for `Website.page`, then as `open_page`."""

    def open_one(body: str = "<lotse-chat></lotse-chat>", head: str = "", **options) -> Page:
        return open_page(website.page(body, head), **options)

    return open_one


@pytest.fixture
def people() -> Iterator[People]:
    """The people's side; nobody waits when a test begins."""
    desk = People(os.environ["TEST_DATABASE_URL"])
    desk.leave()
    yield desk
    desk.leave()
    desk.close()
