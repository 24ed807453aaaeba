"""What a post of Mattermost means for us."""

from datetime import UTC, datetime

import pytest

from web.channels.channel import Incoming
from web.channels.mattermost.posts import incoming, post_of

from .providers.mattermost import BOT

# As the schema Post of the documentation has it, with ids as servers make them.
POST = {
    "id": "8mrxbkrbxjbt5ntqtbrtnnrkwc", "create_at": 1502715365009, "update_at": 1502715365009, "edit_at": 0, "delete_at": 0,
    "is_pinned": False, "user_id": "ay5sq51sebfh58ktrce5ijtcwy", "channel_id": "nhze199c4j87ped4wannrjdt9c", "root_id": "",
    "original_id": "", "message": "Hallo", "type": "", "props": {}, "hashtags": "", "pending_post_id": "", "reply_count": 0,
    "last_reply_at": 0, "participants": None, "metadata": {}}
AT = datetime(2017, 8, 14, 12, 56, 5, 9000, UTC)


def read(direct: bool = True, **change: object) -> Incoming | None:
    return incoming(POST | change, BOT, direct)


def test_a_direct_message_is_a_text():
    assert read() == Incoming(POST["id"], POST["channel_id"], "text", "Hallo", AT, route={"root": ""})
    assert read(root_id="r1").route == {"root": "r1"}


def test_a_thread_of_a_channel_is_a_conversation():
    assert read(direct=False) is None
    found = read(direct=False, message="Hallo @lotse, gut?")
    assert (found.address, found.text) == (f"{POST['channel_id']}:{POST['id']}", "Hallo , gut?")
    assert read(direct=False, message="@Lotse: gut?", root_id="r1").address == f"{POST['channel_id']}:r1"


@pytest.mark.parametrize("text", ["@lotsen hi", "a@lotse.org", "lotse hi", "@lotse.de hi", "@lotse-2 hi", "@@lotse"])
def test_another_name_is_no_mention(text: str):
    assert read(direct=False, message=text) is None


@pytest.mark.parametrize("change", [
    {"user_id": BOT["id"]}, {"props": {"from_bot": "true"}}, {"props": {"from_webhook": "true"}}, {"props": {"from_plugin": "true"}},
    {"type": "system_join_channel"}, {"type": "system_header_change"}, {"type": "custom_calls"}, {"type": "slack_attachment"}])
def test_machines_are_left_alone(change: dict):
    assert read(**change) is None


def test_a_file_cannot_be_read_but_its_caption_can():
    assert read(message="", file_ids=["f1"]).kind == "unreadable"
    assert read(file_ids=["f1"]).text == "Hallo"
    assert read(direct=False, message="@lotse", file_ids=["f1"]).kind == "unreadable"


def test_a_mention_without_words_gets_the_greeting():
    assert read(direct=False, message=" @lotse ").kind == "started"


def test_changes_and_deletions():
    edited = read(edit_at=1502715366000, message="Neu")
    assert (edited.id, edited.kind, edited.target, edited.text) == (f"{POST['id']}:1502715366000", "edited", POST["id"], "Neu")
    deleted = read(delete_at=1502715367000, edit_at=1502715366000)
    assert (deleted.id, deleted.kind, deleted.target, deleted.text) == (f"deleted:{POST['id']}", "deleted", POST["id"], "")
    assert deleted.sent_at is None


@pytest.mark.parametrize("event", [
    {"event": "hello", "data": {"server_version": "3.6.0.1451.1c38da627ebb4e3635677db6939e9195"}, "seq": 0},
    {"event": "typing", "data": {"parent_id": "", "user_id": "x"}}, {"event": "posted"}, {"event": "posted", "data": None},
    {"event": "posted", "data": {}}, {"event": "posted", "data": {"post": "{"}}, {"event": "posted", "data": {"post": 7}},
    {"event": "post_deleted", "data": {"post": "{}"}}, {"event": "post_deleted", "data": {"post": "[]"}}])
def test_what_is_no_post_is_left_alone(event: dict):
    assert post_of(event) is None
