"""What is special about WhatsApp; the notifications are those of Meta's documentation."""

import logging
from datetime import UTC, datetime

import pytest

from web.channels.channel import Choice, Later, Message, Rejected, Source
from web.channels.configuration import set_up

from .meta import DOWN, REVOKED, read, seen
from .providers.whatsapp import ACCOUNT, NUMBER, WhatsAppProvider, notification

pytestmark = pytest.mark.parametrize("provider", ["whatsapp"], indirect=True)

URL = "https://lotse.example.org"
WAMID = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA="
ORIGINAL = "wamid.HBgLMTQxMjU1NTA4MjkVAgASGBQzQUNCNjk5RDUwNUZGMUZEM0VBRAA="
FILE = {"mime_type": "image/jpeg", "sha256": "SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=", "id": "1003383421387256"}


def received(kind: str, content: object, **more: object) -> dict:
    """A message of a type, as it stands in a notification."""
    message = {"from": "16505551234", "id": WAMID, "timestamp": "1749416383", "type": kind, kind: content, **more}
    return notification({"contacts": [{"profile": {"name": "Sheena Nelson"}, "wa_id": "16505551234"}], "messages": [message]})


def message(text: str = "Antwort", *titles: str, language: str = "de", **fields: object) -> Message:
    return Message(text, language, tuple(Choice(f"c:1:{place}", title) for place, title in enumerate(titles)), **fields)


@pytest.mark.parametrize(("kind", "content", "expected"), [
    ("text", {"body": "Does it come in another color?"}, ("text", "Does it come in another color?")),
    ("image", {**FILE, "caption": "Taj Mahal"}, ("text", "Taj Mahal")),
    ("video", {**FILE, "caption": "Was ist das?"}, ("text", "Was ist das?")),
    ("document", {**FILE, "caption": "Mein Bescheid", "filename": "a.pdf"}, ("text", "Mein Bescheid")),
    ("button", {"payload": "Unsubscribe", "text": "Unsubscribe"}, ("text", "Unsubscribe")),
    ("image", FILE, ("unreadable", "")),
    ("audio", {**FILE, "voice": True}, ("unreadable", "")),
    ("sticker", {**FILE, "animated": True}, ("unreadable", "")),
    ("location", {"address": "1071 5th Ave", "latitude": 40.782910059774, "longitude": -73.959075808525}, ("unreadable", "")),
    ("contacts", [{"name": {"first_name": "Barbara"}, "phones": [{"phone": "+1 555-234-5678"}]}], ("unreadable", "")),
    ("order", {"catalog_id": "194836987003835", "product_items": []}, ("unreadable", "")),
    ("unsupported", {"type": "edit"}, ("unreadable", "")),
    ("interactive", {"type": "button_reply", "button_reply": {"id": "c:7:1", "title": "Cancel"}}, ("choice", "c:7:1")),
    ("interactive", {"type": "list_reply", "list_reply": {"id": "c:-3:0", "title": "Niger"}}, ("choice", "c:-3:0")),
    ("request_welcome", None, ("started", ""))])
def test_a_message_is_read(provider: WhatsAppProvider, kind: str, content: object, expected: tuple[str, str]):
    found, = read(provider.channel(), received(kind, content))
    assert (found.kind, found.text) == expected
    assert (found.id, found.address, found.route) == (WAMID, "16505551234", {"message": WAMID})
    assert found.sent_at == datetime(2025, 6, 8, 20, 59, 43, tzinfo=UTC)


@pytest.mark.parametrize(("kind", "content", "more"), [
    ("reaction", {"message_id": ORIGINAL, "emoji": "\U0001f44d"}, {}),
    ("system", {"body": "User changed number", "type": "user_changed_number", "wa_id": "12195555358"}, {}),
    ("interactive", {"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": "{}"}}, {}),
    ("text", {"body": "In a group"}, {"group_id": "Y2FwaV9ncm91cDox"}), ("text", {"body": ""}, {}), ("text", None, {}),
    ("poll", {}, {}),
    ("edit", {"original_message_id": ORIGINAL, "message": {"type": "image", "image": FILE}}, {})])
def test_what_is_not_for_us_is_left_out(provider: WhatsAppProvider, kind: str, content: object, more: dict):
    assert read(provider.channel(), received(kind, content, **more)) == []


@pytest.mark.parametrize(("kind", "content"), [("text", {"body": "Neu"}), ("image", {**FILE, "caption": "Neu"})])
def test_an_edit_names_the_message_it_changes(provider: WhatsAppProvider, kind: str, content: dict):
    edit = {"original_message_id": ORIGINAL, "message": {"context": {"id": "M0"}, "type": kind, kind: content}}
    found, = read(provider.channel(), received("edit", edit))
    assert (found.kind, found.text, found.target, found.id, found.route) == ("edited", "Neu", ORIGINAL, WAMID, {})


