"""The chat page as the server gives it; what a browser makes of it is tested in tests/browser."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

SCRIPTS = sorted((Path(__file__).parents[2] / "web" / "static" / "js").glob("*.js"))


class Outline(HTMLParser):
    """The page's elements in order, as (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def page(client: FlaskClient, query: str = "", **headers: str) -> tuple[str, list]:
    html = client.get("/" + query, headers=headers).get_data(as_text=True)
    return html, Outline(html).elements


@pytest.mark.parametrize("query, header, language", [
    ("", "", "de"), ("?lang=en", "de", "en"), ("?lang=de", "en", "de"), ("", "en-GB,en;q=0.9", "en"),
    ("", "fr", "de"), ("?lang=<b>", "", "de"),
])
def test_the_language(client: FlaskClient, query: str, header: str, language: str) -> None:
    html, elements = page(client, query, **{"Accept-Language": header})
    assert elements[0] == ("html", {"lang": language})
    assert "<b>" not in html


def test_it_says_that_it_is_a_machine_before_one_can_write(client: FlaskClient) -> None:
    for query, notice in (("?lang=de", "mit einer Maschine"), ("?lang=en", "to a machine")):
        html, _ = page(client, query)
        assert html.index(notice) < html.index("<textarea")


def test_there_is_a_log_a_status_and_a_labelled_field(client: FlaskClient) -> None:
    _, elements = page(client)
    ids = {attributes["id"]: (tag, attributes) for tag, attributes in elements if "id" in attributes}
    assert ids["log"][1]["role"] == "log" and ids["log"][1]["aria-live"] == "polite"
    assert ids["status"][1]["role"] == "status"
    assert ids["message"][0] == "textarea"
    assert ("label", {"for": "message"}) in elements


def test_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient) -> None:
    _, elements = page(client)
    for tag, attributes in elements:
        assert tag != "style" and "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("src", "/").startswith("/")
        if tag == "script":
            assert "src" in attributes or attributes["type"] == "application/json"
        if tag == "link":
            assert attributes["href"].startswith("/")


def test_the_headers_are_strict(client: FlaskClient) -> None:
    for path in ("/", "/nowhere", "/static/page.css", "/api/nowhere"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy and "script-src 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in headers


def test_without_a_script_there_is_a_phone_number(client: FlaskClient) -> None:
    html, _ = page(client)
    assert "00 800 6 7 8 9 10 11" in re.search(r"<noscript>(.*?)</noscript>", html, re.S).group(1)


def test_scripts_never_build_markup_from_text() -> None:
    assert SCRIPTS
    for script in SCRIPTS:
        code = script.read_text(encoding="utf-8")
        assert not re.search(r"(inner|outer)HTML|insertAdjacentHTML|document\.write|eval\(|Function\(", code)


def test_everything_the_page_names_exists(client: FlaskClient) -> None:
    _, elements = page(client)
    files = [a.get("src") or a.get("href") for tag, a in elements if tag in ("script", "link", "img")]
    for path in (path for path in files if path):
        assert client.get(path).status_code == 200
    ids = {attributes.get("id") for _, attributes in elements}
    used = set(re.findall(r'find\("([\w-]+)"\)', "".join(s.read_text(encoding="utf-8") for s in SCRIPTS)))
    assert used <= ids


def test_a_missing_page_is_html_a_missing_interface_json(client: FlaskClient) -> None:
    missing = client.get("/nowhere?lang=en")
    assert missing.status_code == 404 and missing.mimetype == "text/html"
    assert "There is no such page." in missing.get_data(as_text=True)
    for path in ("/api/nowhere", "/webhooks/nowhere", "/webhooks/rest/webhook/"):
        response = client.get(path)
        assert response.status_code == 404 and response.mimetype == "application/json"
