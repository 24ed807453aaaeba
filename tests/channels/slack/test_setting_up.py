"""Slack: settings, check and register."""

import re
from pathlib import Path

import pytest
import yaml

from web.channels import configuration
from web.channels.providers.slack import SCOPES, Slack

from ..loopback import Answer
from ..providers.slack import SlackProvider
from .bringing import PUBLIC

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "channels" / "slack.md"


@pytest.mark.parametrize("token", ["xoxp-1-2-a-token-of-a-person", "xoxb-short", "xoxb-1-2-with a blank in it"])
def test_only_a_bots_token_is_taken(provider: SlackProvider, token: str):
    with pytest.raises(ValueError, match="LOTSE_SLACK_BOT_TOKEN is not usable") as raised:
        configuration.set_up({**provider.settings(), "LOTSE_SLACK_BOT_TOKEN": token})
    assert token not in str(raised.value)


def test_check_finds_all_in_order(slack: Slack, provider: SlackProvider):
    found = slack.check(PUBLIC)
    assert [one.good for one in found] == [True, True, True]
    assert "the bot is lotse in the workspace Subarachnoid Workspace" in found[0].sentence
    assert f"{PUBLIC}/channels/slack" in found[2].sentence
    assert slack.register(PUBLIC) == found and provider.complaints == []


def test_check_names_the_missing_permission(slack: Slack, provider: SlackProvider):
    provider.api.scopes = "chat:write,im:history"
    finding, = [one for one in slack.check(PUBLIC) if not one.good]
    assert finding.sentence.startswith("The app has not the permission app_mentions:read:")


def test_check_wants_https(slack: Slack):
    assert [one.good for one in slack.check("http://lotse.example.org")] == [True, True, False]


def test_check_never_raises(slack: Slack, provider: SlackProvider):
    for answer, said in (
            (Answer(200, {"ok": False, "error": "invalid_auth"}), "install the app anew"), (Answer(503), "try again later"),
            (Answer(200, [1]), "try again later"), (Answer(200, {"ok": False, "error": "strange_thing"}), "strange_thing")):
        provider.api.error = answer
        finding, = slack.check(PUBLIC)
        assert not finding.good and said in finding.sentence


def test_the_documented_manifest_asks_for_what_is_needed():
    manifest = yaml.safe_load(re.search(r"```yaml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)[1])
    assert tuple(manifest["oauth_config"]["scopes"]["bot"]) == SCOPES
    settings = manifest["settings"]
    assert settings["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    assert settings["event_subscriptions"]["request_url"] == settings["interactivity"]["request_url"]
    assert settings["interactivity"]["is_enabled"] and not settings["socket_mode_enabled"] and not settings["token_rotation_enabled"]
    assert manifest["features"]["app_home"] == {
        "home_tab_enabled": False, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False}
