"""From the click on the chat's button to a chat that can be used, in a real browser with an empty cache."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import Browser, sync_playwright

from start.testing import find_browser
from tests.bench.measure import percentile
from tests.browser.conftest import ARGUMENTS
from tests.browser.website import serving

ROUNDS = 20
# Usable: the words are there, the field has the focus, and the browser has painted it.
MEASURE = """async () => {
    const chat = document.querySelector("lotse-chat");
    const begun = performance.now();
    chat.shadowRoot.querySelector(".launcher").click();
    await chat.open();
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    if (chat.shadowRoot.activeElement?.id !== "message") throw new Error("the chat is not usable");
    return performance.now() - begun;
}"""


def click_to_usable(lotse: str, origin: str) -> dict[str, float]:
    """Milliseconds, median and 95 %, on a page of `origin`, which the service at `lotse` lets in."""
    path = find_browser()
    with sync_playwright() as playwright, serving(origin, lotse) as website:
        browser = playwright.chromium.launch(executable_path=None if path == "playwright" else path, args=ARGUMENTS)
        page = website.page()
        times = [_once(browser, page) for _ in range(ROUNDS)]
        browser.close()
    return {"median_ms": median(times), "p95_ms": percentile(times, 0.95)}


def _once(browser: Browser, address: str) -> float:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        return page.evaluate(MEASURE)
    finally:
        context.close()
