"""Pasted novels, markup, bidi characters, emoji, and answers that are not what they should be."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import QUESTION, open_chat, overflows, say

MARKUP = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script><b>Hallo</b>"


def answer_with(page: Page, *elements: dict) -> None:
    """The service's next answers are these, whatever is asked."""
    allowed = {"Access-Control-Allow-Origin": page.evaluate("location.origin")}
    page.route("**/messages", lambda route: route.fulfill(json={"messages": list(elements), "number": None}, headers=allowed))


def custom(**about) -> dict:
    plain = {"status": "answered", "reason": None, "language": "de", "item": None, "scope": "page", "confidence": 1, "sources": []}
    return {"custom": plain | about}


def test_a_pasted_novel_is_declined_kindly_and_stays_in_the_field(embedded):
    page = embedded()
    open_chat(page)
    novel = "Es war einmal. " * 200
    field = page.locator("#message")
    field.fill(novel)
    problem = page.locator(".problem")
    expect(problem).to_have_text("Ihr Text hat 3000 Zeichen, möglich sind 2000. Bitte kürzen Sie ihn. Er bleibt hier stehen.")
    page.keyboard.press("Enter")
    expect(field).to_have_value(novel)
    assert page.locator(".mine").count() == 0
    assert not overflows(page)
    field.fill(novel[:1990])
    expect(problem).to_be_hidden()


def test_signs_beyond_the_basic_plane_count_as_one(embedded):
    page = embedded()
    open_chat(page)
    page.locator("#message").fill("😀" * 2000)
    expect(page.locator(".problem")).to_be_hidden()
    page.locator("#message").fill("😀" * 2001)
    expect(page.locator(".problem")).to_contain_text("2001 Zeichen")


def test_markup_stays_text(embedded):
    page = embedded()
    open_chat(page)
    say(page, MARKUP)
    expect(page.locator(".mine .text")).to_have_text(MARKUP)
    assert page.locator(".log img, .log b, .log script").count() == 0
    page.reload()
    open_chat(page)
    expect(page.locator(".mine")).to_have_count(1)
    assert page.locator(".log img, .log b, .log script").count() == 0
    assert page.title() == "Ministerium"


def test_markup_in_an_answer_stays_text(embedded):
    page = embedded()
    open_chat(page)
    answer_with(
        page, {"text": f"{MARKUP}\n– {MARKUP}", "buttons": [{"title": MARKUP, "payload": MARKUP}]},
        custom(sources=[{"title": MARKUP, "url": "https://example.org/\"><img>", "date": MARKUP, "as_of": "2023-04-27"}]))  # fmt: skip
    reply = say(page, "Hallo")
    expect(reply.locator(".choice")).to_have_text(MARKUP)
    assert page.locator(".log img, .log b, .log script").count() == 0
    assert page.title() == "Ministerium"


@pytest.mark.parametrize("url", ["javascript:document.title='broken'", "data:text/html,<script>1</script>", "", None, "//example.org"])
def test_an_address_that_is_none_is_no_link(embedded, url):
    page = embedded()
    open_chat(page)
    answer_with(page, {"text": "Siehe javascript:alert(1) und data:text/html,x"},
                custom(sources=[{"title": "Titel", "url": url, "date": None, "as_of": None}]))  # fmt: skip
    reply = say(page, "Hallo")
    expect(reply.locator(".source")).to_contain_text("Titel")
    assert reply.get_by_role("link").count() == 0


def test_addresses_in_an_answer_become_links_without_the_full_stop(embedded):
    page = embedded()
    open_chat(page)
    answer_with(page, {"text": "Siehe https://example.org/a?b=c. Oder (www.example.org)!"}, custom(sources=[]))
    links = say(page, "Hallo").get_by_role("link")
    assert [link.get_attribute("href") for link in links.all()] == ["https://example.org/a?b=c", "https://www.example.org"]


@pytest.mark.parametrize("body", ["[]", "{}", "null", "<html>", '{"messages": "x"}', '{"messages": [{"custom": {}}], "number": 1}'])
def test_an_answer_that_is_none_is_a_failure_and_nothing_is_lost(embedded, body):
    page = embedded()
    open_chat(page)
    allowed = {"Access-Control-Allow-Origin": page.evaluate("location.origin")}
    page.route("**/messages", lambda route: route.fulfill(body=body, content_type="application/json", headers=allowed))
    page.locator("#message").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_contain_text(QUESTION)
    page.wait_for_load_state("networkidle")
    page.unroute("**/messages")
    expect(say(page, "Wann begann die operative Partnerschaft mit Niger?")).to_contain_text("15. Juli 2022")


def test_characters_that_turn_the_direction_turn_only_their_own_message(embedded):
    page = embedded()
    open_chat(page)
    say(page, "\u202e\u2067Hallo שלום مرحبا")
    sender = page.locator(".mine .sender")
    expect(sender).to_have_text("Sie")
    assert page.locator(".mine .text").evaluate("(it) => getComputedStyle(it).unicodeBidi") == "isolate"
    expect(page.locator(".theirs")).to_have_count(1)


def test_emoji_and_long_words_stay_inside(embedded):
    page = embedded(viewport={"width": 320, "height": 640})
    open_chat(page)
    for text in ("👨‍👩‍👧‍👦" * 60, "Donaudampfschifffahrt" * 40, "https://example.org/" + "a" * 300):
        say(page, text)
    assert not overflows(page)


def test_numbers_and_dates_at_the_beginning_of_a_line_are_no_list(embedded):
    page = embedded()
    open_chat(page)
    answer_with(page, {"text": "1. Juli 2022 begann es.\n8. Juli 2022 ging es weiter."}, custom(sources=[]))
    reply = say(page, "Hallo")
    assert reply.locator("li").count() == 0
    expect(reply).to_contain_text("8. Juli 2022 ging es weiter.")
