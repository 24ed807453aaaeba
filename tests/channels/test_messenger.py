"""What is special about Facebook Messenger; the notifications are those of Meta's documentation."""

from datetime import UTC, datetime

import pytest

from web.channels.channel import Blocked, Choice, Later, Message, Refused, Rejected, Source
from web.channels.configuration import set_up

from .meta import DOWN, REVOKED, problem, read, seen
from .providers.messenger import PAGE, MessengerProvider, notification

pytestmark = pytest.mark.parametrize("provider", ["messenger"], indirect=True)

URL = "https://lotse.example.org"
MID = "mid.$cAAJdkrCd2ORnva8ErFhjGm0X_Q_c"
PICTURE = {"type": "image", "payload": {"url": "https://example.org/a.jpg"}}


def event(**content: object) -> dict:
    return {"sender": {"id": "1254459154682919"}, "recipient": {"id": PAGE}, "timestamp": 1518479195308, **content}


def message(text: str = "Antwort", *titles: str, language: str = "de", **fields: object) -> Message:
    return Message(text, language, tuple(Choice(f"c:1:{place}", title) for place, title in enumerate(titles)), **fields)


@pytest.mark.parametrize(("content", "expected"), [
    ({"message": {"text": "hello, world!"}}, ("text", "hello, world!")),
    ({"message": {"text": "hello", "reply_to": {"mid": "m_1", "is_self_reply": False}}}, ("text", "hello")),
    ({"message": {"text": "Red", "quick_reply": {"payload": "c:7:1"}}}, ("choice", "c:7:1")),
    ({"message": {"text": "Das da", "attachments": [PICTURE]}}, ("text", "Das da")),
    ({"message": {"attachments": [PICTURE]}}, ("unreadable", "")),
    ({"message": {"attachments": [{"type": "audio", "payload": {"url": "https://example.org/a.mp4"}}]}}, ("unreadable", "")),
    ({"message": {"attachments": [{"type": "sticker", "payload": {"sticker_id": 369239263222822}}]}}, ("unreadable", "")),
    ({"message": {"attachments": [{"type": "fallback"}]}}, ("unreadable", "")),
    ({"postback": {"title": "Get Started", "payload": "GET_STARTED", "referral": {"type": "OPEN_THREAD"}}}, ("started", "")),
    ({"postback": {"title": "Welche Länder?", "payload": "ICE_1"}}, ("text", "Welche Länder?"))])
def test_an_event_is_read(provider: MessengerProvider, content: dict, expected: tuple[str, str]):
    (sort, fields), = content.items()
    found, = read(provider.channel(), notification(event(**{sort: {"mid": MID, **fields}})))
    assert (found.kind, found.text) == expected
    assert (found.id, found.address, found.language) == (MID, "1254459154682919", None)
    assert found.sent_at == datetime(2018, 2, 12, 23, 46, 35, 308000, tzinfo=UTC)


@pytest.mark.parametrize("content", [
    {"message": {"mid": MID, "is_echo": True, "app_id": 1517776481860111, "text": "hello, world!"}},
    {"message": {"mid": MID}}, {"message": {"mid": MID, "text": ""}},
    {"reaction": {"reaction": "love", "emoji": "❤️", "action": "react", "mid": MID}},
    {"read": {"watermark": 1458668856253}}, {"delivery": {"mids": [MID], "watermark": 1458668856253}},
    {"referral": {"source": "SHORTLINK", "type": "OPEN_THREAD", "ref": "x"}}, {"optin": {"type": "notification_messages"}},
    {"postback": {"mid": MID, "payload": "X"}}, {"message": {"mid": MID, "text": "Ich"}, "sender": {"id": PAGE}},
    {"message": {"mid": MID, "text": "Ein Gast"}, "sender": {"user_ref": "r"}}])
def test_what_is_not_for_us_is_left_out(provider: MessengerProvider, content: dict):
    assert read(provider.channel(), notification(event(**content))) == []


def test_an_edit_names_the_message_it_changes_and_comes_once(provider: MessengerProvider):
    def edits(number: object) -> list:
        return read(provider.channel(), notification(event(message_edit={"mid": MID, "text": "Neu", "num_edit": number})))
    found, = edits("1")
    assert (found.kind, found.text, found.target, found.id) == ("edited", "Neu", MID, f"{MID}:1")
    assert edits(1)[0].id == found.id != edits(2)[0].id


def test_a_press_without_an_id_is_known_by_its_time(provider: MessengerProvider):
    press = {"title": "Los", "payload": "GET_STARTED"}
    first, second = read(provider.channel(), notification(event(postback=press), event(postback=press, timestamp=1518479195309)))
    assert first.id == "1254459154682919:1518479195308" != second.id


def test_all_events_of_a_notification_are_read(provider: MessengerProvider):
    value = notification(event(message={"mid": "1", "text": "Eins"}), event(message={"mid": "2", "text": "Zwei"}))
    value["entry"] += notification(event(message={"mid": "3", "text": "Drei"}))["entry"]
    assert [one.text for one in read(provider.channel(), value)] == ["Eins", "Zwei", "Drei"]


def test_other_pages_and_chats_that_others_lead_are_not_for_us(provider: MessengerProvider):
    question = event(message={"mid": MID, "text": "Hallo"})
    assert read(provider.channel(), notification(question, page="1")) == []
    assert read(provider.channel(), {"object": "page", "entry": [{"id": PAGE, "standby": [question]}]}) == []
    assert len(read(provider.channel(), notification(question))) == 1


