"""Matrix: how answers look and where they go, and errors of the server."""


import pytest

from web.channels.channel import Blocked, Choice, Failure, Later, Message, Refused, Source

from .matrix.ear import Ear, answer, ear, own, provider
from .matrix.gateway import error
from .matrix.shown import shown
from .providers.matrix import room

__all__ = ["ear", "provider"]


def test_an_answer_is_html_and_plain_words(ear):
    source = Source("Seite", "https://commission.europa.eu/x?a=1&b=2", "Quelle: Seite")
    content, = ear.channel.render(Message("<b>1 & 2</b>", "ar", (Choice("c:1:0", "Welche?"),), (source,)))
    assert content["msgtype"] == "m.text" and content["m.mentions"] == {}
    assert content["formatted_body"].startswith('<div dir="rtl">&lt;b&gt;1 &amp; 2&lt;/b&gt;<br/><br/>Quelle: Seite<br/>'
                                                '<a href="https://commission.europa.eu/x?a=1&amp;b=2">')
    complaints = []
    assert shown(content, complaints).links == [source.url] and complaints == []
    assert content["body"].endswith("1. Welche?")


def test_no_one_is_called_by_an_answer(provider, ear):
    answer(ear, room("anna"), "Hallo @room und @anna:lotse.test", "mention-1")
    assert provider.gateway.sent[-1][1]["m.mentions"] == {}


def test_what_is_sent_twice_is_there_once(provider, ear):
    for _ in range(2):
        answer(ear, room("anna"), "Einmal.", "twice-1")
    assert [one.text for one in provider.shown()] == ["Einmal."]


@pytest.mark.parametrize("reply, expected, fields", [
    (error(413, "M_TOO_LARGE"), Refused, {"error": "413"}), (error(403, "M_FORBIDDEN"), Blocked, {"error": "403"}),
    (error(401, "M_UNKNOWN_TOKEN"), Later, {"token": True}), (error(401, "M_MISSING_TOKEN"), Later, {"token": True}),
    (error(403, "M_USER_DEACTIVATED"), Later, {"token": True}), (error(403, "M_RESOURCE_LIMIT_EXCEEDED"), Later, {"token": True}),
    (error(429, "M_LIMIT_EXCEEDED", retry_after_ms=2500), Later, {"after": 2.5}),
    (error(429, "M_LIMIT_EXCEEDED"), Later, {"after": 5}),
    (error(500, "M_UNKNOWN"), Later, {"token": False}), (error(502, "M_UNKNOWN"), Later, {"token": False}),
    (error(400, "M_BAD_JSON"), Refused, {"error": "400"})])
def test_errors_of_the_server(reply, expected, fields, provider, ear):
    provider.gateway.sending = reply
    with pytest.raises(Failure) as raised:
        answer(ear, room("anna"))
    assert type(raised.value) is expected and {name: getattr(raised.value, name) for name in fields} == fields


def test_a_server_that_is_not_there_is_tried_again(provider):
    ear = Ear(provider.settings() | {"LOTSE_MATRIX_URL": "http://127.0.0.1:9"})
    with pytest.raises(Later) as raised:
        ear.hear()
    assert not raised.value.token
    ear.close()


def test_who_has_not_listened_yet_sends_later(provider, tmp_path):
    ear = Ear(own(provider.settings(), tmp_path))
    with pytest.raises(Later):
        answer(ear, room("anna"))
    ear.close()
