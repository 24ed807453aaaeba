"""Microsoft Teams: activities of the documentation, and tokens of the Bot Connector. Microsoft is on loopback."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from web.channels.channel import Inbound, Rejected
from web.channels.teams.bearer import trusted

from .providers.teams import jwk
from .teams_cards import BOT
from .teams_channel import bring, channel, microsoft, status, teams

__all__ = ["microsoft", "teams"]
EXAMPLES = json.loads(Path(__file__).with_name("teams_examples.json").read_text("utf-8"))


# What comes in

@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["source"])
def test_an_activity_of_the_documentation(teams, microsoft, example):
    found = bring(teams, microsoft, example["activity"])
    assert [[one.kind, one.text] for one in found] == [example["expected"]] * (example["expected"] is not None)


def test_a_message_has_its_place_time_and_language(teams, microsoft):
    activity = EXAMPLES[0]["activity"]
    found, = bring(teams, microsoft, activity)
    assert found.address == activity["conversation"]["id"] and found.language == "en"
    assert found.route == {"service": "https://smba.trafficmanager.net/amer/", "bot": activity["recipient"]["id"]}
    assert found.sent_at == datetime(2022, 10, 28, 17, 19, 43, 161205, UTC) and len(found.id) <= 200


def test_edits_and_deletions_name_the_message(teams, microsoft):
    first, = bring(teams, microsoft, microsoft.activity(id="7", text="Hallo"))
    edited, = bring(teams, microsoft, microsoft.activity(id="7", text="Guten Tag", type="messageUpdate"))
    deleted, = bring(teams, microsoft, microsoft.activity(id="7", type="messageDelete"))
    assert edited.target == deleted.target == first.id
    assert len({first.id, edited.id, deleted.id}) == 3


def test_the_same_id_in_another_chat_is_another_message(teams, microsoft):
    one, = bring(teams, microsoft, microsoft.activity("anna", id="7", text="Hallo"))
    other, = bring(teams, microsoft, microsoft.activity("ben", id="7", text="Hallo"))
    assert one.id != other.id


@pytest.mark.parametrize("account", [{"id": "28:another-bot"}, {"id": BOT}, {"id": "29:x", "role": "bot"}])
def test_bots_are_not_answered(teams, microsoft, account):
    assert bring(teams, microsoft, microsoft.activity(text="Hallo", **{"from": account})) == ()


@pytest.mark.parametrize("locale, language", [("pt-BR", "pt"), ("DE", "de"), ("fil-PH", None), ("", "de"), (None, "de")])
def test_the_language_of_the_app(teams, microsoft, locale, language):
    found, = bring(teams, microsoft, microsoft.activity(text="?", locale=locale))
    assert found.language == language


def test_a_picture_with_words_is_a_text(teams, microsoft):
    found, = bring(teams, microsoft, microsoft.activity(text="Was ist das?", attachments=[{"contentType": "image/*"}]))
    assert (found.kind, found.text) == ("text", "Was ist das?")


@pytest.mark.parametrize("text", ["1 < 2 & <b>fett</b>", "  *Sterne* _und_ `mehr` ", "🙂" * 10])
def test_words_stay_as_they_were_written(teams, microsoft, text):
    found, = bring(teams, microsoft, microsoft.activity(text=text))
    assert found.text == text.strip()


def test_only_the_name_is_no_question(teams, microsoft):
    mention = {"type": "mention", "text": "<at>Lotse</at>", "mentioned": {"id": BOT}}
    html = [{"contentType": "text/html", "content": "<p><span>Lotse</span>&nbsp;</p>"}]
    activity = microsoft.activity("group", text="<at>Lotse</at>\u00a0", entities=[mention], attachments=html)
    assert bring(teams, microsoft, activity) == ()


def test_another_tenant_is_not_served(microsoft, teams):
    elsewhere = {"tenant": {"id": "00000000-0000-0000-0000-000000000000"}}
    assert bring(teams, microsoft, microsoft.activity(text="Hallo", channelData=elsewhere)) == ()
    anyone = channel(microsoft, LOTSE_TEAMS_TENANT_ID="")
    assert len(bring(anyone, microsoft, microsoft.activity(text="Hallo", channelData=elsewhere))) == 1


@pytest.mark.parametrize("fields", [{"conversation": []}, {"id": None}, {"id": "x" * 121}, {"timestamp": "today"}, {"text": 3},
                                    {"from": "x"}, {"recipient": {}}, {"conversation": {"id": "x" * 501}}, {"value": {"choice": 3}}])
def test_signed_garbage_is_not_understood(teams, microsoft, fields):
    assert status(teams, microsoft, microsoft.activity(**{"text": "Hallo"} | fields)) == 400


def test_only_post(teams):
    with pytest.raises(Rejected) as caught:
        teams.receive(Inbound("GET", {}, {}, b"", datetime.now(UTC)))
    assert caught.value.status == 405


# Tokens of the Bot Connector

def test_five_minutes_of_difference_are_allowed(teams, microsoft):
    activity, now = microsoft.activity(text="Hallo"), int(microsoft.clock())
    for claims in ({"exp": now - 290}, {"nbf": now + 290}, {"nbf": None}):
        assert len(bring(teams, microsoft, activity, token=microsoft.token(**claims))) == 1


def test_the_clock_of_the_request_counts(teams, microsoft):
    token = microsoft.token()
    assert status(teams, microsoft, microsoft.activity(text="Hallo"), later=3600 + 310, token=token) == 403


def test_keys_are_read_once_a_day(teams, microsoft):
    for later in (0, 100, 3000):
        bring(teams, microsoft, microsoft.activity(text="Hallo"), later=later)
    assert microsoft.calls["keys"] == 1
    tomorrow = 86_500
    token = microsoft.token(exp=int(microsoft.clock()) + 90_000)
    bring(teams, microsoft, microsoft.activity(text="Hallo"), later=tomorrow, token=token)
    assert microsoft.calls["keys"] == 2


def test_a_new_key_is_read_but_at_most_once_a_minute(teams, microsoft):
    activity = microsoft.activity(text="Hallo")
    for later in (0, 30, 59):
        assert status(teams, microsoft, activity, later=later, token=microsoft.token("tomorrow")) == 403
    assert microsoft.calls["keys"] == 1
    microsoft.keys.append(jwk("tomorrow"))
    assert len(bring(teams, microsoft, activity, later=61, token=microsoft.token("tomorrow"))) == 1
    assert microsoft.calls["keys"] == 2


def test_without_keys_nobody_is_believed_and_known_ones_go_on(teams, microsoft):
    activity = microsoft.activity(text="Hallo")
    microsoft.down()
    assert status(teams, microsoft, activity) == 503
    microsoft.up()
    bring(teams, microsoft, activity, later=61)
    microsoft.down()
    token = microsoft.token(exp=int(microsoft.clock()) + 90_000)
    assert len(bring(teams, microsoft, activity, later=86_600, token=token)) == 1


@pytest.mark.parametrize("url", [
    "https://smba.trafficmanager.net/emea/", "https://smba.infra.gcc.teams.microsoft.com/teams", "https://europe.webchat.botframework.com/"])
def test_hosts_of_microsoft_get_our_token(url):
    assert trusted(url, "https://login.microsoftonline.com")


@pytest.mark.parametrize("url", [
    "http://smba.trafficmanager.net/emea/", "https://evil.trafficmanager.net/", "https://x.smba.trafficmanager.net/",
    "https://botframework.com.evil.example/", "https://evilbotframework.com/", "https://smba.trafficmanager.net@evil.example/",
    "https://user@smba.trafficmanager.net/", "https://smba.trafficmanager.net/?x=", "http://127.0.0.1/", "https://10.0.0.1/",
    "https://[/", ""])
def test_nobody_else_gets_our_token(url):
    assert not trusted(url, "https://login.microsoftonline.com")
