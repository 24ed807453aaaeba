"""An answer that a person checks first: the visitor is told, waits, and gets it with its source."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import expect

from tests.browser.chat import QUESTION, open_chat, say


@pytest.fixture
def rule() -> Iterator[None]:
    """Every answer on the web page needs approval, as long as the test runs."""
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as connection:
        connection.execute("INSERT INTO approval_rule (channel) VALUES ('web')")
        try:
            yield
        finally:
            connection.execute("DELETE FROM approval_rule WHERE channel = 'web'")


def test_the_answer_comes_when_a_person_has_sent_it(embedded, people, rule):
    page = embedded()
    open_chat(page)
    expect(say(page, QUESTION)).to_contain_text("Ein Mensch prüft die Antwort")
    expect(page.locator(".who")).to_contain_text("Ihr Platz in der Reihe: 1")
    people.desk.decide(people.desk.proposals()[-1].id, "sent")
    sent = page.locator(".human")
    expect(sent).to_contain_text("Marokko")
    expect(sent.locator(".source")).to_have_count(1)
    expect(page.locator(".note").last).to_contain_text("Sie sprechen wieder mit einer Maschine")
    page.reload()
    open_chat(page)
    expect(page.locator(".human .source")).to_have_count(1)
