"""What a browser can show of accessibility: axe in every state, keyboard, reflow, spacing, colours, motion."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import QUESTION, focused, open_chat, overflows, say, violations

SIZES = {"desktop": {"width": 1100, "height": 860}, "phone": {"width": 390, "height": 844}}
# WCAG 1.4.12, for every element of the chat.
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }"


def closed(page: Page) -> None:
    expect(page.locator(".launcher")).to_be_visible()


def opened(page: Page) -> None:
    open_chat(page)


def answered(page: Page) -> None:
    open_chat(page)
    say(page, QUESTION)
    page.locator(".thumb").first.click()
    expect(page.locator(".comment")).to_be_visible()


def refused(page: Page) -> None:
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")


def urgent(page: Page) -> None:
    open_chat(page)
    say(page, "Unser Boot sinkt, wir sind in Gefahr!")


def failed(page: Page) -> None:
    open_chat(page)
    page.route("**/messages", lambda route: route.fulfill(status=500))
    page.locator("#message").fill("Hallo")
    page.keyboard.press("Enter")
    expect(page.locator(".failure")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_be_visible()


def unloaded(page: Page) -> None:
    page.route("**/static/widget/panel.js", lambda route: route.abort())
    page.locator(".launcher").click()
    expect(page.locator(".outage")).to_be_visible()


def waiting(page: Page) -> None:
    open_chat(page)
    page.locator(".action").first.click()
    expect(page.locator(".who")).to_contain_text("warten")


def deleting(page: Page) -> None:
    open_chat(page)
    say(page, "Hallo")
    page.get_by_role("button", name="Weitere Möglichkeiten").click()
    page.get_by_role("button", name="Gespräch löschen").click()
    expect(page.locator(".ask")).to_be_visible()


def menu(page: Page) -> None:
    open_chat(page)
    page.get_by_role("button", name="Weitere Möglichkeiten").click()
    expect(page.locator(".menu")).to_be_visible()


STATES = [closed, opened, answered, refused, urgent, failed, unloaded, waiting, deleting, menu]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(embedded, people, state, scheme):
    page = embedded(color_scheme=scheme)
    state(page)
    assert violations(page) == []


@pytest.mark.parametrize("state", [opened, answered, waiting, deleting], ids=lambda state: state.__name__)
def test_axe_finds_nothing_on_a_phone(embedded, people, state):
    page = embedded(viewport=SIZES["phone"])
    state(page)
    assert violations(page) == []


def test_axe_finds_nothing_while_a_person_answers(embedded, people):
    page = embedded()
    waiting(page)
    number = people.take()
    people.desk.say(number, "Guten Tag")
    expect(page.locator(".human")).to_be_visible()
    assert violations(page) == []


def test_axe_finds_nothing_from_right_to_left(embedded):
    page = embedded('<lotse-chat lang="ar"></lotse-chat>')
    open_chat(page)
    assert violations(page) == []
    say(page, "متى بدأت الشراكة العملياتية مع النيجر؟")
    assert violations(page) == []


def test_axe_finds_nothing_where_two_chats_are_on_the_page(embedded):
    page = embedded('<lotse-chat id="one"></lotse-chat><lotse-chat id="two" position="left" title="Frage?" open></lotse-chat>')
    expect(page.locator("#two #message")).to_be_visible()
    assert violations(page) == []


def test_a_whole_journey_with_the_keyboard_alone(embedded):
    page = embedded()
    press = page.keyboard.press
    press("Tab")
    press("Tab")
    assert focused(page) == "Fragen an Lotse"
    press("Enter")
    expect(page.locator("#message")).to_be_focused()
    page.keyboard.type("Wie viel Geld bekommt Marokko?")
    press("Enter")
    expect(page.locator(".theirs")).to_have_count(1)
    seen = _walk(page, "Shift+Tab", "Chat schließen")
    assert "Nein, nicht hilfreich" in seen
    assert _walk(page, "Tab", "Seit wann gibt es die operative Partnerschaft mit Marokko?")
    press("Enter")
    expect(page.locator(".theirs")).to_have_count(2)
    expect(page.locator("#message")).to_be_focused()
    _walk(page, "Shift+Tab", "Weitere Möglichkeiten")
    press("Enter")
    _walk(page, "Tab", "Gespräch löschen")
    press("Enter")
    _walk(page, "Tab", "Ja, löschen")
    press("Enter")
    expect(page.locator(".theirs")).to_have_count(0)
    expect(page.locator("#message")).to_be_focused()
    press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    assert focused(page) == "Fragen an Lotse"


def _walk(page: Page, key: str, goal: str) -> list[str]:
    """Presses `key` until `goal` has the focus; what had it on the way. Every stop must show its focus."""
    seen = []
    for _ in range(30):
        page.keyboard.press(key)
        seen.append(focused(page))
        shown = page.evaluate("""() => {
            const inner = document.activeElement.shadowRoot?.activeElement;
            return !inner || getComputedStyle(inner).outlineStyle !== "none";
        }""")  # fmt: skip
        assert shown, f"no visible focus on {seen[-1]}"
        if seen[-1] == goal:
            return seen
    raise AssertionError(f"{goal} is not among {seen}")


def test_escape_closes_the_menu_first_and_then_the_chat(embedded):
    page = embedded()
    menu(page)
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    assert focused(page) == "Weitere Möglichkeiten"
    expect(page.locator(".panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()


def test_the_log_is_there_before_the_first_message_and_takes_no_focus(embedded):
    page = embedded()
    open_chat(page)
    log = page.get_by_role("log", name="Gesprächsverlauf")
    expect(log).to_have_attribute("aria-live", "polite")
    say(page, QUESTION)
    assert focused(page) == "message"
    assert log.get_by_role("heading").all_inner_texts() == ["Sie", "Lotse (automatisch)"]


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


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (390, 844), (844, 390), (1280, 860)], ids=str)
def test_nothing_must_be_scrolled_sideways(embedded, people, size):
    page = embedded(viewport=dict(zip(("width", "height"), size)))
    for state in (opened, say_all, waiting_too, deleting_too):
        state(page)
        assert not overflows(page), state.__name__


def say_all(page: Page) -> None:
    for text in ("Welche Dokumente nennt die Seite?", "Werde ich abgeschoben?", "x" * 300):
        say(page, text)


def waiting_too(page: Page) -> None:
    page.locator(".action").first.click()
    expect(page.locator(".who")).to_contain_text("warten")


def deleting_too(page: Page) -> None:
    page.get_by_role("button", name="Weitere Möglichkeiten").click()
    assert not overflows(page)
    page.get_by_role("button", name="Gespräch löschen").click()


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (1100, 860)], ids=str)
def test_at_every_size_everything_can_be_reached_and_seen(embedded, size):
    page = embedded(viewport=dict(zip(("width", "height"), size)), reduced_motion="reduce")
    open_chat(page)
    say(page, QUESTION)
    for _ in range(25):
        page.keyboard.press("Tab")
        box = page.evaluate("""() => {
            const box = document.activeElement.shadowRoot?.activeElement?.getBoundingClientRect();
            return box && { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
        }""")  # fmt: skip
        if box:
            assert box["left"] >= 0 and box["right"] <= size[0] and box["bottom"] > 0 and box["top"] < size[1], focused(page)


def test_with_more_space_in_the_text_nothing_is_cut_off(embedded):
    page = embedded()
    page.locator("lotse-chat").evaluate(
        """(chat, rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
        chat.shadowRoot.adoptedStyleSheets = [...chat.shadowRoot.adoptedStyleSheets, sheet]; }""", SPACING)  # fmt: skip
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")
    assert not overflows(page)
    cut = page.evaluate("""() => [...document.querySelector("lotse-chat").shadowRoot.querySelectorAll("button, .text, label, p:not(.unseen)")]
        .filter((it) => it.scrollHeight > it.clientHeight + 1 && it.clientHeight && getComputedStyle(it).overflow !== "visible")
        .map((it) => it.textContent)""")  # fmt: skip
    assert cut == []


def test_larger_text_of_the_browser_makes_the_chat_larger_whatever_the_page_does(embedded):
    page = embedded(head="")
    page.evaluate("""() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("html { font-size: 6px }"); document.adoptedStyleSheets = [sheet] }""")
    open_chat(page)
    assert page.locator(".notice").evaluate("(it) => getComputedStyle(it).fontSize") == "16px"


@pytest.mark.parametrize("state", [opened, answered, refused, waiting, deleting, menu], ids=lambda state: state.__name__)
def test_targets_are_large_enough_for_a_finger(embedded, people, state):
    page = embedded()
    state(page)
    small = page.evaluate("""() => [...document.querySelector("lotse-chat").shadowRoot.querySelectorAll("button, select, textarea, input")]
        .map((it) => [it.textContent || it.ariaLabel, it.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.height < 44 || box.width < 44)).map(([name]) => name)""")  # fmt: skip
    assert small == []


def test_in_forced_colours_every_button_and_field_has_a_border(embedded):
    page = embedded(forced_colors="active")
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")
    bare = page.evaluate("""() => [...document.querySelector("lotse-chat").shadowRoot.querySelectorAll("button, textarea, select, .mine .text")]
        .filter((it) => it.getClientRects().length && (getComputedStyle(it).borderTopStyle === "none" || parseFloat(getComputedStyle(it).borderTopWidth) < 1))
        .map((it) => it.textContent)""")  # fmt: skip
    assert bare == []
    ring = page.locator("#message").evaluate("(it) => getComputedStyle(it).outlineStyle")
    assert ring == "solid"


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_does_not_want_it(embedded, motion, moves):
    page = embedded(reduced_motion=motion)
    open_chat(page)
    page.route("**/messages", lambda route: (page.wait_for_timeout(900), route.continue_()))
    page.locator("#message").fill("Hallo")
    page.keyboard.press("Enter")
    expect(page.locator(".status.lively")).to_be_visible()
    running = page.locator(".status").evaluate("(it) => it.getAnimations({ subtree: true }).length")
    assert (running > 0) is moves
    assert page.locator(".scroller").evaluate("(it) => getComputedStyle(it).scrollBehavior") == ("smooth" if moves else "auto")
    expect(page.locator(".theirs")).to_have_count(1)


def test_an_accent_of_the_page_has_a_readable_counterpart(embedded):
    """The documented pair of properties is enough to keep the contrast."""
    page = embedded(head="")
    page.evaluate("""() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync("lotse-chat { --lotse-accent: #ffd400; --lotse-on-accent: #000; --lotse-surface: #000; --lotse-ink: #fff }");
        document.adoptedStyleSheets = [sheet] }""")
    page.locator("lotse-chat").evaluate("(chat) => chat.setAttribute('theme', 'dark')")
    open_chat(page)
    assert violations(page) == []


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
