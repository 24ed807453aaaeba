"""Slow, broken and hostile networks: nothing is lost, nothing is answered twice."""

import os
import socket

import pytest
from playwright.sync_api import expect

from tests.browser.chat import NOTHING, heard, open_chat, say, stored, usable
from tests.browser.website import serving

MOROCCO = "Wann begann die operative Partnerschaft mit Marokko?"


def turns(page) -> list[str]:
    """What the service has stored that the visitor said."""
    token = page.evaluate("JSON.parse(sessionStorage.getItem('lotse.conversation')).id")
    found = page.request.get(f"{os.environ['LOTSE_URL']}/api/conversations/{token}").json()
    return [turn["message"] for turn in found["turns"]]


def type_and_send(page, text: str) -> None:
    page.locator("#message").fill(text)
    page.locator("#message").press("Enter")


def test_a_message_said_offline_waits_and_is_sent_once(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Hallo")
    page.context.set_offline(True)
    expect(page.locator(".network")).to_contain_text("Sie sind offline")
    type_and_send(page, MOROCCO)
    failure = page.locator(".mine .failure")
    expect(failure).to_contain_text("Ihre Nachricht ist nicht angekommen")
    page.context.set_offline(False)
    expect(page.locator(".theirs").last).to_contain_text("8. Juli 2022")
    expect(failure).to_have_count(0)
    expect(page.locator(".network")).to_have_text("Die Verbindung ist wieder da.")
    assert turns(page) == ["Hallo", MOROCCO]


def test_a_message_that_failed_stays_and_can_be_sent_again(embedded):
    page = embedded()
    heard(page)
    open_chat(page)
    page.route("**/messages", lambda route: route.fulfill(status=500))
    type_and_send(page, MOROCCO)
    retry = page.locator(".mine").get_by_role("button", name="Noch einmal senden")
    expect(retry).to_be_visible()
    assert page.evaluate("heard").count(["error", {"status": 500}]) == 1
    page.unroute("**/messages")
    retry.click()
    expect(page.locator(".theirs")).to_contain_text("8. Juli 2022")
    assert turns(page) == [MOROCCO]


def test_an_answer_lost_on_its_way_is_fetched_and_not_given_twice(embedded):
    page = embedded()
    open_chat(page)
    attempts = []

    def lose_the_first(route):
        attempts.append(route.request.post_data_json["message_id"])
        reply = route.fetch()
        route.abort() if len(attempts) == 1 else route.fulfill(response=reply)

    page.route("**/messages", lose_the_first)
    type_and_send(page, MOROCCO)
    expect(page.locator(".theirs")).to_contain_text("8. Juli 2022")
    assert len(attempts) == 2 and len(set(attempts)) == 1
    assert turns(page) == [MOROCCO]


def test_when_many_ask_it_waits_and_tries_again(embedded):
    page = embedded()
    open_chat(page)
    busy = {"status": 429, "headers": {"Retry-After": "1", "Access-Control-Allow-Origin": page.evaluate("location.origin")}}
    page.route("**/messages", lambda route: route.fulfill(**busy), times=1)
    type_and_send(page, MOROCCO)
    expect(page.locator(".theirs")).to_contain_text("8. Juli 2022")


def test_a_reload_in_the_midst_of_sending_loses_nothing(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Hallo")
    page.route("**/messages", lambda route: None)  # never answered
    type_and_send(page, MOROCCO)
    expect(page.locator(".mine")).to_have_count(2)
    page.unroute("**/messages")
    page.reload()
    open_chat(page)
    expect(page.locator(".theirs").last).to_contain_text("8. Juli 2022")
    expect(page.locator(".mine")).to_have_count(2)
    assert turns(page) == ["Hallo", MOROCCO]


def test_what_was_said_is_fetched_again_until_it_can_be_had(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Hallo")
    page.reload()
    page.route("**/api/conversations/*", lambda route: route.abort())
    open_chat(page)
    expect(page.locator(".status")).to_have_text("Der Dienst ist gerade nicht erreichbar.")
    page.unroute("**/api/conversations/*")
    expect(page.locator(".theirs")).to_have_count(1)
    expect(page.locator(".status")).to_be_empty()


def test_a_double_click_on_send_sends_once(embedded):
    page = embedded()
    open_chat(page)
    page.locator("#message").fill(MOROCCO)
    page.get_by_role("button", name="Senden").dblclick()
    expect(page.locator(".theirs")).to_have_count(1)
    expect(page.locator(".problem")).to_be_hidden()
    assert turns(page) == [MOROCCO]


def test_a_double_click_on_a_suggestion_asks_once(embedded):
    page = embedded()
    open_chat(page)
    refusal = say(page, "Wie viel Geld bekommt Marokko?")
    refusal.locator(".choice").first.dblclick()
    expect(page.locator(".theirs")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    assert len(turns(page)) == 2


def test_while_it_takes_a_moment_that_is_said(embedded):
    page = embedded()
    open_chat(page)
    page.route("**/messages", lambda route: (page.wait_for_timeout(700), route.continue_()))
    type_and_send(page, MOROCCO)
    status = page.get_by_role("status").filter(has_text="Lotse sucht die Antwort")
    expect(status).to_be_visible()
    expect(page.locator(".theirs")).to_have_count(1)
    expect(status).to_have_count(0)


@pytest.mark.parametrize("when", ["while it is open", "before a reload"])
def test_where_the_conversation_was_deleted_a_new_one_begins_and_that_is_said(embedded, when):
    page = embedded()
    open_chat(page)
    say(page, "Hallo")
    token = page.evaluate("JSON.parse(sessionStorage.getItem('lotse.conversation')).id")
    assert page.request.delete(f"{os.environ['LOTSE_URL']}/api/conversations/{token}").status == 204
    if when == "before a reload":
        page.reload()
        open_chat(page)
        expect(page.locator(".note")).to_contain_text("Das frühere Gespräch wurde gelöscht. Hier beginnt ein neues.")
        assert stored(page) == NOTHING
        expect(page.locator(".starters")).to_be_visible()
    expect(say(page, MOROCCO)).to_contain_text("8. Juli 2022")
    expect(page.locator(".note")).to_have_count(1)
    assert turns(page) == [MOROCCO]


@pytest.mark.parametrize(
    "part", ["static/widget/panel.css", "static/widget/panel.js", "static/widget/layout.js", "api/widget/texts/de"]
)
def test_a_chat_that_cannot_be_loaded_says_so_and_can_be_tried_again(embedded, website, part):
    page = embedded('<lotse-chat><a href="tel:115">115</a></lotse-chat>')
    heard(page)
    expect(page.get_by_role("link", name="115")).to_be_hidden()
    page.route(f"{website.lotse}/{part}*", lambda route: route.abort())
    page.locator(".launcher").click()
    expect(page.get_by_role("alert")).to_contain_text("Der Chat ist gerade nicht erreichbar")
    expect(page.get_by_role("link", name="115")).to_be_visible()
    expect(page.locator(".launcher")).to_have_attribute("aria-expanded", "false")
    assert page.evaluate("heard") == [["error", {"status": 0}]]
    page.unroute(f"{website.lotse}/{part}*")
    open_chat(page)
    expect(page.locator(".outage")).to_be_hidden()


def test_who_sets_up_a_website_that_is_not_allowed_is_told_so_in_a_sentence(open_page):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(f"http://127.0.0.1:{port}", os.environ["LOTSE_URL"]) as stranger:
        page = open_page(stranger.page())
        page.locator(".launcher").click()
        expect(page.get_by_role("alert")).to_contain_text("Pages of this origin may not use the service")
        page.problems.clear()  # the browser complains of the refusal, as it should


def test_a_slow_network_keeps_the_order(embedded):
    page = embedded()
    open_chat(page)
    delays = iter([900, 0, 0])
    page.route("**/messages", lambda route: (page.wait_for_timeout(next(delays, 0)), route.continue_()))
    for text in ("Hallo", MOROCCO, "Und mit Niger?"):
        type_and_send(page, text)
    expect(page.locator(".theirs")).to_have_count(3)
    assert turns(page) == ["Hallo", MOROCCO, "Und mit Niger?"]
    expect(page.locator(".theirs").last).to_contain_text("15. Juli 2022")


def test_a_button_pressed_while_it_loads_slowly_opens_once(embedded, website):
    page = embedded()
    page.route(f"{website.lotse}/static/widget/panel.js", lambda route: (page.wait_for_timeout(800), route.continue_()))
    page.locator(".launcher").click()
    expect(page.locator(".launcher")).to_have_attribute("aria-busy", "true")
    usable(page)
    assert page.locator(".launcher").get_attribute("aria-busy") is None
