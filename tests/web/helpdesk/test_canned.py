"""Canned replies: agents read them, editors write them."""

import psycopg
import pytest

from .desks import page, words

GREETING = {"title": "Gruß", "language": "de", "text": "Guten Tag, hier ist {name}."}


def test_an_editor_writes_changes_and_deletes_one(log_in, database: psycopg.Connection) -> None:
    editor = log_in("editor")
    for post, data, said in (
            ("/canned", GREETING, "Der Baustein ist gespeichert."),
            ("/canned/1", GREETING | {"title": "Begrüßung", "language": "en"}, "Der Baustein ist geändert."),
            ("/canned/1/delete", {}, "Der Baustein ist gelöscht.")):
        gone = editor.post(post, data)
        assert gone.status_code == 303
        assert said in editor.get(gone.headers["Location"].removeprefix("/helpdesk")).text
    actions = database.execute("SELECT action FROM audit WHERE action LIKE 'canned%' ORDER BY id").fetchall()
    assert actions == [("canned.add",), ("canned.change",), ("canned.delete",)]
    assert "Noch gibt es keine Bausteine." in editor.get("/canned").text


def test_agents_read_and_are_offered_nothing_more(log_in) -> None:
    log_in("editor").post("/canned", GREETING)
    shown = page(log_in().get("/canned"))
    row = shown.select_one("tbody tr")
    assert words(row) == "Gruß Deutsch Guten Tag, hier ist {name}." and row.select_one("[lang=de]")
    assert shown.select_one("main form[method=post]") is None and shown.select_one('a[href$="/canned/1"]') is None


@pytest.mark.parametrize("change, field, said", [
    ({"title": " "}, "title", "Titel mit 1 bis 80 Zeichen"), ({"title": "x" * 81}, "title", "Titel mit 1 bis 80 Zeichen"),
    ({"text": ""}, "text", "Text mit 1 bis 4000 Zeichen"), ({"text": "x" * 4001}, "text", "Text mit 1 bis 4000 Zeichen"),
    ({"language": "tlh"}, "language", "Sprache aus der Liste"), ({"title": "Da"}, "title", "gibt es in dieser Sprache schon"),
])
@pytest.mark.parametrize("target", ["/canned", "/canned/2"])
def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(
        log_in, target: str, change: dict, field: str, said: str) -> None:
    editor = log_in("editor")
    for title in ("Da", "Zweite"):
        editor.post("/canned", GREETING | {"title": title})
    typed = GREETING | change
    answer = editor.post(target, typed)
    shown = page(answer)
    marked = shown.select_one(f"#{field}")
    assert answer.status_code == 400 and marked["aria-invalid"] == "true"
    assert said in words(shown.select_one(f"#{marked['aria-describedby'].split()[-1]}"))
    assert shown.select_one("#title")["value"] == typed["title"].strip()
    assert shown.select_one("#text").text.strip("\n") == typed["text"]
    assert len(page(editor.get("/canned")).select("tbody tr")) == 2


def test_one_that_a_colleague_has_deleted_is_missing(log_in) -> None:
    editor = log_in("editor")
    assert [editor.get("/canned/1").status_code, editor.post("/canned/1", GREETING).status_code] == [404, 404]
    assert editor.post("/canned/1/delete").status_code == 303
