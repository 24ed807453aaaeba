"""The chat on a page of its own, at `/`."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import NOTHING, QUESTION, overflows, say, stored, usable, violations


def test_it_is_ready_at_once_and_stores_nothing(open_page):
    page = open_page()
    usable(page)
    page.wait_for_load_state("networkidle")
    assert stored(page) == NOTHING
    assert all(url.startswith(page.evaluate("location.origin")) for url in page.urls)
    expect(page.locator(".launcher")).to_have_count(0)
    expect(page.locator(".notice")).to_contain_text("Ich bin ein Computerprogramm")


def test_the_same_conversation_as_in_the_widget(open_page):
    page = open_page()
    reply = say(page, QUESTION)
    expect(reply.locator(".source")).to_have_count(1)
    page.reload()
    expect(page.locator(".theirs")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en", "ar"])
def test_axe_finds_nothing(open_page, language, scheme):
    page = open_page(f"/?lang={language}", color_scheme=scheme)
    usable(page)
    assert violations(page) == []
    say(page, "Wie viel Geld bekommt Marokko?")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_must_be_scrolled_sideways(open_page, width):
    page = open_page(viewport={"width": width, "height": 700})
    say(page, "Welche Dokumente nennt die Seite?")
    assert not overflows(page)


def test_everything_works_with_the_keyboard_alone(open_page):
    page = open_page()
    usable(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.shadowRoot?.activeElement?.id") == "message":
            break
    page.keyboard.type("Welche Dokumente nennt die Seite?")
    page.keyboard.press("Enter")
    expect(page.locator(".theirs")).to_have_count(1)
    expect(page.locator("#message")).to_be_focused()


def test_what_has_the_focus_is_not_hidden_below_the_field(open_page):
    page = open_page(viewport={"width": 800, "height": 640})
    for text in (QUESTION, "Wie viel Geld bekommt Marokko?"):
        say(page, text)
    page.evaluate("scrollTo(0, 0)")
    for _ in range(25):
        page.keyboard.press("Tab")
        covered = page.evaluate("""() => {
            const root = document.querySelector("lotse-chat").shadowRoot;
            const inner = root.activeElement;
            if (!inner || inner.closest(".composer")) return false;
            const box = inner.getBoundingClientRect();
            return box.top >= root.querySelector(".composer").getBoundingClientRect().top;
        }""")  # fmt: skip
        assert not covered


def test_another_language_changes_the_page_too_and_keeps_what_is_written(open_page):
    page = open_page()
    page.locator("#message").fill("angefangen")
    page.get_by_label("Sprache").select_option("en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_label("Your question")).to_have_value("angefangen")
    expect(page.get_by_role("complementary")).to_contain_text("talk to a person")
    assert page.title().startswith("Lotse: questions")
    page.get_by_label("Language").select_option("fa")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "fa")


def test_a_service_that_cannot_load_the_chat_shows_the_way_without_a_script(open_page):
    page = open_page("about:blank")
    page.route("**/panel.js", lambda route: route.abort())
    page.goto("/?lang=de")
    expect(page.get_by_role("alert")).to_contain_text("Der Chat ist gerade nicht erreichbar")
    page.get_by_role("alert").get_by_role("link").or_(page.locator(".fallback a")).first.click()
    assert re.search(r"/plain\?lang=de$", page.url)


def test_without_javascript_the_page_leads_to_the_plain_one(open_page):
    page = open_page(java_script_enabled=False)
    page.locator("main a").first.click()
    assert re.search(r"/plain\?lang=de$", page.url)
    page.locator("textarea").first.fill("Wann begann die operative Partnerschaft mit Niger?")
    page.locator("form button.primary, form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text("15. Juli 2022")
    assert not page.context.cookies()


@pytest.mark.parametrize("path", ["/plain?lang=de", "/privacy?lang=de", "/plain?lang=ar", "/privacy?lang=en", "/nowhere"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_other_pages(open_page, path, scheme):
    page = open_page(path, color_scheme=scheme)
    assert violations(page) == []
