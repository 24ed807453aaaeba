"""Pages of other websites: those that the operator allows may talk to the service, others may not."""

import pytest
from flask.testing import FlaskClient

ALLOWED, OTHER = "https://www.example.org", "https://evil.example.net"
GUARDED = ("/api/conversations", "/api/conversations/x", "/api/conversations/x/messages", "/api/widget/texts/de")


@pytest.fixture
def guarded(make_app) -> FlaskClient:
    """A client of an application that allows one other website."""
    return make_app(LOTSE_ORIGINS=ALLOWED).test_client()


def test_an_allowed_page_may_talk(guarded: FlaskClient) -> None:
    start = guarded.post("/api/conversations", headers={"Origin": ALLOWED})
    path = f"/api/conversations/{start.json['id']}"
    said = guarded.post(f"{path}/messages", json={"message": "Hallo"}, headers={"Origin": ALLOWED})
    for response in (start, said, guarded.get(path, headers={"Origin": ALLOWED}), guarded.delete(path, headers={"Origin": ALLOWED})):
        assert response.status_code < 300 and response.headers["Access-Control-Allow-Origin"] == ALLOWED
        assert "Origin" in response.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in response.headers


def test_an_allowed_page_can_read_errors_too(guarded: FlaskClient) -> None:
    response = guarded.get("/api/conversations/x", headers={"Origin": ALLOWED})
    assert response.status_code == 404 and response.headers["Access-Control-Allow-Origin"] == ALLOWED


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("origin", [OTHER, "null", "", "https://www.example.org.evil.net", "http://www.example.org",
                                    "https://www.example.org:8443", "//localhost", "https://[", "*"])
def test_another_page_may_not(guarded: FlaskClient, path: str, method: str, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    response = guarded.open(path, method=method, headers=headers)
    assert response.status_code == 403 and response.json["error"]["code"] == "origin_not_allowed"
    assert "Origin" in response.headers["Vary"]
    # Only the refusal can be read, so that who sets up a website learns why; a question before is not answered.
    readable = origin if origin and method != "OPTIONS" else None
    assert response.headers.get("Access-Control-Allow-Origin") == readable


@pytest.mark.parametrize("path", [*GUARDED, "/webhooks/rest/webhook"])
def test_a_browser_that_asks_first_is_told_what_is_allowed(guarded: FlaskClient, path: str) -> None:
    headers = {"Origin": ALLOWED, "Access-Control-Request-Method": "POST",
               "Access-Control-Request-Headers": "content-type"}
    response = guarded.options(path, headers=headers)
    assert response.status_code == 204 and response.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("headers", [
    {"Origin": "http://localhost"}, {"Origin": "https://localhost"},  # TLS ends at a proxy
    {"Origin": "https://chat.example.org", "Host": "chat.example.org"},
    {"Origin": "https://chat.example.org", "Sec-Fetch-Site": "same-origin"},  # the proxy changes the host
    {},
])
def test_the_services_own_pages_and_programs_may_talk(client: FlaskClient, headers: dict) -> None:
    assert client.post("/api/conversations", headers=headers).status_code == 201


def test_rasas_channel_asks_no_program_where_it_comes_from(guarded: FlaskClient) -> None:
    body = {"sender": "eva", "message": "Hallo"}
    for origin, told in ((OTHER, None), (ALLOWED, ALLOWED)):
        response = guarded.post("/webhooks/rest/webhook", json=body, headers={"Origin": origin})
        assert response.status_code == 200 and response.headers.get("Access-Control-Allow-Origin") == told