def test_a_deletion_names_the_message_that_is_gone(provider: WhatsAppProvider):
    found, = read(provider.channel(), received("revoke", {"original_message_id": ORIGINAL}))
    assert (found.kind, found.target, found.id) == ("deleted", ORIGINAL, WAMID)


def test_all_messages_of_a_notification_are_read(provider: WhatsAppProvider):
    first, second = received("text", {"body": "Eins"}), received("text", {"body": "Zwei"}, id="wamid.2")
    first["entry"][0]["changes"] += second["entry"][0]["changes"]
    first["entry"] += received("text", {"body": "Drei"}, id="wamid.3")["entry"]
    assert [one.text for one in read(provider.channel(), first)] == ["Eins", "Zwei", "Drei"]


def test_other_numbers_and_other_fields_are_not_for_us(provider: WhatsAppProvider):
    content = {"messages": received("text", {"body": "Hallo"})["entry"][0]["changes"][0]["value"]["messages"]}
    assert read(provider.channel(), notification(content, number="1")) == []
    assert read(provider.channel(), notification(content, field="smb_message_echoes")) == []
    assert len(read(provider.channel(), notification(content))) == 1


def test_what_was_not_delivered_is_in_the_log_without_numbers(provider: WhatsAppProvider, caplog: pytest.LogCaptureFixture):
    error = {"code": 131047, "title": "Re-engagement message", "error_data": {"details": "More than 24 hours have passed"}}
    status = {"id": WAMID, "status": "failed", "timestamp": "1749416383", "recipient_id": "16505551234", "errors": [error]}
    with caplog.at_level(logging.WARNING):
        assert read(provider.channel(), notification({"statuses": [status, {"id": WAMID, "status": "read"}]})) == []
    assert [(one.channel, one.error) for one in caplog.records] == [("whatsapp", "131047")]
    assert "16505551234" not in str([vars(one) for one in caplog.records])


@pytest.mark.parametrize("broken", [
    {"id": None}, {"id": ""}, {"id": "x" * 201}, {"id": 7}, {"from": None}, {"from": 7}, {"type": None}, {"text": {"body": 7}}])
def test_a_broken_message_is_not_understood(provider: WhatsAppProvider, broken: dict):
    value = received("text", {"body": "Hallo"}, **broken)
    with pytest.raises(Rejected) as caught:
        read(provider.channel(), value)
    assert caught.value.status == 400


def test_who_hides_the_number_is_answered_by_their_id(provider: WhatsAppProvider):
    person = "US.13491208655302741918"
    value = received("text", {"body": "Hallo"})
    del value["entry"][0]["changes"][0]["value"]["messages"][0]["from"]
    content = value["entry"][0]["changes"][0]["value"]
    content["contacts"] = [{"profile": {"name": "Sheena", "username": "sheena"}, "user_id": person}]
    assert read(provider.channel(), value)[0].address == person
    content["messages"][0]["from_user_id"] = "DE.1"
    assert read(provider.channel(), value)[0].address == "DE.1"
    provider.chats[person] = "hidden"
    provider.channel().send(person, {}, {"type": "text", "text": {"body": "Guten Tag", "preview_url": False}}, "key")
    assert provider.messages["hidden"][0]["recipient"] == person and provider.complaints == []


def test_a_text_has_no_preview(provider: WhatsAppProvider):
    source = Source("Seite", "https://example.org/a_b_c", "Quelle: *Seite*")
    payload, = provider.channel().render(message("Vier.", sources=(source,)))
    assert payload["type"] == "text" and payload["text"]["preview_url"] is False
    assert seen(payload["text"]["body"]) == "Vier.\n\nQuelle: *Seite*\nhttps://example.org/a_b_c"


def test_up_to_three_short_choices_are_buttons(provider: WhatsAppProvider):
    payload, = provider.channel().render(message("Welches?", "Niger", "Tunesien", "Mauretanien und Mali"))
    interactive = payload["interactive"]
    assert interactive["type"] == "button" and interactive["body"] == {"text": "Welches?"}
    assert interactive["action"]["buttons"][0] == {"type": "reply", "reply": {"id": "c:1:0", "title": "Niger"}}


@pytest.mark.parametrize("titles", [("Niger", "Mali", "Tschad", "Libyen"), ("Mauretanien, Mali, 🙂",), tuple("ABCDEFGHIJ")])
def test_other_choices_are_a_list(provider: WhatsAppProvider, titles: tuple[str, ...]):
    payload, = provider.channel().render(message("Welches?", *titles))
    action = payload["interactive"]["action"]
    assert payload["interactive"]["type"] == "list" and action["button"] == "Vorschläge"
    assert action["sections"][0]["rows"] == [{"id": f"c:1:{place}", "title": title} for place, title in enumerate(titles)]


def test_a_long_choice_stands_whole_below_its_beginning(provider: WhatsAppProvider):
    title = "Welche fünf Schlüsselbereiche gibt es?"
    payload, = provider.channel().render(message("Fragen:", title))
    row, = payload["interactive"]["action"]["sections"][0]["rows"]
    assert row["description"] == title and row["title"] == "Welche fünf Schlüsselb …"


