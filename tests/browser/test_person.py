"""A person on the other side: waiting, joined, typing, message, closed, and all of it announced."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import QUESTION, heard, open_chat, say
from tests.browser.states import nobody_is_there, waiting

ASK = "Mit einem Menschen sprechen"



def test_from_the_machine_to_a_person_and_back(embedded, people):
    page = embedded()
    heard(page)
    open_chat(page)
    say(page, QUESTION)
    page.locator(".actions").get_by_role("button", name=ASK).click()
    who = page.locator(".who")
    assert who.get_attribute("role") == "status"
    expect(who).to_contain_text("Ihr Platz in der Reihe: 1")
    number = people.take()
    expect(who).to_contain_text("Anna Muster")
    expect(page.locator(".note").last).to_contain_text("Sie sprechen ab jetzt mit einem Menschen")
    people.desk.typing(number)
    expect(page.get_by_role("status").filter(has_text="schreibt")).to_contain_text("Anna Muster")
    people.desk.say(number, "Guten Tag, <b>was</b> brauchen Sie?")
    message = page.locator(".human")
    expect(message).to_contain_text("Guten Tag, <b>was</b> brauchen Sie?")
    expect(message.get_by_role("heading")).to_have_text(re.compile(r"Anna Muster.? \(Mensch\)"))
    expect(page.get_by_role("status").filter(has_text="schreibt")).to_have_count(0)
    page.locator("#message").fill("Danke")
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(2)
    people.desk.close(number)
    expect(page.locator(".note").last).to_contain_text("Sie sprechen wieder mit einer Maschine")
    expect(page.get_by_role("heading", name="Lotse (automatisch)", level=2)).to_be_visible()
    expect(say(page, QUESTION)).to_contain_text("Marokko")
    states = [detail["state"] for name, detail in page.evaluate("heard") if name == "person"]
    assert states == ["waiting", "human", "closed"]


def test_what_was_said_while_waiting_reaches_the_person(embedded, people):
    page = embedded()
    waiting(page)
    say(page, "Ich habe eine Frage zum Niger.")
    expect(page.locator(".theirs")).to_contain_text("gespeichert")
    number = people.take()
    expect(page.locator(".who")).to_contain_text("Anna Muster")
    page.locator("#message").fill("Und zu Tunesien.")
    page.keyboard.press("Enter")
    expect(page.locator(".mine")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    expect(page.locator(".theirs")).to_have_count(1)  # the machine holds its tongue
    people.desk.say(number, "Gern.")
    expect(page.locator(".human")).to_have_count(1)


def test_the_place_in_the_queue_moves_on(embedded, people):
    first, second = embedded(), embedded()
    waiting(first)
    waiting(second)
    expect(second.locator(".who")).to_contain_text("Ihr Platz in der Reihe: 2")
    first.get_by_role("button", name="Nicht mehr warten").click()
    expect(second.locator(".who")).to_contain_text("Ihr Platz in der Reihe: 1")
    expect(first.locator(".note").last).to_contain_text("Sie sprechen wieder mit einer Maschine")


def test_the_way_to_a_person_is_always_at_the_same_place(embedded, people):
    page = embedded()
    open_chat(page)
    action = page.locator(".action").first
    places = [action.bounding_box()["x"]]
    for text in ("Hallo", "Wie viel Geld bekommt Marokko?"):
        say(page, text)
        expect(action).to_have_text(ASK)
        places.append(action.bounding_box()["x"])
    action.click()
    expect(action).to_have_text("Nicht mehr warten")
    places.append(action.bounding_box()["x"])
    people.take()
    expect(action).to_have_text("Zurück zur Maschine")
    places.append(action.bounding_box()["x"])
    assert len(set(places)) == 1
    action.click()
    expect(action).to_have_text(ASK)
    expect(page.locator(".note").last).to_contain_text("Maschine")


def test_a_reload_while_waiting_keeps_the_place_and_misses_nothing(embedded, people):
    page = embedded()
    waiting(page)
    page.goto("about:blank")
    number = people.take()
    people.desk.say(number, "Sind Sie noch da?")
    page.go_back()
    open_chat(page)
    expect(page.locator(".who")).to_contain_text("Anna Muster")
    expect(page.locator(".human")).to_have_count(1)
    people.desk.say(number, "Ah, gut.")
    expect(page.locator(".human")).to_have_count(2)


def test_a_cut_line_is_taken_up_again_without_loss_or_doubling(embedded, people):
    page = embedded()
    waiting(page)
    number = people.take()
    people.desk.say(number, "eins")
    expect(page.locator(".human")).to_have_count(1)
    page.context.set_offline(True)
    people.desk.say(number, "zwei")
    people.desk.say(number, "drei")
    page.context.set_offline(False)
    expect(page.locator(".human")).to_have_count(3)
    people.desk.say(number, "vier")
    expect(page.locator(".human .text")).to_have_text(["eins", "zwei", "drei", "vier"])


def test_without_streams_it_asks_again_and_again(embedded, people):
    page = embedded()
    page.route(re.compile(r"/events\?after=\d+$"), lambda route: route.fulfill(status=503, headers={"Retry-After": "5"}))
    waiting(page)
    number = people.take()
    expect(page.locator(".who")).to_contain_text("Anna Muster")
    people.desk.say(number, "Guten Tag")
    expect(page.locator(".human")).to_contain_text("Guten Tag")
    people.desk.close(number)
    expect(page.locator(".note").last).to_contain_text("Sie sprechen wieder mit einer Maschine")
    expect(page.locator(".human")).to_have_count(1)


def test_a_persons_message_is_counted_while_the_panel_is_closed(embedded, people):
    page = embedded()
    waiting(page)
    page.keyboard.press("Escape")
    number = people.take()
    people.desk.say(number, "Guten Tag")
    expect(page.locator(".badge")).to_have_text("2")  # somebody is there, and has written
    open_chat(page)
    expect(page.locator(".human")).to_contain_text("Guten Tag")
    expect(page.locator(".badge")).to_be_hidden()


def test_a_name_in_another_direction_stays_by_itself(embedded, people):
    page = embedded()
    waiting(page)
    people.take("سارة \u202eevil")
    expect(page.locator(".who")).to_contain_text("سارة")
    assert page.locator(".who").inner_text().endswith("(Mensch)")


def test_who_asks_in_words_is_offered_a_person(embedded, people):
    page = embedded()
    open_chat(page)
    reply = say(page, "Ich möchte mit einem Menschen sprechen")
    reply.get_by_role("button", name=ASK).click()
    expect(page.locator(".who")).to_contain_text("Sie warten auf einen Menschen")
    number = people.take()
    people.desk.give_back(number)
    expect(page.locator(".note").last).to_contain_text("Sie sprechen wieder mit einer Maschine")


def test_where_nobody_is_there_a_message_can_be_left(embedded, people):
    page = embedded()
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")
    nobody_is_there(page, callback=True)
    page.locator(".actions").get_by_role("button", name=ASK).click()
    form = page.locator("form.ask")
    expect(form.get_by_role("heading")).to_be_focused()
    expect(form).to_contain_text("Mo–Fr 9:00–16:00")
    expect(form.get_by_label("Ihre Nachricht")).to_have_value("Wie viel Geld bekommt Marokko?")
    form.get_by_role("button", name="Nachricht absenden").click()
    expect(form.get_by_role("alert")).to_have_text("Bitte füllen Sie beide Felder aus und stimmen Sie zu.")
    reply_to = form.get_by_label("E-Mail-Adresse oder Telefonnummer für die Antwort")
    expect(reply_to).to_be_focused()
    assert reply_to.get_attribute("aria-invalid") == "true"
    reply_to.fill("eva.muster@example.org")
    form.get_by_label(re.compile("Ich bin einverstanden")).check()
    form.get_by_role("button", name="Nachricht absenden").click()
    expect(page.locator(".note").last).to_contain_text("Ihre Nachricht ist gespeichert")
    assert [left.reply_to for left in people.desk.callbacks()][-1] == "eva.muster@example.org"


@pytest.mark.parametrize("way", ["Abbrechen", "Escape"])
def test_where_nobody_reads_messages_it_says_who_else_helps(embedded, way):
    page = embedded()
    open_chat(page)
    nobody_is_there(page, callback=False)
    page.locator(".actions").get_by_role("button", name=ASK).click()
    expect(page.get_by_role("link", name="00 800 6 7 8 9 10 11")).to_have_attribute("href", "tel:0080067891011")
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name=way).click()
    expect(page.locator("#message")).to_be_focused()
    expect(page.locator(".ask")).to_have_count(0)
