"""Whatever comes in: a clean reply or a clean error, never more than that, and nothing is echoed."""

import json

import httpx
import pytest

from .checks import check_error, check_reply

PATH = "/webhooks/rest/webhook"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def post(service: httpx.Client):
    """Sends a raw body."""
    def post_raw(content: bytes, **headers: str) -> httpx.Response:
        return service.post(PATH, content=content, headers=JSON | headers)
    return post_raw


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"text"', b"5", b"{'sender': 'x'}", b"\xff\xfe", b"\x00",
    b'{"sender": "x", "message": "\xff\xfe"}', '{"sender": "x", "message": "ä"}'.encode("latin-1"),
    '{"sender": "x", "message": "ä"}'.encode("utf-16"), b'\xef\xbb\xbf{"sender": "x", "message": "x"}',
    b'{"sender": "x", "message": "x"} more', b'{"sender": "x", "message": NaN}',
    b"[" * 50_000, b'{"a":' * 8_000 + b"1" + b"}" * 8_000,
    b'{"sender": "x", "message": "x", "metadata": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    b'{"sender": "x", "message": ' + b"9" * 10_000 + b"}",
    b'{"sender": "x", "message": "x", "metadata": {"n": ' + b"9" * 10_000 + b"}}",
])
def test_a_body_that_is_not_the_json_expected(post, body: bytes) -> None:
    check_error(post(body), 400)


@pytest.mark.parametrize("body", [
    {}, {"sender": "x"}, {"message": "x"}, {"sender": "x", "text": "x"},
    *({"sender": "x", "message": wrong} for wrong in (None, 5, 1.5, True, [], ["x"], {}, {"text": "x"})),
    *({"sender": wrong, "message": "x"} for wrong in (None, 5, True, [], {}, "", " ", "x" * 129, "a\nb",
                                                      "a\x00b", "a\u202eb", "\ud800", "a\u200bb")),
    *({"sender": "x", "message": "x", "metadata": wrong} for wrong in (None, 5, "x", [], True)),
    *({"sender": "x", "message": "x", "metadata": {"language": wrong}}
      for wrong in (None, 5, "", "deutsch", "xx", "d", ["de"])),
    *({"sender": "x", "message": "x", "metadata": {"message_id": wrong}}
      for wrong in (None, 5, "", "a b", "x" * 65, "ä", "\n")),
    {"sender": "x", "message": "x", "extra": 1}, {"sender": "x", "message": "x", "slots": {"language": "de"}},
    {"sender": "x", "message": "x", "": ""}, {"sender": "x", "message": "x", "__proto__": {}},
], ids=lambda body: json.dumps(body)[:70])
def test_a_wrong_field(post, body: dict) -> None:
    check_error(post(json.dumps(body).encode()), 400)


@pytest.mark.parametrize("content_type", [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", ""])
def test_another_content_type(post, sender: str, content_type: str) -> None:
    body = json.dumps({"sender": sender, "message": "Hallo"}).encode()
    check_error(post(body, **{"Content-Type": content_type}), 415)


@pytest.mark.parametrize("size", [70_000, 1_000_000, 10_000_000])
def test_an_enormous_body(post, sender: str, size: int) -> None:
    check_error(post(json.dumps({"sender": sender, "message": "x" * size}).encode()), 413)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "BREW"])
def test_another_method(service: httpx.Client, method: str) -> None:
    response = service.request(method, PATH)
    check_error(response, 405)
    assert "POST" in response.headers["allow"]


@pytest.mark.parametrize("path", [
    "/api", "/api/", "/api/nothing", "/webhooks/", "/webhooks/rest", "/webhooks/rest/webhook/",
    "/webhooks/telegram/webhook", "/api/conversations/x/y/z", "/api/%00", "/api/%ff", "/api/../api/nothing"])
def test_an_unknown_address(service: httpx.Client, path: str) -> None:
    check_error(service.post(path, json={}), 404)


@pytest.mark.parametrize("message", [
    "/restart", " /restart", "//restart", "\u200b/restart", "／restart", '/greet{"language": "en"}',
    '/inform{"country": "<img src=x>"}', "/ /session_start",
])
def test_a_command_is_an_ordinary_message(send, message: str) -> None:
    response = send(message)
    assert response.status_code == 200
    check_reply(response.json())


@pytest.mark.parametrize("message", [
    "a\x00b\x01c\x1b[31m", "Wann\u202e war \u2066das\u2069?", "Z" + "\u0300" * 1000, "\ufffe\uffff",
    "\ue000\U000f0000", "👩‍👩‍👧‍👦🏳️‍🌈", "\u0645\u0631\u062d\u0628\u0627", "x" * 2000,
    "?!" * 500, "\n" * 1000 + "Hallo", "' OR 1=1; DROP TABLE turn; --", "{{7*7}} ${7*7} <%= 7*7 %>",
    "%s %d %n", "../../etc/passwd",
])
def test_odd_characters(send, message: str) -> None:
    response = send(message)
    assert response.status_code == 200
    check_reply(response.json())


def test_half_characters(post, sender: str) -> None:
    body = b'{"sender": "' + sender.encode() + b'", "message": "Hallo \\ud800 du \\udc00!"}'
    response = post(body)
    assert response.status_code == 200
    check_reply(response.json())
    assert "\\ud800" not in response.text


@pytest.mark.parametrize("markup", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "&lt;b&gt;quux&lt;/b&gt;",
])
def test_markup_is_never_echoed(send, markup: str) -> None:
    response = send(f"Was bedeutet {markup} bei Partnerschaften?")
    assert response.status_code == 200
    assert markup not in response.text and json.dumps(markup)[1:-1] not in response.text


def test_errors_do_not_echo_either(post) -> None:
    for body in (b'{"sender": "x", "message": "x", "<script>quux": 1}', b"<script>quux",
                 b'{"sender": "quux\\n"}'):
        response = post(body)
        check_error(response, 400)
        assert "quux" not in response.text


def test_the_same_field_twice_is_not_an_accident(post, sender: str) -> None:
    body = b'{"sender": "%s", "message": "Hallo", "message": 5}' % sender.encode()
    check_error(post(body), 400)
