"""The states of the chat that are looked at for accessibility: each opens what it needs on a page with a closed chat."""

from playwright.sync_api import Page, expect

from tests.browser.chat import QUESTION, open_chat, say

MORE, DELETE = "Weitere Möglichkeiten", "Gespräch löschen"


def closed(page: Page) -> None:
    expect(page.locator(".launcher")).to_be_visible()


def opened(page: Page) -> None:
    open_chat(page)


def answered(page: Page) -> None:
    open_chat(page)
    say(page, QUESTION)
    page.locator(".thumb").first.click()
    expect(page.locator(".comment")).to_be_visible()


def refused(page: Page) -> None:
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")


def urgent(page: Page) -> None:
    open_chat(page)
    say(page, "Unser Boot sinkt, wir sind in Gefahr!")


def failed(page: Page) -> None:
    """A message that did not arrive, and a field that was left empty."""
    open_chat(page)
    page.route("**/messages", lambda route: route.fulfill(status=500))
    page.locator("#message").fill("Hallo")
    page.keyboard.press("Enter")
    expect(page.locator(".failure")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_be_visible()


def unloaded(page: Page) -> None:
    page.route("**/static/widget/panel.js", lambda route: route.abort())
    page.locator(".launcher").click()
    expect(page.locator(".outage")).to_be_visible()


def waiting(page: Page) -> None:
    open_chat(page)
    ask_for_person(page)


def menu(page: Page) -> None:
    open_chat(page)
    say(page, "Hallo")
    page.get_by_role("button", name=MORE).click()
    expect(page.locator(".menu")).to_be_visible()


def deleting(page: Page) -> None:
    menu(page)
    page.get_by_role("button", name=DELETE).click()
    expect(page.locator(".ask")).to_be_visible()


def nobody(page: Page) -> None:
    """The form for a message, while nobody is there."""
    open_chat(page)
    nobody_is_there(page, callback=True)
    page.locator(".action").first.click()
    page.get_by_role("button", name="Nachricht absenden").click()
    expect(page.locator(".ask .problem")).to_be_visible()


ALL = [closed, opened, answered, refused, urgent, failed, unloaded, waiting, menu, deleting, nobody]


def ask_for_person(page: Page) -> None:
    page.locator(".action").first.click()
    expect(page.locator(".who")).to_contain_text("Sie warten auf einen Menschen")


def nobody_is_there(page: Page, callback: bool) -> None:
    """From now on the service says that nobody is there; `callback`: whether messages are read later."""
    answer = {"state": "bot", "position": None, "last_event": 0, "open": False, "hours": "Mo–Fr 9:00–16:00", "callback": callback}
    allowed = {"Access-Control-Allow-Origin": page.evaluate("location.origin")}

    def handle(route) -> None:
        route.fulfill(json=answer, headers=allowed) if route.request.method == "POST" else route.continue_()

    page.route("**/person", handle)
