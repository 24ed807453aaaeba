"""Small screens, large text, more space, forced colours, no motion: nothing is cut off and everything can be reached."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import states
from tests.browser.chat import QUESTION, focused, inside, open_chat, overflows, say

# Text spacing of WCAG 1.4.12, for every element of the chat.
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
             p { margin-bottom: 2em !important }"""
# Texts of elements that are cut off, smaller than a finger, or without a border.
CUT = """all("button, .text, label, p:not(.unseen)").filter((it) =>
    it.scrollHeight > it.clientHeight + 1 && it.clientHeight && getComputedStyle(it).overflow !== "visible"
).map((it) => it.textContent)"""
SMALL = """all("button, select, textarea, input:not([type=checkbox])").filter((it) => {
    const { width, height } = it.getBoundingClientRect();
    return width && (height < 44 || width < 44); }).map((it) => it.textContent || it.id)"""
BARE = """all("button, textarea, select, .mine .text").filter((it) => {
    const { borderTopStyle: style, borderTopWidth: width } = getComputedStyle(it);
    return it.getClientRects().length && (style === "none" || parseFloat(width) < 1); }).map((it) => it.textContent)"""
PLACE = "root.activeElement && root.activeElement.getBoundingClientRect().toJSON()"


def viewport(size: tuple[int, int]) -> dict:
    return {"viewport": {"width": size[0], "height": size[1]}}


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (390, 844), (844, 390), (1280, 860)], ids=str)
def test_nothing_must_be_scrolled_sideways(embedded, people, size):
    page = embedded(**viewport(size))
    open_chat(page)
    assert not overflows(page)
    for text in ("Welche Dokumente nennt die Seite?", "Werde ich abgeschoben?", "x" * 300):
        say(page, text)
        assert not overflows(page), text
    page.get_by_role("button", name=states.MORE).click()
    assert not overflows(page)
    page.get_by_role("button", name=states.DELETE).click()
    assert not overflows(page)
    page.keyboard.press("Escape")
    states.ask_for_person(page)
    assert not overflows(page)


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (1100, 860)], ids=str)
def test_what_has_the_focus_is_in_sight(embedded, size):
    page = embedded(reduced_motion="reduce", **viewport(size))
    open_chat(page)
    say(page, QUESTION)
    for _ in range(25):
        page.keyboard.press("Tab")
        box = inside(page, PLACE)
        if box:
            assert box["left"] >= 0 and box["right"] <= size[0] and box["bottom"] > 0 and box["top"] < size[1], focused(page)


def test_with_more_space_in_the_text_nothing_is_cut_off(embedded):
    page = embedded()
    page.locator("lotse-chat").evaluate(
        """({ shadowRoot: root }, rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]; }""", SPACING)  # fmt: skip
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")
    assert not overflows(page)
    assert inside(page, CUT) == []


def test_the_readers_text_size_counts_and_not_the_pages(embedded):
    page = embedded()
    page.evaluate("""() => { const sheet = new CSSStyleSheet(); sheet.replaceSync("html { font-size: 6px }");
        document.adoptedStyleSheets = [sheet]; }""")  # fmt: skip
    open_chat(page)
    assert inside(page, "getComputedStyle(root.querySelector('.notice')).fontSize") == "16px"


@pytest.mark.parametrize("state", [state for state in states.ALL if state is not states.unloaded], ids=lambda state: state.__name__)
def test_targets_are_large_enough_for_a_finger(embedded, people, state):
    page = embedded()
    state(page)
    assert inside(page, SMALL) == []


def test_in_forced_colours_every_button_and_field_has_a_border(embedded):
    page = embedded(forced_colors="active")
    open_chat(page)
    say(page, "Wie viel Geld bekommt Marokko?")
    assert inside(page, BARE) == []
    assert inside(page, "getComputedStyle(root.querySelector('#message')).outlineStyle") == "solid"


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_who_does_not_want_it(embedded, motion, moves):
    page = embedded(reduced_motion=motion)
    open_chat(page)
    page.route("**/messages", lambda route: (page.wait_for_timeout(900), route.continue_()))
    page.locator("#message").fill("Hallo")
    page.keyboard.press("Enter")
    expect(page.locator(".status.lively")).to_be_visible()
    assert (inside(page, "root.querySelector('.status').getAnimations({ subtree: true }).length") > 0) is moves
    assert inside(page, "getComputedStyle(root.querySelector('.scroller')).scrollBehavior") == ("smooth" if moves else "auto")
    expect(page.locator(".theirs")).to_have_count(1)


def test_a_new_answer_is_shown_from_its_beginning(embedded):
    page = embedded(reduced_motion="reduce", **viewport((390, 844)))
    open_chat(page)
    for text in ("Welche Dokumente nennt die Seite?", "Unser Boot sinkt, wir sind in Gefahr!"):
        reply = say(page, text)
        assert _top(page, reply) >= 0


def _top(page: Page, reply) -> float:
    """How far below the upper edge of the scrolled part the reply begins."""
    return reply.bounding_box()["y"] - page.locator(".scroller").bounding_box()["y"]