@pytest.mark.parametrize("content", [
    {"message": {"text": "Hallo"}}, {"message": {"mid": "x" * 201, "text": "Hallo"}}, {"message": {"mid": MID, "text": 7}},
    {"message": 7}, {"message": {"mid": MID, "quick_reply": {}}}, {"message_edit": {"mid": MID}}, {"message_edit": {"text": "Neu"}},
    {"postback": []}, {"message": {"mid": MID, "text": "Hallo"}, "sender": {"id": 7}}])
def test_a_broken_event_is_not_understood(provider: MessengerProvider, content: dict):
    with pytest.raises(Rejected) as caught:
        read(provider.channel(), notification(event(**content)))
    assert caught.value.status == 400


def test_choices_are_quick_replies(provider: MessengerProvider):
    payload, = provider.channel().render(message("Welches *Land*?", "Niger", "Mauretanien und Mali"))
    assert seen(payload["text"]) == "Welches *Land*?"
    assert payload["quick_replies"][1] == {"content_type": "text", "title": "Mauretanien und Mali", "payload": "c:1:1"}


@pytest.mark.parametrize("titles", [tuple("ABCDEFGHIJKLMN"), ("x" * 21,), ("🙂" * 11,)])
def test_choices_that_do_not_fit_are_numbered(provider: MessengerProvider, titles: tuple[str, ...]):
    payload, = provider.channel().render(message("Welches?", *titles))
    assert payload["text"].endswith("\n".join(f"{number}. {title}" for number, title in enumerate(titles, 1)))
    assert "quick_replies" not in payload


@pytest.mark.parametrize("text", ["🙂" * 2500, "Ein *Wort* und " * 400])
def test_a_long_text_comes_in_parts_with_the_choices_last(provider: MessengerProvider, text: str):
    payloads = provider.channel().render(message(text, "Niger"))
    assert all(len(one["text"].encode("utf-16-le")) // 2 <= 2000 for one in payloads)
    assert ["quick_replies" in one for one in payloads] == [False] * (len(payloads) - 1) + [True]
    assert seen("".join(one["text"] for one in payloads)).replace(" ", "") == text.replace(" ", "")


def test_sources_are_links(provider: MessengerProvider):
    source = Source("Seite", "https://example.org/a_b_c", "Quelle: Seite")
    payload, = provider.channel().render(message("Vier.", sources=(source,)))
    assert payload == {"text": "Vier.\n\nQuelle: Seite\nhttps://example.org/a_b_c"}


@pytest.mark.parametrize(("answer", "expected"), [
    (problem(400, 551, 1545041), Blocked), (problem(400, 10, 2018278), Refused), (problem(400, 100, 2018001), Blocked),
    (problem(403, 230), Later), (problem(400, 1200), Later), (problem(429, 613), Later)])
def test_errors_of_sending(provider: MessengerProvider, answer: object, expected: type):
    provider.once = [answer]
    with pytest.raises(expected):
        provider.channel().send("1254459154682919", {}, {"text": "Hallo"}, "key")


def test_before_registering_everything_is_missing(provider: MessengerProvider):
    findings = provider.channel().check(URL)
    assert [one.good for one in findings] == [True, False, False] and "Lotse" in findings[0].sentence


def test_registering_subscribes_and_greets(provider: MessengerProvider):
    findings = provider.channel().register(URL)
    assert all(one.good for one in findings) and f"{URL}/channels/messenger" in findings[0].sentence
    assert provider.subscribed == ["messages", "messaging_postbacks", "message_edits"]
    greetings = next(sent["greeting"] for method, path, sent in provider.calls if (method, path) == ("POST", "/me/messenger_profile"))
    assert {"locale": "de_DE", "text": "Ich bin ein Computerprogramm, kein Mensch."} in greetings and provider.complaints == []


def test_a_field_that_is_not_brought_is_named(provider: MessengerProvider):
    provider.subscribed = ["messages", "messaging_postbacks"]
    assert "message_edits" in provider.channel().check(URL)[1].sentence


@pytest.mark.parametrize(("answer", "advice"), [(REVOKED, "new token"), (DOWN, "try again later"), (type(DOWN)(502, "<html>"), "502")])
def test_check_and_register_say_what_is_wrong(provider: MessengerProvider, answer: object, advice: str):
    provider.always = answer
    for findings in (provider.channel().check(URL), provider.channel().register(URL)):
        assert not any(one.good for one in findings) and advice in findings[0].sentence


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_question_of_check_may_fail(provider: MessengerProvider, place: int):
    provider.channel().register(URL)
    answers = [None, None, None]
    answers[place] = DOWN
    real = provider.answer
    provider.answer = lambda *call: answers.pop(0) or real(*call)
    assert [one.good for one in provider.channel().check(URL)] == ([False] if place == 0 else [other != place for other in range(3)])


@pytest.mark.parametrize("changed", [{"PAGE_TOKEN": "short"}, {"PAGE_TOKEN": ""}, {"PAGE_ID": "1 2"}, {"URL": "graph.facebook.com"}])
def test_wrong_settings_are_named(provider: MessengerProvider, changed: dict[str, str]):
    with pytest.raises(ValueError, match=f"LOTSE_MESSENGER_{next(iter(changed))}"):
        set_up({**provider.settings(), **{f"LOTSE_MESSENGER_{name}": value for name, value in changed.items()}})
