"""Slack: how answers are rendered, and what its errors mean."""

import logging
import re

import pytest

from web.channels.channel import Blocked, Choice, Later, Message, Refused, Source
from web.channels.providers.slack import Slack
from web.channels.rendering import numbered

from ..loopback import Answer
from ..provider import Shown
from ..providers.slack import SlackProvider
from ..providers.slack_api import TOKEN, shown, units
from .bringing import failure, rendered


def test_addresses_are_links_and_the_rest_is_literal(slack: Slack):
    said = "Siehe (https://example.org/a_b_?c=*d*&e), <!channel> :smile: <@U1> & www.example.org."
    payload, = slack.render(Message(said, "de"))
    assert shown(payload) == Shown(said, [], ["https://example.org/a_b_?c=*d*&e"])
    assert payload["text"] == said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_sources_are_links(slack: Slack):
    sources = (Source("A", "https://example.org/a", "Quelle: A"), Source("B", "", "Quelle: <B>"))
    one, = rendered(slack, "Vier.", sources=sources)
    assert one == Shown("Vier.\n\nQuelle: A\nQuelle: <B>", [], ["https://example.org/a"])


def test_short_choices_are_buttons_of_their_own_names(slack: Slack):
    payload = slack.render(Message("Welche?", "de", (Choice("c:1:0", "Niger"), Choice("c:1:1", "Tunesien & mehr"))))[0]
    assert shown(payload).buttons == ["Niger", "Tunesien & mehr"]
    assert [one["value"] for one in payload["blocks"][1]["elements"]] == ["c:1:0", "c:1:1"]


@pytest.mark.parametrize("titles", [("x" * 31,), ("🙂" * 16,), tuple(f"Land {number}" for number in range(26))])
def test_what_fits_on_no_button_is_numbered(slack: Slack, titles: tuple[str, ...]):
    one, = rendered(slack, "Welche?", titles)
    message = Message("", "de", tuple(Choice("c", title) for title in titles))
    assert one == Shown(f"Welche?\n\n{numbered(message)}")


def test_a_long_text_is_split_as_slack_counts(slack: Slack):
    said = " ".join(["🙂🙂🙂🙂🙂🙂🙂🙂🙂"] * 400)
    found = rendered(slack, said, ("Niger",))
    assert [units(one.text) <= 3000 for one in found] == [True] * 3
    assert " ".join(one.text for one in found) == said
    assert [one.buttons for one in found] == [[], [], ["Niger"]]


@pytest.mark.parametrize(("code", "kind", "token"), [
    ("invalid_auth", Later, True), ("token_revoked", Later, True), ("account_inactive", Later, True), ("token_expired", Later, True),
    ("missing_scope", Later, True), ("messages_tab_disabled", Later, True), ("fatal_error", Later, False),
    ("internal_error", Later, False), ("service_unavailable", Later, False), ("rate_limited", Later, False),
    ("channel_not_found", Blocked, None), ("is_archived", Blocked, None), ("not_in_channel", Blocked, None),
    ("cannot_dm_bot", Blocked, None), ("user_disabled", Blocked, None), ("restricted_action", Blocked, None),
    ("msg_too_long", Refused, None), ("msg_blocks_too_long", Refused, None), ("invalid_blocks", Refused, None)])
def test_each_error_has_its_meaning(slack: Slack, provider: SlackProvider, code: str, kind: type, token: bool | None):
    found = failure(slack, provider, Answer(200, {"ok": False, "error": code}))
    assert (type(found), getattr(found, "token", None)) == (kind, token)


def test_the_time_of_a_429_is_kept(slack: Slack, provider: SlackProvider):
    for body in ({"ok": False, "error": "ratelimited"}, "Too many requests"):
        found = failure(slack, provider, Answer(429, body, (("Retry-After", "30"),)))
        assert isinstance(found, Later) and (found.error, found.after) == ("429", 30)


@pytest.mark.parametrize("answer", [
    Answer(500, {"ok": False, "error": "fatal_error"}), Answer(503, "<html>away"), Answer(502, b"\xff"), Answer(200, "<html>proxy"),
    Answer(200, []), Answer(200, [1]), Answer(200, "null"), Answer(404, "not here"), Answer(503, [1]), Answer(200, b"\xff")])
def test_what_is_no_answer_of_slack_is_tried_again(slack: Slack, provider: SlackProvider, answer: Answer):
    found = failure(slack, provider, answer)
    assert isinstance(found, Later) and not found.token and re.fullmatch("[a-z0-9]+", found.error)


def test_nobody_there_is_tried_again(slack: Slack, provider: SlackProvider):
    provider.close()
    with pytest.raises(Later, match="unreachable"):
        slack.send("D1", {}, slack.render(Message("Hallo", "de"))[0], "key")


def test_logs_hold_neither_words_nor_token(slack: Slack, provider: SlackProvider, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        slack.send("D1", {}, slack.render(Message("Geheimes", "de"))[0], "key")
        failure(slack, provider, Answer(200, "Geheimes"))
    assert "Geheimes" not in caplog.text and TOKEN not in caplog.text
