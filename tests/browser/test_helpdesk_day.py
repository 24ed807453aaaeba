"""A day at the helpdesk in real browsers: two members of staff, and three citizens at once on web and REST."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import open_chat, say
from tests.browser.day import Colleague, RestCitizen, guest, reply, send, take, told

NIGER = "Wann begann die operative Partnerschaft mit Niger?"
GOALS = "Was sind die fünf Schlüsselbereiche?"
MOROCCO = "When did the operational partnership with Morocco start?"


@pytest.fixture
def staff() -> Iterator[tuple[Colleague, Colleague]]:
    """Eva, an agent, and Ben, an editor."""
    with Colleague("Eva Sommer", "agent") as eva, Colleague("Ben Falk", "editor") as ben:
        yield eva, ben


def test_a_day_with_people(open_page, embedded, people, staff):
    eva, ben = staff
    amira, jonas, maria = embedded(), embedded(), RestCitizen()
    three_citizens_ask_and_wait(amira, jonas, maria)
    told("three citizens wait")
    desk = open_page("/helpdesk/queue")
    eva.log_in(desk)
    eva.set_up_second_factor(desk)
    desk.goto("/helpdesk/queue")
    eva.log_in(desk)
    told("Eva is logged in with her second factor")
    eva_answers_with_a_suggestion(desk, amira, jonas)
    told("Eva has answered with a suggestion")
    eva_forwards(desk, amira)
    told("Eva has forwarded to Ben")
    other = ben.log_in(open_page("/helpdesk/queue"))
    ben_answers_and_gives_back(other, amira)
    told("Ben has given back to Lotse")
    expect(say(amira, "Und mit Marokko?")).to_contain_text("8. Juli 2022")
    told("the follow-up is understood as if nothing had happened")
    eva_answers_over_rest(desk, maria)
    told("Eva has answered over REST and closed")
    jonas_rates(jonas, other)
    told("Jonas has rated, and staff see it")


def three_citizens_ask_and_wait(amira: Page, jonas: Page, maria: RestCitizen) -> None:
    for place, (page, question) in enumerate(((amira, NIGER), (jonas, GOALS)), 1):
        open_chat(page)
        expect(say(page, question).locator(".source")).not_to_have_count(0)
        page.locator(".actions").get_by_role("button", name="Mit einem Menschen sprechen").click()
        expect(page.locator(".who")).to_contain_text(f"Ihr Platz in der Reihe: {place}")
    text, custom = maria.ask(MOROCCO)
    assert "8 July 2022" in text and custom["sources"]
    assert maria.ask_for_person()["position"] == 3


def eva_answers_with_a_suggestion(desk: Page, amira: Page, jonas: Page) -> None:
    expect(desk.locator("#waiting ~ ol .guest")).to_have_count(3)
    expect(guest(desk, MOROCCO)).to_contain_text("Schnittstelle")
    take(desk, NIGER)
    expect(amira.locator(".who")).to_contain_text("Eva Sommer")
    expect(jonas.locator(".who")).to_contain_text("Ihr Platz in der Reihe: 1")
    desk.locator("#suggestions button").first.click()
    expect(desk.locator("#reply-text")).to_have_value(re.compile(r"15\. Juli 2022.*\n\nQuelle: ", re.DOTALL))
    send(desk)
    expect(amira.locator(".human")).to_contain_text("15. Juli 2022")
    expect(amira.locator(".human")).to_contain_text("https://commission.europa.eu/")


def eva_forwards(desk: Page, amira: Page) -> None:
    desk.locator("#forward summary").click()
    choice = desk.locator("#to option", has_text="Ben Falk")
    desk.locator("#to").select_option(choice.get_attribute("value"))
    desk.locator("#forward-note").fill("Bitte noch etwas zu Marokko sagen.")
    desk.locator("#forward button").click()
    expect(desk.locator(".done")).to_have_text("Das Gespräch ist weitergegeben.")
    expect(guest(desk, NIGER)).to_contain_text("für Ben Falk")
    expect(amira.locator(".who")).to_contain_text("Ihr Platz in der Reihe: 1")


def ben_answers_and_gives_back(other: Page, amira: Page) -> None:
    expect(guest(other, NIGER)).to_contain_text("für Sie")
    take(other, NIGER)
    expect(other.locator("#transcript .note")).to_contain_text("Bitte noch etwas zu Marokko sagen.")
    reply(other, "Das weiß Lotse auch. Fragen Sie ruhig!")
    expect(amira.locator(".human").last).to_contain_text("Das weiß Lotse auch.")
    assert "Bitte noch etwas" not in amira.locator("lotse-chat").inner_text()
    other.locator("#give-back").click()
    expect(amira.locator(".note").last).to_contain_text("Sie sprechen wieder mit einer Maschine")


def eva_answers_over_rest(desk: Page, maria: RestCitizen) -> None:
    take(desk, MOROCCO)
    maria.ask("Is it still in force?")
    expect(desk.locator("#transcript .entry").last).to_contain_text("Is it still in force?")
    reply(desk, "The page does not say so.")
    assert maria.heard() == ["The page does not say so."]
    desk.locator("#close").click()
    expect(desk.locator(".done")).to_have_text("Das Gespräch ist geschlossen.")
    assert [event["event"] for event in maria.events()][-1] == "closed"


def jonas_rates(jonas: Page, other: Page) -> None:
    jonas.get_by_role("button", name="Nicht mehr warten").click()
    answer = say(jonas, "Und welche Ziele?")
    answer.locator(".thumb").last.click()
    expect(answer.locator(".thumb").last).to_have_attribute("aria-pressed", "true")
    other.goto("/helpdesk/conversations")
    other.locator("tbody a").first.click()
    expect(other.locator("#transcript")).to_contain_text(GOALS)
    expect(other.locator("#transcript")).to_contain_text("als nicht hilfreich bewertet")
