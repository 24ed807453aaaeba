"""The launcher: before, while and after the chat is open."""

import pytest
from playwright.sync_api import expect

from tests.browser.chat import NOTHING, QUESTION, focused, heard, open_chat, say, stored, usable


def test_before_opening_nothing_is_stored_and_one_small_script_is_loaded(embedded):
    page = embedded()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".launcher")).to_be_visible()
    assert stored(page) == NOTHING
    own = page.evaluate("location.origin")
    assert [url.rpartition("/")[2] for url in page.urls if not url.startswith(own)] == ["widget.js"]


def test_opening_alone_stores_nothing_and_asks_nobody_else(embedded, website):
    page = embedded()
    open_chat(page)
    page.wait_for_load_state("networkidle")
    assert stored(page) == NOTHING
    assert all(url.startswith((website.origin, website.lotse)) for url in page.urls)


def test_after_the_first_message_only_the_session_knows_the_conversation(embedded):
    page = embedded()
    open_chat(page)
    say(page, QUESTION)
    assert stored(page) == NOTHING | {"session": ["lotse.conversation"]}


def test_the_launcher_is_a_button_that_says_whether_the_panel_is_open(embedded):
    page = embedded()
    launcher = page.get_by_role("button", name="Fragen an Lotse")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    assert launcher.get_attribute("aria-controls") == page.locator(".panel").get_attribute("id")
    launcher.click()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("dialog", name="Lotse (automatisch)")).to_be_visible()
    launcher.click()
    expect(launcher).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".panel")).to_be_hidden()


@pytest.mark.parametrize("way", ["Escape", "button", "method"])
def test_the_focus_moves_in_and_returns(embedded, way):
    page = embedded()
    page.locator(".launcher").focus()
    page.keyboard.press("Enter")
    usable(page)
    assert focused(page) == "message"
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "button":
        page.get_by_role("button", name="Chat schließen").click()
    else:
        page.evaluate("document.querySelector('lotse-chat').close()")
    expect(page.locator(".panel")).to_be_hidden()
    assert focused(page) == "Fragen an Lotse"


def test_a_double_click_on_the_launcher_opens(embedded):
    page = embedded()
    page.locator(".launcher").dblclick()
    usable(page)
    assert page.locator("lotse-chat").get_attribute("open") == ""


def test_on_a_desktop_the_page_stays_usable_beside_the_panel(embedded):
    page = embedded()
    open_chat(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "host-link":
            break
    assert page.evaluate("document.activeElement.id") == "host-link"
    expect(page.locator(".panel")).to_be_visible()


def test_on_a_phone_the_panel_is_a_dialog_over_everything(embedded):
    page = embedded(viewport={"width": 390, "height": 844})
    panel = open_chat(page)
    box = panel.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    assert page.evaluate("document.querySelector('lotse-chat').shadowRoot.querySelector('dialog').matches(':modal')")
    inside = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        inside.add(page.evaluate("document.activeElement.localName"))
    assert inside <= {"lotse-chat", "body"}  # body: the browser's own bar, on the way round
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_turning_the_screen_changes_between_window_and_sheet_and_keeps_the_focus(embedded):
    page = embedded()
    open_chat(page)
    page.locator("#message").fill("angefangen")
    modal = page.locator("lotse-chat dialog:modal")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(modal).to_have_count(1)
    assert focused(page) == "message"
    page.set_viewport_size({"width": 1100, "height": 844})
    expect(modal).to_have_count(0)
    assert focused(page) == "message" and page.locator("#message").input_value() == "angefangen"


def test_the_panel_makes_way_where_it_would_hide_what_has_the_focus(embedded):
    page = embedded('<p>Text</p><a id="below" href="#x">Unten</a><lotse-chat position="left"></lotse-chat>')
    panel = open_chat(page)
    below = page.locator("#below")
    page.evaluate("""(box) => {
        const link = document.getElementById("below");
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`#below { position: absolute; left: ${box.x + 40}px; top: ${box.y + 100}px }`);
        document.adoptedStyleSheets = [sheet];
    }""", panel.bounding_box())  # fmt: skip
    below.focus()
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "below"


def test_the_page_hears_what_happens_but_not_what_is_said(embedded):
    page = embedded()
    heard(page)
    open_chat(page)
    say(page, QUESTION)
    page.keyboard.press("Escape")
    names = [name for name, _ in page.evaluate("heard")]
    assert names == ["open", "message", "answer", "close"]
    details = page.evaluate("JSON.stringify(heard)")
    assert "Ländern" not in details
    answer = dict(page.evaluate("heard"))["answer"]
    assert answer["status"] == "answered" and answer["item"] and answer["sources"][0].startswith("https://")


def test_the_page_can_open_and_close_it(embedded):
    page = embedded()
    page.evaluate("document.querySelector('lotse-chat').open()")
    usable(page)
    page.locator("lotse-chat").evaluate("(chat) => chat.removeAttribute('open')")
    expect(page.locator(".panel")).to_be_hidden()
    page.locator("lotse-chat").evaluate("(chat) => chat.setAttribute('open', '')")
    usable(page)


def test_attributes_choose_words_and_place(embedded):
    page = embedded(
        '<lotse-chat lang="en" position="left" title="Questions?" theme="dark" questions="One? | Two?" open></lotse-chat>'
    )
    usable(page)
    expect(page.get_by_role("button", name="Questions?")).to_be_visible()
    expect(page.get_by_role("heading", name="Questions?")).to_be_visible()
    assert page.locator(".starters button").all_inner_texts() == ["One?", "Two?"]
    assert page.locator(".panel").bounding_box()["x"] < 50
    assert page.locator(".lotse").get_attribute("data-theme") == "dark"
    expect(page.get_by_label("Your question")).to_be_visible()
    page.locator("lotse-chat").evaluate("(chat) => (chat.lang = 'de')")
    expect(page.get_by_label("Ihre Frage")).to_be_visible()


def test_colours_and_parts_are_the_pages_to_choose(embedded):
    page = embedded()
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("lotse-chat { --lotse-accent: rgb(90, 20, 90) } lotse-chat::part(launcher) { border-radius: 3px }");
        document.adoptedStyleSheets = [sheet];
    }""")
    style = page.locator(".launcher").evaluate("(it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).borderRadius]")
    assert style == ["rgb(90, 20, 90)", "3px"]
