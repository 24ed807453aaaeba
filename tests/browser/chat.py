"""What a visitor does on the chat page, and what is on it."""

from playwright.sync_api import Locator, Page, expect


def say(page: Page, text: str) -> Locator:
    """Types and sends a message by keyboard; the reply, once it is there."""
    replies = page.locator("#log .theirs")
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
    }


def overflows(page: Page) -> bool:
    """Whether the page must be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
