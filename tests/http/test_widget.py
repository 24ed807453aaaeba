"""What a website needs of the running service, and the pages that need no script."""

import re

import httpx
import pytest

from web.texts import LANGUAGES

from .checks import check_error

OTHER = {"Origin": "https://evil.example.net"}


def test_the_script_and_all_that_it_loads_is_small(service: httpx.Client) -> None:
    script = service.get("/widget.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["content-encoding"] == "gzip" and script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert service.get("/widget.js", headers={"If-None-Match": script.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_every_language(service: httpx.Client, language: str) -> None:
    found = service.get(f"/api/widget/texts/{language}").json()
    assert found["language"] == language and found["direction"] in ("ltr", "rtl")


def test_other_languages_and_other_websites(service: httpx.Client) -> None:
    check_error(service.get("/api/widget/texts/xx"), 404)
    for response in (service.post("/api/conversations", headers=OTHER), service.get("/api/widget/texts/de", headers=OTHER)):
        check_error(response, 403)  # which the website may read: it says why, and nothing else
        assert response.headers["access-control-allow-origin"] == OTHER["Origin"]
    asked = service.options("/api/conversations", headers=OTHER | {"Access-Control-Request-Method": "POST"})
    check_error(asked, 403)
    assert "access-control-allow-origin" not in asked.headers
    own = service.base_url.copy_with(path="")
    assert service.post("/api/conversations", headers={"Origin": str(own).rstrip("/")}).status_code == 201


def test_a_conversation_by_forms(service: httpx.Client) -> None:
    page = service.post("/plain", data={"message": "Welche fünf Schlüsselbereiche gibt es?", "lang": "de"})
    assert page.status_code == 200 and "set-cookie" not in page.headers
    assert "https://commission.europa.eu/" in page.text
    token = re.search(r'name="id" value="(s[\w-]{43})"', page.text).group(1)
    assert service.get(f"/api/conversations/{token}").json()["turns"][0]["message"].startswith("Welche fünf")
    service.post("/plain", data={"id": token, "do": "delete_yes", "lang": "de"})
    check_error(service.get(f"/api/conversations/{token}"), 404)


def test_privacy(service: httpx.Client) -> None:
    page = service.get("/privacy", params={"lang": "de"})
    assert page.status_code == 200 and "Datenschutz-Grundverordnung" in page.text
