"""The console for everybody: axe finds nothing on any page, and the keyboard alone is enough."""

import os
import re
import uuid
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import violations
from tests.browser.staff import QUESTION, ROWS, console, waiting_visitor

NARROW = {"width": 320, "height": 640}
PAGES = {
    "queue": ("/queue", "agent"), "conversations": ("/conversations", "agent"), "approvals": ("/approvals", "agent"),
    "rules": ("/approval-rules", "administrator"), "channels": ("/channels", "administrator"), "canned": ("/canned", "editor"),
    "nobody": ("/conversations?number=999999999", "agent"),
}
LOOKS = pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"viewport": NARROW}], ids=["light", "dark", "narrow"])


@pytest.fixture(autouse=True)
def nobody_waits(people) -> None:
    """The queue is empty when a test begins."""


def is_wide(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@LOOKS
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(open_page, name, options):
    waiting_visitor()
    path, role = PAGES[name]
    page = console(open_page, path, role.capitalize(), role, **options)
    assert violations(page) == [] and not is_wide(page)


@LOOKS
def test_axe_finds_nothing_in_any_state_of_a_conversation(open_page, options):
    visitor = waiting_visitor()
    page = console(open_page, **options)
    page.locator(f"{ROWS} a").first.click()
    expect(page.locator("#take")).to_be_visible()
    assert violations(page) == [] and not is_wide(page)
    page.locator("#take").click()
    visitor.say("Danke")
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_role("link", name="Antwort war falsch").first.click()
    expect(page.locator("#correct")).to_be_visible()
    assert violations(page) == [] and not is_wide(page)
    number = re.search(r"/conversations/(\d+)", page.url).group(1)
    page.locator("#close").click()
    page.goto(f"/helpdesk/conversations/{number}")
    expect(page.locator("#standing")).to_contain_text("Das Gespräch ist geschlossen.")
    assert violations(page) == []


@pytest.fixture
def proposal() -> Iterator[None]:
    """An answer on the REST channel that waits for approval; afterwards answers go out at once again."""
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as database:
        database.execute("INSERT INTO approval_rule (channel) VALUES ('rest') ON CONFLICT DO NOTHING")
        sent = httpx.post(f"{os.environ['LOTSE_URL']}/webhooks/rest/webhook", timeout=30,
                          json={"sender": f"test-{uuid.uuid4()}", "message": QUESTION})
        assert sent.status_code == 200
        yield
        database.execute("DELETE FROM approval_rule")


@LOOKS
def test_axe_finds_nothing_where_answers_are_approved(open_page, proposal, options):
    page = console(open_page, "/approvals", **options)
    expect(page.locator("#proposals section").last).to_contain_text(QUESTION)
    assert violations(page) == [] and not is_wide(page)
    page.get_by_role("link", name="ändern").last.click()
    expect(page.locator("#text")).to_be_visible()
    assert violations(page) == [] and not is_wide(page)
    page.get_by_role("button", name="Geändert senden").click()
    expect(page.locator(".done")).to_have_text("Die geänderte Antwort ist gesendet.")


def test_a_working_day_with_the_keyboard_alone(open_page):
    visitor = waiting_visitor()
    page = console(open_page)
    press = page.keyboard.press
    press("j")
    expect(page.locator(f"{ROWS} a").first).to_be_focused()
    press("t")
    expect(page.locator("#reply-text")).to_be_focused()
    page.keyboard.type("tjnr?")
    expect(page.locator("#reply-text")).to_have_value("tjnr?")
    press("Control+Enter")
    expect(page.locator("#transcript")).to_contain_text("tjnr?")
    page.locator("#transcript").focus()
    press("n")
    expect(page.locator("#note-text")).to_be_focused()
    page.keyboard.type("Alles gesagt")
    press("Control+Enter")
    expect(page.locator("#transcript .note")).to_contain_text("Alles gesagt")
    page.locator("#transcript").focus()
    press("g")
    press("q")
    expect(page).to_have_url(re.compile("/helpdesk/queue$"))
    page.wait_for_load_state()  # the keys work once the script does
    press("j")
    expect(page.locator("main a:focus")).to_be_visible()
    press("Enter")
    expect(page.locator("#transcript")).to_be_visible()
    assert visitor.heard() == ["tjnr?"]


def test_shortcuts_are_listed_and_can_be_switched_off(open_page):
    waiting_visitor()
    page = console(open_page)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Tastenkürzel verwenden").uncheck()
    page.get_by_role("button", name="Schließen").click()
    page.reload()
    for key in ("t", "?"):
        page.keyboard.press(key)
    expect(page.locator("#keys")).to_be_hidden()
    expect(page.locator(ROWS)).to_have_count(1)
