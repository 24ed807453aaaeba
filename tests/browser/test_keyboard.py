"""Keyboard and screen reader: journeys without a mouse, names, labels, live regions, languages."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chat import QUESTION, focused, inside, open_chat, say
from tests.browser.states import DELETE, MORE, menu

RING = "root.activeElement && getComputedStyle(root.activeElement).outlineStyle"


def walk(page: Page, key: str, goal: str) -> list[str]:
    """Presses `key` until `goal` has the focus; what had it on the way. Every stop must show that it has the focus."""
    seen = []
    for _ in range(40):
        page.keyboard.press(key)
        seen.append(focused(page))
        assert inside(page, RING) != "none", f"no visible focus on {seen[-1]}"
        if seen[-1] == goal:
            return seen
    raise AssertionError(f"{goal} is not among {seen}")


def test_a_whole_journey_with_the_keyboard_alone(embedded):
    page = embedded()
    press = page.keyboard.press
    walk(page, "Tab", "Fragen an Lotse")
    press("Enter")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("Wie viel Geld bekommt Marokko?")
    press("Enter")
    expect(page.locator(".theirs")).to_have_count(1)
    assert "Nein, nicht hilfreich" in walk(page, "Shift+Tab", "Chat schließen")
    walk(page, "Tab", "Seit wann gibt es die operative Partnerschaft mit Marokko?")
    press("Enter")
    expect(page.locator(".theirs")).to_have_count(2)
    expect(page.locator("#message")).to_be_focused()
    walk(page, "Shift+Tab", MORE)
    press("Enter")
    walk(page, "Tab", DELETE)
    press("Enter")
    walk(page, "Tab", "Ja, löschen")
    press("Enter")
    expect(page.locator(".theirs")).to_have_count(0)
    expect(page.locator("#message")).to_be_focused()
    press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    assert focused(page) == "Fragen an Lotse"


def test_rating_a_person_and_a_language_with_the_keyboard(embedded, people):
    page = embedded()
    open_chat(page)
    say(page, QUESTION)
    walk(page, "Shift+Tab", "Ja, hilfreich")
    page.keyboard.press("Space")
    expect(page.locator(".comment")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Danke!")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".comment")).to_have_count(0)
    assert focused(page) == "Ja, hilfreich"
    walk(page, "Tab", "Mit einem Menschen sprechen")
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_contain_text("Sie warten")
    assert focused(page) == "Nicht mehr warten"
    page.keyboard.press("Enter")
    expect(page.locator(".who")).to_be_empty()
    walk(page, "Shift+Tab", "Sprache")
    page.keyboard.type("Eng")  # on the way to English lies Eesti
    expect(page.get_by_label("Your question")).to_be_visible()
    assert focused(page) == "Language"


def test_escape_closes_the_menu_first_and_then_the_chat(embedded):
    page = embedded()
    menu(page)
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    assert focused(page) == MORE
    expect(page.locator(".panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()


def test_the_menu_closes_behind_the_focus(embedded):
    page = embedded()
    menu(page)
    toggle = page.get_by_role("button", name=MORE)
    expect(toggle).to_have_attribute("aria-expanded", "true")
    page.locator("#message").focus()
    expect(page.locator(".menu")).to_be_hidden()
    expect(toggle).to_have_attribute("aria-expanded", "false")


def test_the_log_is_there_before_the_first_message_and_takes_no_focus(embedded):
    page = embedded()
    open_chat(page)
    log = page.get_by_role("log", name="Gesprächsverlauf")
    expect(log).to_have_attribute("aria-live", "polite")
    say(page, QUESTION)
    assert focused(page) == "message"
    assert log.get_by_role("heading").all_inner_texts() == ["Sie", "Lotse (automatisch)"]


def test_the_thumbs_are_not_read_out_with_every_answer(embedded):
    page = embedded()
    open_chat(page)
    assert say(page, QUESTION).locator(".rating").get_attribute("aria-live") == "off"


def test_the_field_has_a_label_and_its_problem_belongs_to_it(embedded):
    page = embedded()
    open_chat(page)
    field = page.get_by_label("Ihre Frage")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    problem = page.locator(f"#{field.get_attribute('aria-errormessage')}")
    expect(problem).to_have_text("Bitte schreiben Sie zuerst eine Frage.")
    field.fill("Hallo")
    expect(problem).to_be_hidden()
    expect(field).to_have_attribute("aria-invalid", "false")


def test_enter_sends_and_shift_enter_begins_a_new_line(embedded):
    page = embedded()
    open_chat(page)
    page.keyboard.type("eins")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("zwei")
    assert page.locator("#message").input_value() == "eins\nzwei"
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(1)


def test_what_is_said_in_another_language_is_marked(embedded):
    page = embedded()
    open_chat(page)
    reply = say(page, "When did the partnership with Morocco begin?")
    assert reply.locator(".text").get_attribute("lang") == "en"
    assert reply.locator(".source bdi").get_attribute("lang") == "en"
    assert page.locator(".lotse").get_attribute("lang") == "de"


def test_links_say_that_they_open_a_new_window(embedded):
    page = embedded()
    open_chat(page)
    say(page, QUESTION)
    links = page.locator(".panel a[target=_blank]")
    assert links.count() >= 2
    assert all(re.search(r"\(öffnet ein neues Fenster\)$", text) for text in links.all_text_contents())
