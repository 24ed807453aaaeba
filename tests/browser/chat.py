"""What a visitor does in the chat, and what is on the page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect


QUESTION = "Mit welchen Ländern gibt es operative Partnerschaften?"


def open_chat(page: Page) -> Locator:
    """Opens the chat with its button; the panel, once it can be used."""
    page.locator(".launcher").first.click()
    return usable(page)


def usable(page: Page) -> Locator:
    """The panel, once it can be used."""
    expect(page.locator("#message").first).to_be_visible()
    return page.locator(".panel").first


def say(page: Page, text: str) -> Locator:
    """Types and sends a message by keyboard; the reply, once it is there."""
    replies = page.locator(".theirs")
    count = replies.count()
    page.locator("#message").fill(text)
    page.locator("#message").press("Enter")
    expect(replies).to_have_count(count + 1)
    return replies.last


def stored(page: Page) -> dict:
    """Everything that the page keeps in the browser."""
    return {
        "cookies": page.context.cookies(),
        "local": page.evaluate("Object.keys(localStorage)"),
        "session": page.evaluate("Object.keys(sessionStorage)"),
        "databases": page.evaluate("indexedDB.databases().then((found) => found.map(({ name }) => name))"),
        "caches": page.evaluate("caches.keys()"),
    }


NOTHING = {"cookies": [], "local": [], "session": [], "databases": [], "caches": []}


def heard(page: Page) -> None:
    """From now on `window.heard` holds the chat's events, as [name, detail]."""
    page.evaluate("""() => {
        window.heard = [];
        for (const name of ["open", "close", "message", "answer", "error", "person", "language"])
            document.addEventListener(`lotse:${name}`, ({ detail }) => window.heard.push([name, detail]));
    }""")


def overflows(page: Page) -> bool:
    """Whether the page or the panel must be scrolled sideways."""
    return page.evaluate("""() => {
        const shadow = document.querySelector("lotse-chat")?.shadowRoot;
        const parts = [document.documentElement, ...(shadow?.querySelectorAll(".panel, .panel *:not(.unseen, svg *)") ?? [])];
        return parts.some((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth && getComputedStyle(part).display !== "inline");
    }""")


def focused(page: Page) -> str:
    """What has the focus inside the chat: its name or text, "" if the focus is elsewhere."""
    return page.evaluate("""() => {
        const inner = document.activeElement?.shadowRoot?.activeElement;
        return inner ? inner.id || inner.getAttribute("aria-label") || inner.textContent : "";
    }""")


def violations(page: Page) -> list[str]:
    """What axe finds on the whole page, best practices included: rule, element, what is wrong."""
    before = len(page.problems)
    found = Axe().run(page, options={}).response
    del page.problems[before:]  # axe tries inline styles, which the page's policy refuses
    assert len(found["passes"]) > 10, "axe has hardly looked at anything"
    return [f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}" for rule in found["violations"] for node in rule["nodes"]]
