"""From a question that nobody could answer to its answer: drafted, stopped by the gate, corrected, published."""

import os
import re
import time
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.day import Colleague, RestCitizen, told
from tests.browser.example import BODY, TAKEN, UNKNOWN
from web.learning.form import fields

ITEM = BODY["id"]
CHECK_SECONDS = 60
LIVE_SECONDS = 2


@pytest.fixture
def editor() -> Iterator[Colleague]:
    with Colleague("Ben Falk", "editor") as ben:
        yield ben


@pytest.fixture
def nothing_published() -> Iterator[None]:
    """Afterwards everything is answered as before: other tests rely on it."""
    yield
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as database:
        database.execute("DELETE FROM publication WHERE item = %s", (ITEM,))


TYPED = {name: value for name, value in fields(BODY).items() if value and name not in ("topic", "scope", "facts.kind")}
OWN = "\n".join(BODY["questions"]["de"])


def test_what_was_not_answered_is_learnt(open_page, editor, nothing_published):
    citizen = RestCitizen()
    assert citizen.ask(UNKNOWN)[1]["status"] == "refused"
    page = editor.log_in(open_page("/helpdesk/learning"))
    group = page.locator(".group").filter(has_text=UNKNOWN)
    expect(group).to_be_visible(timeout=CHECK_SECONDS * 1000)
    told("the question is on the list")
    group.get_by_role("button", name="Neuer Entwurf").click()
    expect(page.locator("[id='questions.de']")).to_have_value(re.compile(re.escape(UNKNOWN)))
    filled(page, "\n".join([OWN, *TAKEN]))
    gate = checked(page)
    expect(gate).to_contain_text("Bisher richtige Antworten würden falsch: ")
    expect(gate.locator(".cases").first).to_contain_text("Operative Partnerschaft mit Marokko")
    expect(gate.get_by_role("button", name="Veröffentlichen")).to_have_count(0)
    told(f"the gate has stopped the draft: {gate.locator('.cases .asked').first.inner_text()}")
    filled(page, OWN)
    expect(checked(page)).to_contain_text("Bereit zum Veröffentlichen.")
    told("the corrected draft has passed")
    page.get_by_label("Was ist neu?").fill("Öffnungszeiten vom Haus der Wege")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator(".done")).to_contain_text("Veröffentlicht")
    seconds = until_answered(citizen)
    told(f"answered {seconds:.1f} s after it was published, without restart or training")
    assert seconds < LIVE_SECONDS
    assert "Monday to Thursday" in RestCitizen().ask("When is the Haus der Wege open?")[0]


def filled(page: Page, questions: str) -> None:
    for name, value in TYPED.items():
        page.locator(f"[id='{name}']").fill(value)
    page.locator("[id='questions.de']").fill(questions)
    page.locator("[id='topic']").select_option("contacts")


def checked(page: Page) -> Locator:
    """The gate's part of the page, when it has looked at the draft as it is now."""
    page.get_by_role("button", name="Speichern und prüfen").click()
    gate = page.locator("#gate")
    expect(gate).to_contain_text("Geprüft am", timeout=CHECK_SECONDS * 1000)
    expect(gate).not_to_contain_text("früheren Stand", timeout=CHECK_SECONDS * 1000)
    return gate


def until_answered(citizen: RestCitizen) -> float:
    """Seconds until the question is answered, since the page has said that it is published."""
    begun = time.monotonic()
    while time.monotonic() < begun + CHECK_SECONDS:
        answered, seconds = citizen.ask(UNKNOWN), time.monotonic() - begun
        if answered[1]["item"] == ITEM:
            assert answered[1]["status"] == "answered" and "9 bis 17 Uhr" in answered[0]
            assert [source["title"] for source in answered[1]["sources"]] == ["Haus der Wege"]
            return seconds
        time.sleep(0.1)
    raise AssertionError("the published answer has not come")
