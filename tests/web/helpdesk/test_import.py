"""From a file to drafts: upload, choose, create; bad files and bad forms lose nothing that was typed."""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from bs4 import BeautifulSoup
from flask import Flask

from knowledge import content
from tests.web.pdfs import encrypted, pdf
from web.helpdesk.words import words
from web.importing.document import MOST_BYTES, PROBLEMS

PAGE = Path(__file__).parents[2] / "data" / "commission-page.de.txt"
URL = "https://commission.europa.eu/acting-together-deepen-international-partnerships_de"
SAID = words("de")["import"]


def packed(title: str = "Titel", **changed: object) -> str:
    """A section as the form carries it."""
    return json.dumps({"title": title, "text": "Ein Satz.", "level": 1} | changed)


BLANK = {"name": "a.txt", "title": "Mein Titel", "url": URL, "date": "2023-04-27", "as_of": "2023-04-28", "language": "de",
         "topic": "areas", "section": [packed()], "take": ["0"], "do": "create"}


@pytest.fixture(scope="module")
def known() -> SimpleNamespace:
    """A knowledge base that knows what the files say, and nothing else."""
    files = content.load()
    return SimpleNamespace(content=files, files=SimpleNamespace(content=files))


@pytest.fixture
def editor(log_in, app: Flask, known: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(app.extensions, "knowledge", SimpleNamespace(current=lambda: known))
    return log_in("editor")


def upload(editor, raw: bytes, name: str = "seite.txt"):
    return editor.post("/import", {"file": (io.BytesIO(raw), name)}, content_type="multipart/form-data")


def form(response) -> dict:
    """The second form as a browser would send it."""
    page = BeautifulSoup(response.text, "html.parser")
    fields = {field["name"]: field.get("value", "") for field in page.select("main input:not([type=checkbox])")}
    fields |= {select["name"]: select.find("option", selected=True)["value"] for select in page.find_all("select")}
    return fields | {"section": [field["value"] for field in page.find_all("input", attrs={"name": "section"})],
                     "take": [field["value"] for field in page.find_all("input", attrs={"name": "take"}) if field.has_attr("checked")]}


def drafts(database: psycopg.Connection) -> list[tuple[dict, dict]]:
    return database.execute("SELECT body, origin FROM draft ORDER BY id").fetchall()


def problems(response) -> dict[str, str]:
    """The marked fields and what is said of them."""
    page = BeautifulSoup(response.text, "html.parser")
    return {wrong["id"].removesuffix("-wrong"): wrong.text for wrong in page.find_all(class_="wrong")}


def test_the_page_of_the_commission_becomes_drafts(editor, database: psycopg.Connection) -> None:
    shown = upload(editor, PAGE.read_bytes())
    assert shown.status_code == 200 and drafts(database) == []
    sent = form(shown)
    assert (sent["title"], sent["date"], sent["language"]) == (
        "Engere Zusammenarbeit zur Vertiefung internationaler Partnerschaften", "2023-04-27", "de")
    made = editor.post("/import/create", sent | {"url": URL, "as_of": "2023-04-27", "topic": "examples", "do": "create"})
    assert made.status_code == 303 and made.location == "/helpdesk/drafts?done=import.created"
    assert SAID["done"]["created"] in editor.get("/drafts?done=import.created").text
    bodies = [body for body, _ in drafts(database)]
    assert len(bodies) == 10 and len({body["id"] for body in bodies}) == 10
    source = {"title": sent["title"], "url": URL, "as_of": "2023-04-27"}
    areas, agreements, document = bodies[1], bodies[3], bodies[6]
    assert areas == {
        "id": "engere-zusammenarbeit-in-5-schluesselbereichen", "topic": "examples", "scope": "background",
        "section": sent["title"], "title": {"de": "Engere Zusammenarbeit in 5 Schlüsselbereichen"}, "facts": {"kind": "info"},
        "text": {"de": areas["text"]["de"]}, "plain": {}, "questions": {}, "source": source | {"date": "2023-04-27"}}
    assert areas["text"]["de"].count("• ") == 5 and "• Bekämpfung der Schleuserkriminalität" in areas["text"]["de"]
    assert agreements["section"] == "Drei konkrete Beispiele für Partnerschaften"
    assert "• Marokko (8. Juli 2022)\n• Niger (15. Juli 2022)" in agreements["text"]["de"]
    assert document["section"] == "Dokumente" and document["source"] == source | {"date": "2023-03-16"}
    assert drafts(database)[0][1]["imported"] == {"file": "seite.txt", "section": sent["title"], "part": 1, "parts": 1}
    created = database.execute("SELECT actor, action FROM audit WHERE action = 'draft.created'").fetchall()
    assert created == [("editor", "draft.created")] * 10


def test_a_draft_can_be_opened_and_edited(editor) -> None:
    editor.post("/import/create", form(upload(editor, PAGE.read_bytes())) | {"url": URL, "do": "create"})
    page = editor.get("/drafts/2")
    assert page.status_code == 200 and "Bekämpfung der Schleuserkriminalität" in page.text and URL in page.text


def test_only_what_is_chosen_becomes_a_draft(editor, database: psycopg.Connection) -> None:
    sent = form(upload(editor, PAGE.read_bytes())) | {"url": URL}
    none = editor.post("/import/create", sent | {"do": "none"})
    assert none.status_code == 200 and form(none)["take"] == [] and form(none)["url"] == URL
    assert len(form(editor.post("/import/create", sent | {"do": "all", "take": []}))["take"]) == 10
    editor.post("/import/create", sent | {"take": ["6", "7", "999"], "do": "create"})
    assert [body["title"]["de"] for body, _ in drafts(database)] == [
        "Recommendation for mutual recognition of return decisions", "Operational Strategy for more effective returns"]


def test_a_long_section_says_that_it_becomes_several_drafts(editor, database: psycopg.Connection) -> None:
    shown = upload(editor, ("Bericht\n\n" + "Ein Satz, der etwas sagt. " * 70).encode(), "C:\\fakepath\\Bericht.txt")
    assert SAID["split"].format(count=3) in shown.text and SAID["found"].format(name="Bericht.txt", count=1) in shown.text
    editor.post("/import/create", form(shown) | {"url": URL, "do": "create"})
    bodies = [body for body, _ in drafts(database)]
    assert [body["title"]["de"] for body in bodies] == ["Bericht (1/3)", "Bericht (2/3)", "Bericht (3/3)"]
    assert [body["id"] for body in bodies] == ["bericht", "bericht-2", "bericht-3"]
    assert all(len(body["text"]["de"]) <= 900 and body["text"]["de"].endswith("sagt.") for body in bodies)


def test_an_id_that_is_taken_is_not_taken_again(editor, database: psycopg.Connection) -> None:
    sections = [packed("Agencies"), packed("Agencies"), packed("2023")]
    editor.post("/import/create", BLANK | {"section": sections, "take": ["0", "1", "2"]})
    assert [body["id"] for body, _ in drafts(database)] == ["agencies-2", "agencies-3", "import-2023"]


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(editor, database: psycopg.Connection) -> None:
    for change, field, wrong in (
            ({"url": ""}, "url", "url"), ({"url": "www.example.org"}, "url", "url"), ({"url": "javascript:alert(1)"}, "url", "url"),
            ({"url": "https://example.org/a b"}, "url", "url"), ({"url": "https://[::1"}, "url", "url"),
            ({"url": "https://nowhere"}, "url", "url"), ({"title": " "}, "title", "title"), ({"title": "x" * 201}, "title", "title"),
            ({"date": "2023-02-30"}, "date", "date"), ({"date": "gestern"}, "date", "date"), ({"date": "2999-01-01"}, "date", "date"),
            ({"as_of": ""}, "as_of", "as_of"), ({"as_of": "2999-01-01"}, "as_of", "date"), ({"take": []}, "take", "take"),
            ({"language": "xx"}, "language", "choose"), ({"topic": "weather"}, "topic", "choose")):
        sent = BLANK | change
        response = editor.post("/import/create", sent)
        assert response.status_code == 400 and problems(response) == {field: SAID["wrong"][wrong]}, change
        page = BeautifulSoup(response.text, "html.parser")
        for name in {"title", "url", "date", "as_of"}:
            assert page.find(id=name)["value"] == sent[name].strip() or name == field == "title", change
        assert [box["value"] for box in page.find_all("input", attrs={"name": "take"}) if box.has_attr("checked")] == sent["take"]
        marked = page.select_one(f"[aria-describedby~={field}-wrong]")
        assert marked is not None and (field == "take" or marked["aria-invalid"] == "true"), change
    assert drafts(database) == []


@pytest.mark.parametrize("raw, name, told", [
    (b"", "leer.txt", SAID["problem"]["empty"]),
    (b"MZ\x90\x00" + b"\0" * 80, "bericht.pdf", SAID["problem"]["unsupported"].format(what=SAID["what"]["program"])),
    (b"PK\x03\x04" + b"\0" * 80, "seite.html", SAID["problem"]["unsupported"].format(what=SAID["what"]["zip"])),
    (encrypted(pdf([[(12, "Text")]]), "x"), "a.pdf", SAID["problem"]["encrypted"]),
    (pdf([[]]), "scan.pdf", SAID["problem"]["no_text"]),
    (b"x" * (MOST_BYTES + 1), "gross.txt", SAID["problem"]["too_large"]),
])
def test_a_bad_file_is_refused_in_one_sentence(editor, raw: bytes, name: str, told: str) -> None:
    response = upload(editor, raw, name)
    page = BeautifulSoup(response.text, "html.parser")
    assert response.status_code == 400 and page.find(id="problem").text == told
    assert page.find(id="file")["aria-invalid"] == "true"


def test_no_file_and_one_that_is_far_too_large(editor) -> None:
    assert SAID["problem"]["none"] in editor.post("/import", {}).text
    assert upload(editor, b"x" * 6_500_000).status_code == 413


def test_a_page_in_another_language_is_noticed(editor) -> None:
    html = ('<html lang="fr"><head><link rel="canonical" href="https://example.org/fr"></head>'
            "<body><h1>Titre</h1><p>Une phrase.</p></body></html>")
    sent = form(upload(editor, html.encode(), "page.pdf"))
    assert (sent["language"], sent["url"], sent["title"]) == ("fr", "https://example.org/fr", "Titre")


def test_a_forged_form_is_refused(editor, database: psycopg.Connection) -> None:
    for sections in ([], ["{"], ["[]"], ['{"title": "a"}'], [packed(text="")], [packed(text=5)], [packed(date="x")], [packed(more=1)],
                     [packed(level="1")], ["[" * 100_000], [packed()] * 401, [packed(text="x" * 500_001)]):
        assert editor.post("/import/create", BLANK | {"section": sections}).status_code == 400, sections[:1]
    assert editor.post("/import/create", BLANK | {"take": ["x"]}).status_code == 400
    assert drafts(database) == []


def test_what_a_file_says_is_no_markup(editor) -> None:
    shown = upload(editor, b"<b>Titel</b> & Co\n\nEin <script>alert(1)</script> Satz.")
    assert "<script>alert" not in shown.text and "&lt;script&gt;" in shown.text


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_problem_has_its_sentence(language: str) -> None:
    said = words(language)["import"]["problem"]
    assert set(said) == {"none", *PROBLEMS} and all(said.values())
