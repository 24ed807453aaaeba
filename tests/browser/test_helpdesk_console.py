"""The console in a real browser: live in several browsers, with a bad line, with suggestions, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.staff import ROWS, console, taken, until, waiting_visitor

SAY = re.compile(r"/conversations/\d+/say$")
REFRESH = re.compile(r"[?&]part=")
SCRIPT = re.compile(r"helpdesk/reply\.js")


@pytest.fixture(autouse=True)
def nobody_waits(people) -> None:
    """The queue is empty when a test begins."""


def test_a_new_visitor_appears_without_reloading_and_is_announced(open_page):
    page = console(open_page)
    expect(page.locator("#guests")).to_contain_text("Gerade wartet niemand.")
    colleague = console(open_page, name="Ida Roth")
    waiting_visitor()
    for one in (page, colleague):
        expect(one.locator(ROWS)).to_have_count(1)
        expect(one).to_have_title(re.compile(r"^\(1\) Warteschlange"))
        expect(one.locator("#news")).to_have_text("Neu in der Warteschlange. Es warten 1.")
    colleague.locator(ROWS).first.get_by_role("button").click()
    expect(page.locator(ROWS)).to_have_count(0)
    expect(page.locator("#others ~ ul")).to_contain_text("bei Ida Roth")
    expect(page).to_have_title(re.compile("^Warteschlange"))


def test_who_clicks_too_late_hears_who_was_faster(open_page):
    waiting_visitor()
    page, colleague = console(open_page), console(open_page, name="Ida Roth")
    page.route(REFRESH, lambda route: route.abort())  # so that the page does not hear of it
    colleague.locator(ROWS).first.get_by_role("button").click()
    expect(colleague.locator("#reply-text")).to_be_visible()
    page.locator(ROWS).first.get_by_role("button").click()
    expect(page.get_by_role("alert").filter(has_text="Ida Roth hat dieses Gespräch schon übernommen.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/conversations/\d+$"))  # not that of the form: it can be loaded again
    page.unroute(REFRESH)
    colleague.locator("#close").click()
    expect(page.locator("#standing")).to_contain_text("Das Gespräch ist geschlossen.")


SCROLL_AND_NEWS = """(part) => {
    part.scrollTop = 10;
    for (const name of ["lotse-before", "lotse-live"]) document.dispatchEvent(new CustomEvent(name));
}"""


def test_messages_arrive_by_themselves_and_the_place_stays(open_page):
    page, visitor = taken(open_page)
    for count in range(12):
        visitor.say(f"Noch eine Frage, Nummer {count}")
    expect(page.locator("#transcript .entry").last).to_contain_text("Nummer 11")
    expect(page.locator("#transcript .entry").last).to_be_in_viewport()
    expect(page.locator("#news")).to_contain_text("Gast: Noch eine Frage")
    # News may come before the browser has told the page that somebody scrolled.
    page.locator("#transcript").evaluate(SCROLL_AND_NEWS)
    assert page.locator("#transcript").evaluate("(part) => part.scrollTop") == 10
    visitor.say("Die letzte Frage")
    expect(page.locator("#transcript")).to_contain_text("Die letzte Frage")
    assert page.locator("#transcript").evaluate("(part) => part.scrollTop") == 10


def test_a_reply_is_sent_without_leaving_the_page(open_page):
    page, visitor = taken(open_page)
    expect(page.locator("#reply-text")).to_be_focused()
    page.keyboard.type("Guten Tag!")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#transcript")).to_contain_text("Guten Tag!")
    expect(page.locator("#reply-text")).to_have_value("")
    assert visitor.heard() == ["Guten Tag!"]


@pytest.mark.parametrize("arrives", [False, True], ids=["the question is lost", "the answer is lost"])
def test_when_the_line_drops_nothing_is_lost_and_nothing_arrives_twice(open_page, arrives):
    page, visitor = taken(open_page)

    def drop(route):
        if arrives:
            route.fetch()
        route.abort()

    page.route(SAY, drop)
    page.locator("#reply-text").fill("Wichtige Auskunft")
    page.locator("#send").click()
    expect(page.locator("#reply-problem")).to_contain_text("keine Verbindung")
    expect(page.locator("#reply-text")).to_have_value("Wichtige Auskunft")
    expect(page.locator("#send")).to_have_text("Noch einmal senden")
    page.unroute(SAY)
    page.reload()  # also when the page is loaded again meanwhile
    expect(page.locator("#reply-text")).to_have_value("Wichtige Auskunft")
    page.locator("#send").click()
    expect(page.locator("#reply-text")).to_have_value("")
    expect(page.locator("#reply-problem")).to_have_text("")
    assert visitor.heard() == ["Wichtige Auskunft"]


def test_who_loses_the_conversation_while_writing_keeps_the_text(open_page):
    page, visitor = taken(open_page)
    page.locator("#reply-text").fill("Fast fertig")
    visitor.leave()
    expect(page.locator("#reply-problem")).to_contain_text("Der Gast spricht mit Lotse.")
    expect(page.locator("#reply-text")).to_have_value("Fast fertig")


def test_typed_text_is_gone_after_the_logout(open_page):
    page, _ = taken(open_page)
    page.locator("#reply-text").fill("Nur für mich")
    until(page, "sessionStorage.length === 1")
    page.get_by_role("button", name="Abmelden").click()
    expect(page).to_have_url(re.compile("/helpdesk/login"))
    assert page.evaluate("sessionStorage.length") == 0


def test_what_is_typed_before_the_script_runs_is_remembered_too(open_page):
    page, _ = taken(open_page)
    held = []
    page.route(SCRIPT, lambda route: held.append(route))
    page.reload(wait_until="commit")
    page.locator("#reply-text").fill("Schnell getippt")
    assert page.evaluate("sessionStorage.length") == 0
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    until(page, "sessionStorage.length === 1")
    page.unroute(SCRIPT)
    page.reload()
    expect(page.locator("#reply-text")).to_have_value("Schnell getippt")


def test_suggestions_go_into_the_reply_with_one_click_or_key(open_page):
    page, visitor = taken(open_page)
    expect(page.locator("#suggestions .suggestion").first).to_be_visible()
    page.locator("#reply-text").fill("Guten Tag!")
    page.locator("#suggestions button").first.click()
    expect(page.locator("#reply-text")).to_have_value(re.compile(r"^Guten Tag!\n\n.+\n\nQuelle: .+https://.+$", re.S))
    page.locator("#reply-text").fill("")
    page.locator("#transcript").focus()
    page.keyboard.press("1")
    expect(page.locator("#reply-text")).to_have_value(re.compile("Quelle: "))
    page.locator("#ask").fill("Was ist Europol?")
    page.locator("#ask").press("Enter")
    expect(page.locator("#found .suggestion").first).to_be_visible()
    assert visitor.heard() == []


def test_without_scripts_everything_works(open_page):
    page, visitor = taken(open_page, java_script_enabled=False)
    page.locator("#reply-text").fill("Guten Tag!")
    page.locator("#suggestions button").first.click()
    expect(page.locator("#reply-text")).to_have_value(re.compile(r"^Guten Tag!\s+.+Quelle: ", re.S))
    page.locator("#send").click()
    expect(page.locator("#transcript")).to_contain_text("Guten Tag!")
    assert len(visitor.heard()) == 1
    page.locator("#give-back").click()
    expect(page.locator(".done")).to_have_text("Das Gespräch ist wieder bei Lotse.")
    assert visitor.state() == "bot"
