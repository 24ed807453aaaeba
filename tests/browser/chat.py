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


def inside(page: Page, script: str) -> object:
    """The value of `script`, an expression of `root` (the chat's shadow root) and `all(selector)` (its elements)."""
    around = "(chat) => { const root = chat.shadowRoot; const all = (css) => [...root.querySelectorAll(css)]; return %s; }"
    return page.locator("lotse-chat").first.evaluate(around % script)


def overflows(page: Page) -> bool:
    """Whether the page or a part of the chat must be scrolled sideways."""
    wide = """((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth
              && getComputedStyle(part).display !== "inline")"""
    return inside(page, f"[document.documentElement, ...all('.panel, .panel *:not(.unseen, svg *)')].some({wide})")


def focused(page: Page) -> str:
    """What has the focus inside the chat: its id, name or text, "" if the focus is elsewhere."""
    return inside(page, "((it) => it ? it.id || it.ariaLabel || it.textContent : '')(root.activeElement)")


def violations(page: Page) -> list[str]:
    """What axe finds on the whole page, best practices included: rule, element, what is wrong."""
    before = len(page.problems)
    found = Axe().run(page, options={}).response
    del page.problems[before:]  # axe tries inline styles, which the page's policy refuses
    assert len(found["passes"]) > 10, "axe has hardly looked at anything"
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found["violations"] for node in rule["nodes"]]