@pytest.mark.parametrize("titles", [
    tuple("ABCDEFGHIJK"), ("x" * 73,), ("🙂" * 37,), ("Welche Dokumente nennt die Seite?", "Welche Dokumente nennt das Land?")])
def test_what_fits_in_no_list_is_numbered(provider: WhatsAppProvider, titles: tuple[str, ...]):
    payload, = provider.channel().render(message("Welches?", *titles))
    assert payload["text"]["body"].endswith("\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1)))


@pytest.mark.parametrize("text", ["Ein Satz mit *Zeichen*. " * 60, "🙂" * 600, "Wort " * 1000])
def test_only_the_end_of_a_long_text_stands_above_buttons(provider: WhatsAppProvider, text: str):
    *texts, last = provider.channel().render(message(text, "Niger"))
    bodies = [one["text"]["body"] for one in texts] + [last["interactive"]["body"]["text"]]
    assert all(len(body.encode("utf-16-le")) // 2 <= 4096 for body in bodies) and len(bodies[-1].encode("utf-16-le")) // 2 <= 1024
    assert seen("".join(bodies)).replace(" ", "") == text.replace(" ", "")


def test_the_list_is_named_in_the_language_of_the_answer(provider: WhatsAppProvider):
    payload, = provider.channel().render(message("أي دولة؟", "النيجر", "تونس", "مالي", "ليبيا", language="ar"))
    assert payload["interactive"]["action"]["button"] == "اقتراحات"


def test_typing_needs_a_message(provider: WhatsAppProvider):
    provider.channel().typing("16505551234", {})
    assert provider.calls == []


def test_a_rate_limit_of_one_person_is_short(provider: WhatsAppProvider):
    provider.once = [type(DOWN)(400, {"error": {"code": 131056}})]
    with pytest.raises(Later) as caught:
        provider.channel().send("16505551234", {}, {"type": "text", "text": {"body": "Hallo", "preview_url": False}}, "key")
    assert caught.value.after == 6


def test_a_good_set_up_is_found_good(provider: WhatsAppProvider):
    findings = provider.channel().check(URL)
    assert [one.good for one in findings] == [True, True] and "+1 555-078-3881" in findings[0].sentence


@pytest.mark.parametrize("webhook", ["", "https://example.org/other"])
def test_a_webhook_elsewhere_is_found_and_set(provider: WhatsAppProvider, webhook: str):
    provider.webhook = webhook
    assert [one.good for one in provider.channel().check(URL)] == [True, False]
    assert all(one.good for one in provider.channel().register(URL))
    assert ("POST", f"/{ACCOUNT}/subscribed_apps") in [call[:2] for call in provider.calls]
    assert provider.webhook == f"{URL}/channels/whatsapp" and provider.complaints == []


def test_without_the_account_it_is_done_by_hand(provider: WhatsAppProvider):
    first, *others = provider.channel(LOTSE_WHATSAPP_ACCOUNT_ID="").register(URL)
    assert not first.good and "LOTSE_WHATSAPP_ACCOUNT_ID" in first.sentence and len(others) == 2


@pytest.mark.parametrize(("answer", "advice"), [(REVOKED, "new token"), (DOWN, "try again later"), (type(DOWN)(502, "<html>"), "502")])
def test_check_and_register_say_what_is_wrong(provider: WhatsAppProvider, answer: object, advice: str):
    provider.always = answer
    for findings in (provider.channel().check(URL), provider.channel().register(URL)):
        assert not any(one.good for one in findings) and advice in findings[0].sentence


def test_check_says_when_the_number_is_not_there(provider: WhatsAppProvider):
    finding, = provider.channel(LOTSE_WHATSAPP_PHONE_NUMBER_ID="1").check(URL)
    assert not finding.good and "100" in finding.sentence


@pytest.mark.parametrize("changed", [
    {"TOKEN": "short"}, {"TOKEN": ""}, {"PHONE_NUMBER_ID": "1 2"}, {"URL": "graph.facebook.com"}, {"VERIFY_TOKEN": "1234"}])
def test_wrong_settings_are_named(provider: WhatsAppProvider, changed: dict[str, str]):
    with pytest.raises(ValueError, match=f"LOTSE_WHATSAPP_{next(iter(changed))}"):
        set_up({**provider.settings(), **{f"LOTSE_WHATSAPP_{name}": value for name, value in changed.items()}})


def test_the_public_graph_is_the_default(provider: WhatsAppProvider):
    settings = {name: value for name, value in provider.settings().items() if name != "LOTSE_WHATSAPP_URL"}
    assert set_up(settings)["whatsapp"]["url"].startswith("https://graph.facebook.com/v")
    assert set_up(settings)["whatsapp"]["phone_number_id"] == NUMBER
