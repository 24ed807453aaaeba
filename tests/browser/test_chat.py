"""A conversation in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import overflows, say, stored


def test_it_says_that_it_is_a_machine_before_anything_is_typed(open_page):
    page = open_page()
    notice = page.locator("section.notice")
    expect(notice).to_be_visible()
    assert re.search(r"Programm|Maschine|automatisch", notice.inner_text())
    assert notice.bounding_box()["y"] < page.locator("#message").bounding_box()["y"]


def test_nothing_is_stored_and_nothing_foreign_is_loaded_before_the_first_message(open_page):
    page = open_page()
    hosts = []
    page.on("request", lambda request: hosts.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert stored(page) == {"cookies": [], "local": [], "session": []}
    own = page.evaluate("location.origin")
    assert hosts and all(url.startswith((own, "data:")) for url in hosts)


def test_a_question_is_answered_with_its_source(open_page):
    page = open_page()
    reply = say(page, "Wann begann die operative Partnerschaft mit Niger?")
    expect(reply).to_contain_text("15. Juli 2022")
    link = reply.locator(".sources a").first
    assert link.get_attribute("href").startswith("https://commission.europa.eu/")
    expect(reply.locator(".sources")).to_contain_text("Stand")
    assert page.problems == []


@pytest.mark.parametrize(
    ("question", "language", "direction"),
    [("متى بدأت الشراكة العملياتية مع النيجر؟", "ar", "rtl"), ("Quand a commencé le partenariat avec le Niger ?", "fr", "ltr")],
)
def test_an_answer_has_the_askers_language_and_its_direction(open_page, question, language, direction):
    text = say(open_page(), question).locator(".text").first
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == (language, direction)
    expect(text).to_contain_text("2022")


def test_a_follow_up_and_a_refusal_in_one_conversation(open_page):
    page = open_page()
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    expect(say(page, "Und mit Tunesien?")).to_contain_text("27. April 2023")
    refusal = say(page, "Und mit Ägypten?")
    expect(refusal).to_contain_text("nennt die Seite nicht")
    assert refusal.locator("button.choice").count() >= 1


def test_a_suggested_question_is_asked_with_one_click(open_page):
    page = open_page()
    page.locator("#starters button").first.click()
    expect(page.locator("#log .theirs")).to_have_count(1)
    expect(page.locator("#log .theirs .sources")).to_have_count(1)


def test_the_conversation_survives_a_reload_and_can_be_deleted(open_page):
    page = open_page()
    say(page, "Welche fünf Schlüsselbereiche gibt es?")
    page.reload()
    expect(page.locator("#log .theirs")).to_have_count(1)
    page.locator("#delete").click()
    page.locator("#confirm button[value=yes]").click()
    expect(page.locator("#log .theirs")).to_have_count(0)
    assert stored(page)["session"] == []
    page.reload()
    expect(page.locator("#log .theirs")).to_have_count(0)


def test_markup_stays_text(open_page):
    page = open_page()
    say(page, "<img src=x onerror=\"document.title='broken'\"><b>Hallo</b>")
    assert page.locator("#log img, #log b").count() == 0
    assert page.title() != "broken"


def test_a_lost_message_can_be_sent_again_and_is_answered_once(open_page):
    page = open_page()
    say(page, "Hallo")
    page.context.set_offline(True)
    page.locator("#message").fill("Wann begann die operative Partnerschaft mit Marokko?")
    page.locator("#message").press("Enter")
    expect(page.locator(".failure")).to_be_visible()
    page.context.set_offline(False)
    page.locator(".failure button").click()
    expect(page.locator("#log .theirs").last).to_contain_text("8. Juli 2022")
    expect(page.locator("#log .mine")).to_have_count(2)


def test_everything_works_with_the_keyboard_alone(open_page):
    page = open_page()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "message":
            break
    page.keyboard.type("Welche Dokumente nennt die Seite?")
    page.keyboard.press("Enter")
    expect(page.locator("#log .theirs")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "message"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_must_be_scrolled_sideways(open_page, width):
    page = open_page(viewport={"width": width, "height": 700})
    say(page, "Welche Dokumente nennt die Seite?")
    assert not overflows(page)


def test_the_page_speaks_english(open_page):
    page = open_page("/?lang=en", locale="en-GB")
    assert page.locator("html").get_attribute("lang") == "en"
    reply = say(page, "When did the partnership with Morocco begin?")
    expect(reply).to_contain_text("8 July 2022")


def test_the_transcript_is_a_log_and_the_input_has_a_label(open_page):
    page = open_page()
    expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
    assert page.locator("label[for=message]").inner_text().strip()
    say(page, "Hallo")
    assert all(text.strip() for text in page.locator("#log .sender").all_inner_texts())


def test_without_javascript_the_page_says_who_helps(open_page):
    page = open_page(java_script_enabled=False)
    expect(page.locator("body")).to_contain_text("00 800 6 7 8 9 10 11")
