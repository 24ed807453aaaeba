"""Updates: those of Telegram's guide, every kind of the reference, and what is none."""

import json
from datetime import UTC, datetime

import pytest

from web.channels.channel import Inbound, Incoming, Rejected
from web.channels.providers.telegram import Telegram

from ..providers.telegram import SECRET, TelegramProvider
from ..providers.telegram_api import BOT, GROUP

# The updates of https://core.telegram.org/bots/webhooks#testing-your-bot-with-updates have fewer fields than the reference says.
WRITER = {"last_name": "Test Lastname", "id": 1111111, "first_name": "Test Firstname", "username": "Testusername"}
GUIDE = {"date": 1441645532, "chat": WRITER | {"type": "private"}, "message_id": 1365, "from": WRITER}
FILE = {"file_id": "AwADBAADbXXXXXXXXXXXGBdhD2l6_XX"}
SENT = datetime(2015, 9, 7, 17, 5, 32, tzinfo=UTC)
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


def message(**fields: object) -> dict:
    return GUIDE | fields


@pytest.mark.parametrize("fields, kind", [
    ({"text": "/start"}, "started"),
    ({"text": "/start", "chat": WRITER}, "started"),
    ({"text": "/start", "forward_from": {"id": 222222, "first_name": "F"}, "forward_date": 1441645550}, "started"),
    ({"text": "/start", "forward_from": {"id": -10000000000, "type": "channel", "title": "C"}, "forward_date": 1441645550}, "started"),
    ({"text": "/start", "reply_to_message": {"date": 1441645000, "chat": WRITER, "message_id": 1334, "text": "Original"}}, "started"),
    ({"text": "Bold and italics", "entities": [{"type": "italic", "offset": 9, "length": 7}]}, "text"),
    ({"audio": FILE | {"duration": 243, "mime_type": "audio/mpeg", "file_size": 3897500, "title": "Test music file"}}, "unreadable"),
    ({"voice": FILE | {"duration": 5, "mime_type": "audio/ogg", "file_size": 23000}}, "unreadable"),
    ({"document": FILE | {"file_name": "Testfile.pdf", "mime_type": "application/pdf", "file_size": 536392}}, "unreadable"),
])
def test_messages_of_the_guide(read, fields: dict, kind: str):
    text = fields["text"] if kind == "text" else ""
    assert read(message=message(**fields)) == Incoming("1111111:1365", "1111111", kind, text, SENT)


def test_the_edited_message_of_the_guide(read):
    found = read(edited_message=message(text="Edited text", edit_date=1441646600))
    assert found == Incoming("update:10000", "1111111", "edited", "Edited text", datetime.fromtimestamp(1441646600, UTC),
                             target="1111111:1365")


@pytest.mark.parametrize("update", [
    {"inline_query": {"id": 134567890097, "from": WRITER, "query": "inline query", "offset": ""}},
    {"chosen_inline_result": {"result_id": "12", "from": WRITER, "query": "inline query", "inline_message_id": "1234csdbsk4839"}},
    {"callback_query": {"id": "4382bfdwdsb323b2d9", "from": WRITER, "data": "Data", "inline_message_id": "1234csdbsk4839"}},
])
def test_what_of_the_guide_is_not_for_us(read, update: dict):
    assert read(**update) is None


@pytest.mark.parametrize("fields", [
    {"photo": [FILE]}, {"sticker": FILE}, {"video": FILE}, {"video_note": FILE}, {"animation": FILE, "document": FILE},
    {"location": {"latitude": 0.0, "longitude": 0.0}}, {"contact": {"phone_number": "1", "first_name": "A"}},
    {"poll": {"id": "1"}}, {"dice": {"emoji": "🎲", "value": 1}}, {"venue": {"title": "A"}},
])
def test_what_is_no_text_is_unreadable(read, fields: dict):
    assert read(message=message(**fields)).kind == "unreadable"


@pytest.mark.parametrize("fields", [
    {"new_chat_title": "Neu"}, {"pinned_message": GUIDE}, {"new_chat_members": [BOT]}, {"left_chat_member": BOT},
    {"migrate_to_chat_id": GROUP}, {"forum_topic_created": {"name": "T"}}, {"message_auto_delete_timer_changed": {}},
    {"text": "Hallo", "from": BOT}, {"text": "Hallo", "chat": {"id": -100, "type": "channel"}},
    {"text": "Hallo", "is_automatic_forward": True},
])
def test_news_of_a_chat_and_messages_of_bots_are_ignored(read, fields: dict):
    assert read(message=message(**fields)) is None


