"""Slack's own examples: what it brings, as https://docs.slack.dev and the tests of its libraries show it."""

from ..provider import Json

# https://docs.slack.dev/authentication/verifying-requests-from-slack
SIGNED_AT = 1531420618
SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
SIGNED = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")

# https://docs.slack.dev/reference/events/url_verification
URL_VERIFICATION: Json = {
    "token": "Jhj5dZrVaK7ZwHHjRyZWjbDl", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
    "type": "url_verification"}

# https://docs.slack.dev/reference/events/message.im
DIRECT: Json = {
    "type": "message", "channel": "D024BE91L", "user": "U2147483697", "text": "Hello hello can you hear me?",
    "ts": "1355517523.000005", "event_ts": "1355517523.000005", "channel_type": "im"}

# https://docs.slack.dev/reference/events/app_mention
MENTION: Json = {
    "type": "app_mention", "user": "U061F7AUR", "text": "<@U0LAN0Z89> is it everything a river should be?",
    "ts": "1515449522.000016", "channel": "C123ABC456", "event_ts": "1515449522000016"}

# https://docs.slack.dev/reference/events/message/message_changed, here of a direct message
CHANGED: Json = {
    "type": "message", "subtype": "message_changed", "hidden": True, "channel": "D123ABC456", "ts": "1358878755.000001",
    "message": {"type": "message", "user": "U123ABC456", "text": "Hello, world!", "ts": "1355517523.000005",
                "edited": {"user": "U123ABC456", "ts": "1358878755.000001"}}}

# https://docs.slack.dev/reference/events/message/message_deleted, here of a direct message
DELETED: Json = {
    "type": "message", "subtype": "message_deleted", "hidden": True, "channel": "D123ABC456", "ts": "1358878755.000001",
    "deleted_ts": "1358878749.000002"}

# https://docs.slack.dev/reference/events/app_home_opened
HOME: Json = {
    "type": "app_home_opened", "user": "U123ABC456", "channel": "D123ABC456", "event_ts": "1515449522000016", "tab": "home",
    "view": {"id": "V123ABC456", "team_id": "T123ABC456", "type": "home", "blocks": []}}

# https://docs.slack.dev/reference/events/message/bot_message, here of a direct message
BOT: Json = {
    "type": "message", "subtype": "bot_message", "ts": "1358877455.000010", "channel": "D123ABC456", "text": "Pushing is the answer",
    "bot_id": "BB12033", "username": "github", "icons": {}}

# https://docs.slack.dev/reference/events/member_joined_channel
JOINED: Json = {
    "type": "member_joined_channel", "user": "W123ABC456", "channel": "C123ABC456", "channel_type": "C", "team": "T123ABC456",
    "inviter": "U123456789"}

# https://docs.slack.dev/reference/events/reaction_added
REACTION: Json = {
    "type": "reaction_added", "user": "U123ABC456", "reaction": "thumbsup", "item_user": "U222222222",
    "item": {"type": "message", "channel": "C123ABC456", "ts": "1360782400.498405"}, "event_ts": "1360782804.083113"}

# https://github.com/slackapi/bolt-python/blob/main/tests/scenario_tests/test_message_file_share.py, here in a direct chat
FILE: Json = {
    "type": "message", "text": "Hi there!", "files": [{"id": "F111", "name": "file.png", "mimetype": "image/png", "mode": "hosted"}],
    "upload": False, "user": "U111", "ts": "1652227646.593159", "channel": "D111", "subtype": "file_share",
    "event_ts": "1652227646.593159", "channel_type": "im"}

# https://github.com/slackapi/bolt-python/blob/main/tests/scenario_tests/test_block_actions.py, with the message that was pressed on
PRESS: Json = {
    "type": "block_actions", "user": {"id": "W111", "username": "primary-owner", "name": "primary-owner", "team_id": "T111"},
    "api_app_id": "A111", "token": "verification_token", "trigger_id": "111.222.valid",
    "container": {"type": "message", "message_ts": "1596530361.000200", "channel_id": "C111", "is_ephemeral": False},
    "team": {"id": "T111", "domain": "workspace-domain", "enterprise_id": "E111", "enterprise_name": "Sandbox Org"},
    "channel": {"id": "C111", "name": "test-channel"}, "response_url": "https://hooks.slack.com/actions/T111/111/random-value",
    "message": {"bot_id": "B111", "type": "message", "text": "Which?", "user": "U222", "ts": "1596530361.000200",
                "thread_ts": "1596530300.000100"},
    "actions": [{"action_id": "a", "block_id": "b", "text": {"type": "plain_text", "text": "Button", "emoji": True},
                 "value": "click_me_123", "type": "button", "action_ts": "1596530385.194939"}]}
