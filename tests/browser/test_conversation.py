"""A conversation in the embedded chat."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat import NOTHING, QUESTION, focused, open_chat, say, stored


def test_it_says_that_it_is_a_machine_before_anything_is_typed(embedded):
    page = embedded()
    panel = open_chat(page)
    notice = panel.locator(".notice")
    expect(notice).to_contain_text("Ich bin ein Computerprogramm, kein Mensch.")
    assert notice.bounding_box()["y"] < page.locator("#message").bounding_box()["y"]
    described = page.locator("#message").get_attribute("aria-describedby").split()
    assert notice.get_attribute("id") in described


def test_a_question_is_answered_with_its_source(embedded):
    page = embedded()
    open_chat(page)
    reply = say(page, "Wann begann die operative Partnerschaft mit Niger?")
    expect(reply).to_contain_text("15. Juli 2022")
    source = reply.locator(".source")
    link = source.get_by_role("link")
    assert link.get_attribute("href").startswith("https://commission.europa.eu/")
    assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener noreferrer")
    expect(link).to_contain_text("öffnet ein neues Fenster")
    expect(source).to_contain_text("Seite der Kommission")
    expect(source).to_contain_text("Datum: 15. Juli 2022")
    expect(source).to_contain_text("Stand: 27. April 2023")
    assert source.locator("time").first.get_attribute("datetime") == "2022-07-15"


def test_a_list_is_a_list_with_its_dates_apart(embedded):
    page = embedded()
    open_chat(page)
    reply = say(page, QUESTION)
    assert reply.locator(".text li").count() == 4
    assert [text.replace("\u00a0", " ") for text in reply.locator(".when").all_inner_texts()] == [
        "8. Juli 2022", "15. Juli 2022", "4. November 2022", "27. April 2023"]  # fmt: skip


def test_a_numbered_list_keeps_its_numbers(embedded):
    page = embedded()
    open_chat(page)
    assert say(page, "Welche fünf Schlüsselbereiche gibt es?").locator(".text ol > li").count() == 5


def test_a_follow_up_and_a_refusal_in_one_conversation(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    expect(say(page, "Und mit Tunesien?")).to_contain_text("27. April 2023")
    refusal = say(page, "Und mit Ägypten?")
    expect(refusal).to_contain_text("nennt die Seite nicht")
    choices = refusal.get_by_role("list", name="Vorschläge").get_by_role("button")
    assert choices.count() >= 1
    choices.first.click()
    expect(page.locator(".theirs")).to_have_count(4)
    assert focused(page) == "message"


def test_a_start_question_is_asked_with_one_click(embedded):
    page = embedded()
    open_chat(page)
    question = page.locator(".starters button").first
    text = question.inner_text()
    question.click()
    expect(page.locator(".mine .text")).to_have_text(text)
    expect(page.locator(".theirs .source")).to_have_count(1)
    expect(page.locator(".starters")).to_be_hidden()
    assert focused(page) == "message"


@pytest.mark.parametrize(
    ("question", "language", "direction"),
    [("متى بدأت الشراكة العملياتية مع النيجر؟", "ar", "rtl"), ("Quand a commencé le partenariat avec le Niger ?", "fr", "ltr")],
)
def test_an_answer_has_the_askers_language_and_its_direction(embedded, question, language, direction):
    page = embedded()
    open_chat(page)
    text = say(page, question).locator(".text").first
    assert (text.get_attribute("lang"), text.get_attribute("dir")) == (language, direction)
    expect(text).to_contain_text("2022")


def test_the_conversation_survives_a_reload_and_goes_on(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    page.reload()
    open_chat(page)
    expect(page.locator(".theirs")).to_have_count(1)
    expect(page.locator(".theirs")).to_contain_text("15. Juli 2022")
    expect(say(page, "Und mit Tunesien?")).to_contain_text("27. April 2023")


def test_after_a_reload_what_is_known_is_not_read_out_again(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Hallo")
    page.reload()
    page.evaluate("""() => {
        window.busy = [];
        const root = document.querySelector("lotse-chat").shadowRoot;
        new MutationObserver((changes) => changes.forEach(({ target }) => target.role === "log" && window.busy.push(target.ariaBusy)))
            .observe(root, { subtree: true, attributes: true, attributeFilter: ["aria-busy"] });
    }""")
    open_chat(page)
    expect(page.locator(".theirs")).to_have_count(1)
    page.wait_for_timeout(200)  # what observes the log runs after what changed it
    assert page.evaluate("window.busy.length") > 0
    assert page.get_by_role("log").get_attribute("aria-busy") is None


def test_deleting_asks_first_and_leaves_nothing(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Welche fünf Schlüsselbereiche gibt es?")
    with page.expect_request(lambda request: "/messages" in request.url) as sent:
        say(page, "Hallo")
    address = sent.value.url.removesuffix("/messages")
    more = page.get_by_role("button", name="Weitere Möglichkeiten")
    more.click()
    page.get_by_role("button", name="Gespräch löschen").click()
    expect(page.get_by_text("Soll das Gespräch endgültig gelöscht werden?")).to_be_focused()
    page.get_by_role("button", name="Nein, behalten").click()
    expect(page.locator(".theirs")).to_have_count(2)
    assert focused(page) == "message"
    more.click()
    page.get_by_role("button", name="Gespräch löschen").click()
    page.get_by_role("button", name="Ja, löschen").click()
    expect(page.locator(".theirs")).to_have_count(0)
    expect(page.get_by_text("Das Gespräch wurde gelöscht.")).to_be_visible()
    expect(page.locator(".starters")).to_be_visible()
    assert stored(page) == NOTHING
    assert page.request.get(address).status == 404


def test_it_can_be_saved_as_text(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    page.get_by_role("button", name="Weitere Möglichkeiten").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Gespräch speichern").click()
    text = download.value.path().read_text("utf-8")
    assert "Wann begann die operative Partnerschaft mit Niger?" in text
    assert "15. Juli 2022" in text and "https://commission.europa.eu/" in text


def test_only_the_conversation_is_printed(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Wann begann die operative Partnerschaft mit Niger?")
    # The dialogue itself is the browser's; what it would print is the frame's document.
    page.evaluate("""() => {
        const append = Element.prototype.append;
        window.printed = new Promise((resolve) => {
            document.body.append = function (frame) {
                append.call(this, frame);
                const { contentDocument: sheet, contentWindow: view } = frame;
                view.print = () => resolve([sheet.body.innerText, sheet.adoptedStyleSheets.length]);
            };
        });
    }""")
    page.get_by_role("button", name="Weitere Möglichkeiten").click()
    page.get_by_role("button", name="Gespräch drucken").click()
    text, sheets = page.evaluate("window.printed")
    assert "15. Juli 2022" in text.replace("\u00a0", " ") and "Ministerium" not in text and "hilfreich" not in text
    assert sheets == 1


def test_an_answer_can_be_rated_and_commented(embedded):
    page = embedded()
    open_chat(page)
    reply = say(page, "Welche fünf Schlüsselbereiche gibt es?")
    group = reply.get_by_role("group", name="War die Antwort hilfreich?")
    thumb = group.get_by_role("button", name="Nein, nicht hilfreich")
    thumb.click()
    expect(thumb).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Danke für Ihre Rückmeldung.")).to_be_visible()
    group.get_by_label("Was können wir besser machen? (freiwillig)").fill("Zu kurz <b>!")
    with page.expect_request(lambda request: request.url.endswith("/ratings")) as sent:
        group.get_by_role("button", name="Absenden").click()
    assert sent.value.post_data_json == {"turn": 1, "value": "down", "comment": "Zu kurz <b>!"}
    assert sent.value.response().status == 204
    expect(group.get_by_role("textbox")).to_have_count(0)
    page.reload()
    open_chat(page)
    expect(page.get_by_role("button", name="Nein, nicht hilfreich")).to_have_attribute("aria-pressed", "true")


def test_simpler_words_are_one_click_away(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Welche fünf Schlüsselbereiche gibt es?")
    page.get_by_role("button", name="Einfach erklärt").click()
    expect(page.locator(".theirs")).to_have_count(2)
    expect(page.locator(".theirs").last).to_contain_text("In einfacher Sprache")


def test_the_language_can_be_changed_in_the_midst(embedded):
    page = embedded()
    open_chat(page)
    say(page, "Welche fünf Schlüsselbereiche gibt es?")
    page.locator("#message").fill("angefangen")
    choice = page.get_by_label("Sprache")
    assert choice.locator("option").count() == 29
    choice.select_option("en")
    expect(page.get_by_label("Your question")).to_have_value("angefangen")
    expect(page.locator(".theirs")).to_have_count(1)
    assert focused(page) == "Language"
    assert page.locator(".lotse").get_attribute("lang") == "en"
    expect(say(page, "When did the partnership with Morocco begin?")).to_contain_text("8 July 2022")


def test_languages_from_right_to_left(embedded):
    page = embedded('<lotse-chat lang="ar"></lotse-chat>')
    panel = open_chat(page)
    assert page.locator(".lotse").get_attribute("dir") == "rtl"
    close = panel.get_by_role("button", name="إغلاق الدردشة")
    assert close.bounding_box()["x"] < panel.get_by_role("heading").first.bounding_box()["x"]
    reply = say(page, "متى بدأت الشراكة العملياتية مع النيجر؟")
    expect(reply.locator(".source bdi")).to_have_count(1)
    assert reply.locator(".text").evaluate("(it) => getComputedStyle(it).direction") == "rtl"


def test_the_privacy_notice_is_linked(embedded):
    page = embedded()
    open_chat(page)
    link = page.get_by_role("link", name=re.compile("Datenschutz.*neues Fenster"))
    response = page.request.get(link.get_attribute("href"))
    assert response.status == 200


def test_an_unread_answer_is_counted_on_the_launcher(embedded):
    page = embedded()
    open_chat(page)
    page.route("**/messages", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.locator("#message").fill("Hallo")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".badge")).to_have_text("1")
    expect(page.locator(".corner [role=status]")).to_have_text("Neue Nachrichten: 1")
    open_chat(page)
    expect(page.locator(".badge")).to_be_hidden()
    expect(page.locator(".corner [role=status]")).to_have_text("")


def test_danger_to_life_is_shown_at_once_with_a_number_to_call(embedded):
    page = embedded()
    open_chat(page)
    reply = say(page, "Unser Boot sinkt, wir sind in Gefahr!")
    expect(reply).to_have_class(re.compile("urgent"))
    assert reply.get_by_role("link", name="112", exact=True).get_attribute("href") == "tel:112"