def test_a_picture_with_a_caption_is_a_text(read):
    found = read(message=message(photo=[FILE], caption="Was steht hier?"))
    assert (found.kind, found.text) == ("text", "Was steht hier?")


def test_an_album_is_one_message(read):
    ids = {read(message=message(photo=[FILE], media_group_id="13", message_id=number)).id for number in range(3)}
    assert ids == {"1111111:album:13"}


def test_only_what_a_person_changed_is_an_edit(read):
    assert read(edited_message=message(text="Hallo")) is None
    assert read(edited_message=message(location={"latitude": 1.0}, edit_date=1441646600)) is None


@pytest.mark.parametrize("tag, language", [("de", "de"), ("pt-br", "pt"), ("zh-hans", "zh"), ("fil", None), ("", None), (7, None)])
def test_the_language_of_the_app(read, tag: object, language: str | None):
    assert read(message=message(text="Hallo", **{"from": WRITER | {"language_code": tag}})).language == language


def test_a_press_is_named_by_itself_and_the_button_stops_waiting(receive, provider: TelegramProvider):
    query = {"id": "4382bfdwdsb323b2d9", "from": provider.person("anna"), "message": message(text="Welche?"), "data": "c:-7:2"}
    received = receive({"update_id": 1, "callback_query": query})
    assert received.messages == (Incoming("press:4382bfdwdsb323b2d9", "1111111", "choice", "c:-7:2", language="de"),)
    assert json.loads(received.body) == {"method": "answerCallbackQuery", "callback_query_id": "4382bfdwdsb323b2d9"}
    assert received.content_type == "application/json"


@pytest.mark.parametrize("data", [{}, {"data": "\0"}, {"data": "c:1:1\n"}, {"data": "x" * 33}, {"data": 7},
                                  {"game_short_name": "chess"}])
def test_data_of_no_button_is_no_choice(read, data: dict):
    found = read(callback_query={"id": "1", "from": WRITER, "message": {"chat": {"id": 5}, "message_id": 1, "date": 0}, **data})
    assert (found.kind, found.text, found.address) == ("choice", "", "5")


@pytest.mark.parametrize("chat, before, after, kind", [
    ("anna", "member", "kicked", "stopped"), ("anna", "kicked", "member", None),
    ("group", "left", "member", "started"), ("group", "kicked", "administrator", "started"),
    ("group", "member", "administrator", None),
    ("group", "member", "left", "stopped"), ("group", "administrator", "kicked", "stopped"), ("group", "left", "kicked", None),
])
def test_being_blocked_added_and_removed(read, provider: TelegramProvider, chat: str, before: str, after: str, kind):
    found = read(my_chat_member=provider.moved(chat, before, after))
    assert (found and (found.id, found.kind)) == (kind and ("update:10000", kind))


def test_a_channel_that_the_bot_is_put_in_is_not_greeted(read, provider: TelegramProvider):
    assert read(my_chat_member=provider.moved("group", "left", "member") | {"chat": {"id": GROUP, "type": "channel"}}) is None


@pytest.mark.parametrize("update", [
    None, [], 7, {}, {"update_id": "1"}, {"update_id": 1, "message": []}, {"update_id": 1, "message": GUIDE | {"text": 7}},
    {"update_id": 1, "message": GUIDE | {"chat": {"id": "7"}}}, {"update_id": 1, "callback_query": {"id": 7}}])
def test_what_is_no_update_is_not_understood(receive, update: object):
    with pytest.raises(Rejected) as caught:
        receive(update)
    assert caught.value.status == 400


@pytest.mark.parametrize("method, header, status", [("GET", SECRET, 405), ("POST", "", 401), ("POST", SECRET.upper(), 401)])
def test_only_telegram_may_bring_updates(telegram: Telegram, method: str, header: str, status: int):
    with pytest.raises(Rejected) as caught:
        telegram.receive(Inbound(method, {"X-Telegram-Bot-Api-Secret-Token": header}, {}, b"{}", NOW))
    assert caught.value.status == status
