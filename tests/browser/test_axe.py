"""axe finds nothing: in every state, in light and dark, on a phone, from right to left, with a person, with two chats."""

import pytest
from playwright.sync_api import expect

from tests.browser import states
from tests.browser.chat import open_chat, say, violations

PHONE = {"width": 390, "height": 844}
CONTRAST = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync("lotse-chat { --lotse-accent: #ffd400; --lotse-on-accent: #000; --lotse-surface: #000; --lotse-ink: #fff }");
    document.adoptedStyleSheets = [sheet]; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", states.ALL, ids=lambda state: state.__name__)
def test_in_every_state(embedded, people, state, scheme):
    page = embedded(color_scheme=scheme)
    state(page)
    assert violations(page) == []


@pytest.mark.parametrize("state", [states.opened, states.answered, states.waiting, states.deleting], ids=lambda state: state.__name__)
def test_on_a_phone(embedded, people, state):
    page = embedded(viewport=PHONE)
    state(page)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_while_a_person_answers(embedded, people, scheme):
    page = embedded(color_scheme=scheme)
    states.waiting(page)
    people.desk.say(people.take(), "Guten Tag")
    expect(page.locator(".human")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize(
    ("language", "question"), [("ar", "متى بدأت الشراكة العملياتية مع النيجر؟"), ("fa", "مشارکت با نیجر کی آغاز شد؟")]
)
def test_from_right_to_left(embedded, language, question):
    page = embedded(f'<lotse-chat lang="{language}"></lotse-chat>')
    assert violations(page) == []
    open_chat(page)
    assert violations(page) == []
    say(page, question)
    assert violations(page) == []


def test_with_two_chats_on_the_page(embedded):
    page = embedded('<lotse-chat id="one"></lotse-chat><lotse-chat id="two" position="left" title="Frage?" open></lotse-chat>')
    expect(page.locator("#two #message")).to_be_visible()
    assert violations(page) == []


def test_with_colours_of_the_page(embedded):
    page = embedded('<lotse-chat theme="dark"></lotse-chat>')
    page.evaluate(CONTRAST)
    open_chat(page)
    assert violations(page) == []
