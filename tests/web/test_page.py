"""Pages as the server gives them; what a browser makes of them is tested in tests/browser."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.texts import LANGUAGES, texts

STATIC = Path(__file__).parents[2] / "web" / "static"
SCRIPTS = sorted([*STATIC.glob("*.js"), *STATIC.glob("widget/*.js")])
PAGES = ("/", "/plain", "/privacy", "/nowhere")


class Outline(HTMLParser):
    """The page's elements in order, as (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def page(client: FlaskClient, path: str = "/", **headers: str) -> tuple[str, list]:
    html = client.get(path, headers=headers).get_data(as_text=True)
    return html, Outline(html).elements


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("query, header, language", [
    ("", "", "de"), ("?lang=en", "de", "en"), ("?lang=de", "en", "de"), ("", "en-GB,en;q=0.9", "en"),
    ("", "ja", "de"), ("?lang=<b>", "", "de"),
])
def test_the_language(client: FlaskClient, path: str, query: str, header: str, language: str) -> None:
    html, elements = page(client, path + query, **{"Accept-Language": header})
    assert elements[0] == ("html", {"lang": language, "dir": "ltr"})
    assert "<b>" not in html


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_every_language_and_its_direction(client: FlaskClient, path: str, language: str) -> None:
    response = client.get(f"{path}?lang={language}")
    assert Outline(response.text).elements[0][1] == {"lang": language, "dir": texts(language)["direction"]}
    assert response.headers["Content-Language"] == language and "{" not in response.text


@pytest.mark.parametrize("path", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    _, elements = page(client, path)
    for tag, attributes in elements:
        assert tag != "style" and "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("src", "/").startswith("/")
        if tag == "script":
            assert "src" in attributes
        if tag == "link":
            assert attributes["href"].startswith("/")


def test_the_headers_are_strict(client: FlaskClient) -> None:
    for path in (*PAGES, "/static/page.css", "/api/nowhere"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy and "script-src 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in headers


def test_scripts_never_build_markup_from_text() -> None:
    assert SCRIPTS
    for script in SCRIPTS:
        code = script.read_text(encoding="utf-8")
        assert not re.search(r"(inner|outer)HTML|insertAdjacentHTML|document\.write|eval\(|Function\(", code)


@pytest.mark.parametrize("path", PAGES)
def test_everything_a_page_names_exists(client: FlaskClient, path: str) -> None:
    _, elements = page(client, path)
    named = [attributes.get("src") or attributes.get("href") for _, attributes in elements]
    own = [place for place in named if place and not place.startswith(("https:", "tel:", "#"))]
    assert own
    for place in own:
        assert client.get("/" + place.removeprefix("./").removeprefix("/")).status_code == 200


def test_without_a_script_there_is_a_way_that_needs_none(client: FlaskClient) -> None:
    html, _ = page(client)
    assert "plain?lang=" in re.search(r"<noscript>(.*?)</noscript>", html, re.S).group(1)


def test_who_is_responsible_is_told(make_app) -> None:
    named = make_app(LOTSE_CONTROLLER=r"Amt für Beispiele\nWeg 1 <b>").test_client().get("/privacy?lang=de").text
    assert "Amt für Beispiele\nWeg 1 &lt;b&gt;" in named
    assert texts("de")["privacy"]["controller_missing"] not in named
    assert texts("de")["privacy"]["controller_missing"] in make_app().test_client().get("/privacy?lang=de").text


@pytest.mark.parametrize("language, told", [
    ("de", "180 Tage nach"), ("en", "180 days after"), ("fi", "180 päivää"), ("ru", "через 180 дней")])
def test_how_long_conversations_are_kept_is_told(make_app, language: str, told: str) -> None:
    kept, never = make_app(LOTSE_RETENTION_DAYS="180"), make_app(LOTSE_RETENTION_DAYS="0")
    assert told in kept.test_client().get(f"/privacy?lang={language}").text
    assert texts(language)["privacy"]["retention_never"] in never.test_client().get(f"/privacy?lang={language}").text


def test_where_messaging_apps_are_set_up_it_is_told_what_that_means(make_app) -> None:
    said = texts("de")["privacy"]["apps"]
    app = make_app(LOTSE_PUBLIC_URL="https://lotse.example.org", LOTSE_GENERIC_SECRET="s" * 32, LOTSE_GENERIC_URL="http://127.0.0.1:9")
    assert said in app.test_client().get("/privacy?lang=de").text
    assert said not in make_app().test_client().get("/privacy?lang=de").text


def test_a_missing_page_is_html_a_missing_interface_json(client: FlaskClient) -> None:
    missing = client.get("/nowhere?lang=en")
    assert missing.status_code == 404 and missing.mimetype == "text/html"
    assert "There is no such page." in missing.get_data(as_text=True)
    for path in ("/api/nowhere", "/webhooks/nowhere", "/webhooks/rest/webhook/"):
        response = client.get(path)
        assert response.status_code == 404 and response.mimetype == "application/json"
