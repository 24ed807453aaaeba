"""The chat on other people's pages: strict policies, hostile styles and scripts, two of them, and how much it weighs."""

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat import NOTHING, QUESTION, inside, open_chat, say, stored, usable, violations
from web.texts import LANGUAGES, texts

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 25 * 1024
HOSTILE_STYLE = """
* { all: revert; font: 40px/3 fantasy !important; color: red !important; background: yellow !important; margin: 30px !important;
    box-sizing: content-box !important; direction: rtl !important; letter-spacing: 1em !important;
    text-transform: uppercase !important }
html { font-size: 4px } div, dialog, section { display: none !important }
button { position: static !important; opacity: .1 !important }
lotse-chat { transform: scale(.2); opacity: .1; font-size: 3px; visibility: hidden; pointer-events: none; direction: rtl }
"""
HOSTILE_SCRIPT = """
for (const type of [Object, Array, Function, String, Number, Promise, Map, Set, Error, Element, HTMLElement, Node, Document, Event,
                    EventTarget, CustomEvent, ShadowRoot, Storage, URL, Response, JSON, Math, Reflect]) {
    Object.freeze(type.prototype ?? type);
    Object.freeze(type);
}
"""
POLLUTED = """
Array.prototype.extra = function () { throw new Error("for…in over an array"); };
Object.prototype.extra = "inherited";
Array.prototype.toJSON = function () { return "broken"; };
window.$ = window.fetch2 = null;
"""


def scripted(website, code: str, body: str = "<lotse-chat></lotse-chat>") -> str:
    """A page whose own script runs before the chat's; its policy allows scripts of the page."""
    policy = "default-src 'none'; script-src {0} 'unsafe-inline'; style-src {0}; connect-src {0}"
    return website.page(body, f"<script>{code}</script>", policy)


def test_the_example_page_works_on_another_origin_with_a_strict_policy(open_page, website):
    page = open_page(website.example())
    policy = page.locator("meta[http-equiv]").get_attribute("content")
    assert "default-src 'none'" in policy and "unsafe" not in policy and website.lotse in policy
    assert stored(page) == NOTHING
    assert violations(page) == []
    open_chat(page)
    reply = say(page, QUESTION)
    expect(reply).to_contain_text("Marokko")
    expect(reply.locator(".source")).to_have_count(1)
    assert violations(page) == []


def test_one_tag_is_enough(open_page, website):
    policy = "default-src 'none'; script-src {0}; style-src {0}; connect-src {0}; require-trusted-types-for 'script'"
    page = open_page(website.html(f"""<!doctype html><html lang="en"><title>One</title><body>
        <script src="{website.lotse}/widget.js" data-position="left" defer></script>""", policy))
    expect(page.locator("lotse-chat")).to_have_attribute("position", "left")
    open_chat(page)
    expect(say(page, "When did the partnership with Morocco begin?")).to_contain_text("8 July 2022")


def test_a_page_can_place_it_itself_later(open_page, website):
    page = open_page(website.html(f"""<!doctype html><html lang="de"><title>Later</title><body>
        <script src="{website.lotse}/widget.js" data-manual defer></script>"""))
    expect(page.locator("lotse-chat")).to_have_count(0)
    page.evaluate("document.body.append(document.createElement('lotse-chat'))")
    open_chat(page)
    page.evaluate("document.querySelector('lotse-chat').remove()")
    page.evaluate("document.body.append(document.createElement('lotse-chat'))")
    open_chat(page)


def test_styles_of_the_page_do_not_reach_it(open_page, website):
    policy = "default-src 'none'; script-src {0}; style-src {0} 'unsafe-inline'; connect-src {0}"
    plain, hostile = open_page(website.page()), open_page(website.page(head=f"<style>{HOSTILE_STYLE}</style>", policy=policy))
    for page in (plain, hostile):
        open_chat(page)
        say(page, QUESTION)
    assert _look(hostile) == _look(plain)


def _look(page: Page) -> object:
    """Everything about the look of the chat's elements that a style of the page could change."""
    return inside(page, """all("button, p, h2, h3, li, a, textarea").map((it) => {
        const { font, color, backgroundColor, direction, letterSpacing, visibility, pointerEvents } = getComputedStyle(it);
        const { width, height } = it.getBoundingClientRect();
        return [it.textContent, font, color, backgroundColor, direction, letterSpacing, visibility, pointerEvents, width, height];
    })""")


