"""The widget's files and words, for pages of any origin."""

import gzip
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web import widget
from web.texts import LANGUAGES
from web.widget.packed import lean


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the widget's own, with a script and a style below a folder."""
    (tmp_path / "styles").mkdir()
    (tmp_path / "widget.js").write_text("const greeting = 'Grüße';\n" * 100, "utf-8")
    (tmp_path / "styles" / "chat.css").write_text("button { color: blue }", "utf-8")
    monkeypatch.setattr(widget, "FILES", tmp_path)
    return tmp_path


@pytest.mark.parametrize("path, kind", [("/widget.js", "text/javascript"), ("/static/widget/widget.js", "text/javascript"),
                                        ("/static/widget/styles/chat.css", "text/css")])
def test_a_file_may_be_loaded_by_pages_of_any_origin(client: FlaskClient, files: Path, path: str, kind: str) -> None:
    response = client.get(path, headers={"Origin": "https://anywhere.example.org"})
    assert (response.status_code, response.content_type) == (200, f"{kind}; charset=utf-8")
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_goes_out_compressed_and_only_once(client: FlaskClient, files: Path) -> None:
    plain = client.get("/widget.js")
    zipped = client.get("/widget.js", headers={"Accept-Encoding": "br, gzip;q=0.8"})
    assert zipped.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert gzip.decompress(zipped.data) == plain.data and len(zipped.data) < len(plain.data) / 10
    assert zipped.headers["ETag"] != plain.headers["ETag"] and "Accept-Encoding" in zipped.headers["Vary"]
    for first, accept in ((plain, ""), (zipped, "gzip")):
        again = client.get("/widget.js", headers={"If-None-Match": first.headers["ETag"], "Accept-Encoding": accept})
        assert again.status_code == 304 and not again.data


def test_a_file_that_was_changed_is_sent_anew(client: FlaskClient, files: Path) -> None:
    tag = client.get("/widget.js").headers["ETag"]
    (files / "widget.js").write_text("const other = 1;", "utf-8")
    response = client.get("/widget.js", headers={"If-None-Match": tag})
    assert response.status_code == 200 and response.text == "const other = 1;"


@pytest.mark.parametrize("source, sent", [
    ("/** Greets. */\n  greet();", "\ngreet();"),
    ("  /**\n   * Greets.\n   * @param {string} name\n   */\ngreet(name) {}", "\n\n\n\ngreet(name) {}"),
    ("\t// aloud\n\tgreet(); // and again\n", "\ngreet(); // and again\n"),
    ('const a = "/* no comment */";\nlet b = "// nor this";', 'const a = "/* no comment */";\nlet b = "// nor this";'),
    ("/* x */ greet();\nleave(); /* y */", "/* x */ greet();\nleave(); /* y */"),
    ("/** @type {X} */ let x;\n\n/* alone */\nlet y;", "/** @type {X} */ let x;\n\n\nlet y;"),
    ("const url = `https://example.org`;\nx = a / b / c;", "const url = `https://example.org`;\nx = a / b / c;"),
    ("a {\n  /* soft */\n  color: red;\n}", "a {\n\ncolor: red;\n}"),
])
def test_comments_and_indents_stay_at_home(source: str, sent: str) -> None:
    assert lean(source) == sent and sent.count("\n") == source.count("\n")


@pytest.mark.parametrize("path", ["none.js", "../page.css", "..%2fpage.css", "/etc/passwd", "styles", "styles/", "%00", "."])
def test_nothing_else_is_given_out(client: FlaskClient, files: Path, path: str) -> None:
    assert client.get(f"/static/widget/{path}").status_code in (308, 404)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words(client: FlaskClient, language: str) -> None:
    response = client.get(f"/api/widget/texts/{language}", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200 and response.headers["Content-Encoding"] == "gzip"
    found = client.get(f"/api/widget/texts/{language}").json
    assert found["language"] == language and len(found["starters"]) == 3
    assert {entry["code"] for entry in found["languages"]} == set(LANGUAGES)


def test_the_widget_learns_how_long_a_message_may_be(make_app) -> None:
    client = make_app(LOTSE_MAX_MESSAGE_CHARACTERS="321").test_client()
    assert client.get("/api/widget/texts/de").json["limit"] == 321


@pytest.mark.parametrize("language", ["xx", "DE", "de-AT", "__init__", "..", "%00", "ja"])
def test_no_words_in_other_languages(client: FlaskClient, language: str) -> None:
    response = client.get(f"/api/widget/texts/{language}")
    assert response.status_code == 404 and response.json["error"]["code"] == "not_found"