@pytest.mark.parametrize("code", [HOSTILE_SCRIPT, POLLUTED], ids=["frozen", "polluted"])
def test_it_works_among_hostile_scripts(open_page, website, people, code):
    page = open_page(scripted(website, code))
    open_chat(page)
    expect(say(page, QUESTION)).to_contain_text("Marokko")
    page.locator(".thumb").first.click()
    expect(page.locator(".comment")).to_be_visible()
    page.locator(".action").first.click()
    expect(page.locator(".who")).to_contain_text("warten")
    people.take()
    expect(page.locator(".who")).to_contain_text("Anna Muster")
    page.reload()
    open_chat(page)
    expect(page.locator(".theirs")).to_have_count(1)


def test_two_on_one_page_are_two_conversations(embedded):
    page = embedded('<lotse-chat></lotse-chat><lotse-chat position="left" lang="en" open></lotse-chat>')
    second = page.locator("lotse-chat").nth(1)
    expect(second.locator("#message")).to_be_visible()
    second.locator("#message").fill("Hello")
    second.locator("#message").press("Enter")
    expect(second.locator(".theirs")).to_have_count(1)
    first = page.locator("lotse-chat").nth(0)
    first.locator(".launcher").click()
    expect(first.locator("#message")).to_be_visible()
    expect(first.locator(".theirs")).to_have_count(0)
    assert stored(page)["session"] == ["lotse.conversation.1"]


def test_the_script_twice_is_harmless(open_page, website):
    again = f'<script src="{website.lotse}/widget.js?again" defer></script>'
    page = open_page(website.page(body=f"<lotse-chat></lotse-chat>{again}"))
    open_chat(page)
    expect(page.locator("lotse-chat")).to_have_count(1)


def test_without_javascript_what_stands_in_it_is_shown(embedded):
    page = embedded('<lotse-chat><a href="tel:115">115</a></lotse-chat>', java_script_enabled=False)
    expect(page.get_by_role("link", name="115")).to_be_visible()


def test_where_the_session_may_not_be_stored_it_works_until_the_page_is_left(open_page, website):
    block = 'Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError"); } });'
    page = open_page(scripted(website, block))
    open_chat(page)
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    expect(say(page, "Und mit Tunesien?")).to_contain_text("27. April 2023")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_the_pages_to_choose(embedded, theme):
    other = "dark" if theme == "light" else "light"
    page = embedded(f'<lotse-chat theme="{theme}" open></lotse-chat>', color_scheme=other)
    usable(page)
    assert page.locator(".lotse").evaluate("(it) => getComputedStyle(it).colorScheme") == theme


def test_everything_that_is_delivered_weighs_at_most_25_kilobytes(embedded, website):
    page = embedded()
    open_chat(page)
    say(page, QUESTION)
    page.wait_for_load_state("networkidle")
    files = {url for url in page.urls if url.startswith((f"{website.lotse}/widget.js", f"{website.lotse}/static/"))}
    ours = {path.name for path in (ROOT / "web" / "static" / "widget").iterdir()}
    assert {url.rpartition("/")[2] for url in files} == ours
    largest = max((f"{website.lotse}/api/widget/texts/{language}" for language in LANGUAGES), key=lambda url: _weight(page, url))
    weights = {url.rpartition("/")[2]: _weight(page, url) for url in [*files, largest]}
    print(json.dumps(weights | {"all": sum(weights.values())}))
    assert sum(weights.values()) <= MOST_BYTES


def _weight(page: Page, url: str) -> int:
    """Bytes of a file as gzip compresses it on its way."""
    answer = page.request.get(url, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    return len(gzip.compress(answer.body(), 9))


def test_the_launcher_speaks_every_language(embedded):
    """Its words stand in widget.js, for nothing else is loaded; they are those of the files."""
    page = embedded()
    for language in LANGUAGES:
        page.locator("lotse-chat").evaluate("(chat, language) => (chat.lang = language)", language)
        assert page.locator(".launcher").inner_text().strip() == texts(language)["launcher"]["open"]
        assert page.locator(".lotse").get_attribute("dir") == texts(language)["direction"]
    page.route("**/api/widget/texts/*", lambda route: route.abort())
    for language in LANGUAGES:
        page.locator("lotse-chat").evaluate("(chat, language) => (chat.lang = language)", language)
        page.locator(".launcher").click()
        expect(page.locator(".outage p")).to_have_text(texts(language)["launcher"]["unavailable"])
