"""The items: found, read by everybody, compared, brought back, and reviewed in time."""

from datetime import date, timedelta

import pytest

from web.learning.bodies import of_item
from web.learning.compare import differences, pieces

from .classroom import body, files, report


def account(client):
    from web.store import Account
    return Account(client.account, "editor", "Editor", "editor", "de", False, False)


def publish(loop, editor, changed=None, item=None, note="") -> int:
    """A publication of that body; its version."""
    origin = loop.bases.origin(item) if item else {}
    number = loop.drafts.create(item, changed or body(), origin, account(editor))
    loop.drafts.store_report(number, 1, report(loop.publications.versions(None)[0]))
    return loop.gate.publish(number, 1, note, account(editor))


def areas(title: str) -> dict:
    """The item of the files with another German title, and all that hangs on it as it was."""
    old = of_item(files().items["areas"])
    return {**old, "questions": {**old["questions"], "de": [*old["questions"]["de"], title]}}


@pytest.mark.parametrize("query, found, missing", [
    ("?q=marokko", "Operative Partnerschaft mit Marokko", "Die fünf Schlüsselbereiche"),
    ("?topic=areas", "Die fünf Schlüsselbereiche", "Marokko"), ("?scope=background", "Notruf 112", "Die fünf Schlüsselbereiche"),
    ("?q=gibtesnicht", "Kein Inhalt passt", "Marokko"),
])
def test_a_reader_finds_items(loop, log_in, query, found, missing) -> None:
    page = log_in("reader").get("/items" + query).text
    assert found in page and missing not in page


def test_a_reader_sees_an_item_in_all_its_languages_but_cannot_change_it(loop, log_in) -> None:
    reader = log_in("reader")
    page = reader.get("/items/areas").text
    assert page.count("<summary>") >= 29 and "Die Seite der Europäischen Kommission nennt fünf" in page and "<form" in page
    assert "begin_draft" not in page and 'name="review_on"' not in page and "/items/areas/restore" not in page
    assert reader.post("/items/areas/review", {"review_on": "2027-01-01"}).status_code == 403
    assert reader.post("/items/areas/restore", {"version": "0"}).status_code == 403
    assert reader.get("/items/nothing").status_code == 404 and reader.get("/items/refuse:nothing").status_code == 404


def test_what_is_overdue_stands_first_and_is_remembered_on_the_learning_page(loop, editor) -> None:
    today = loop.today()
    for item, days in (("page-coverage", 300), ("goal", 10), ("contact-emergency", -3)):
        editor.post(f"/items/{item}/review", {"review_on": (today + timedelta(days=days)).isoformat()})
    page = editor.get("/items").text
    rows = page[page.index("<tbody>"):]
    order = [rows.index(f"/items/{item}\"") for item in ("contact-emergency", "goal", "agencies", "page-coverage")]
    assert order == sorted(order) and "überfällig seit" in page and "fällig am" in page
    assert "überfällig seit" in editor.get("/learning").text
    assert list(loop.due()) == ["contact-emergency", "goal"]


def test_a_day_of_review_changes_nothing_else(database, loop, editor) -> None:
    publish(loop, editor, areas("Neue Frage?"), "areas")
    editor.post("/items/areas/review", {"review_on": "2027-03-04"})
    editor.post("/items/goal/review", {"review_on": "2027-03-05"})
    rows = database.execute("SELECT item, body, review_on FROM publication ORDER BY version DESC LIMIT 2").fetchall()
    assert rows == [("goal", None, date(2027, 3, 5)), ("areas", areas("Neue Frage?"), date(2027, 3, 4))]
    assert loop.bases.of("areas") == areas("Neue Frage?") | {"review_on": "2027-03-04"}
    assert "Nächste Überprüfung am 04.03.2027" in editor.get("/items/areas").text


def test_a_day_that_is_none_is_shown_again_with_what_is_wrong(database, loop, editor) -> None:
    answer = editor.post("/items/areas/review", {"review_on": "2027-02-30"})
    assert answer.status_code == 400 and "„2027-02-30“ gibt es nicht als Tag" in answer.text
    assert 'value="2027-02-30" aria-invalid="true" aria-describedby="problem"' in answer.text
    assert database.execute("SELECT count(*) FROM publication").fetchone() == (0,)


def test_versions_are_listed_and_compared_in_words(loop, editor, log_in) -> None:
    first = publish(loop, editor, note="Erste Fassung")
    later = body(text={"de": "Die Blaue Karte EU ist ein Aufenthaltstitel für Fachkräfte.", "en": "It is a residence permit."},
                 plain={"de": "Die Karte ist eine Erlaubnis."})
    second = publish(loop, editor, later, "blue-card", note="Kürzer")
    page = log_in("reader").get(f"/items/blue-card?old={first}&new={second}").text
    assert "Erste Fassung" in page and "Kürzer" in page
    compared = page.split('id="compared"')[1].split("</section>")[0]
    assert "Text (Deutsch)" in compared and '<span class="unseen" lang="de">entfernt: </span>hoch qualifizierte' in compared
    assert "Text (Englisch)" in compared and "Titel" not in compared
    assert editor.get("/items/blue-card?old=1&new=99").status_code == 404


def test_an_earlier_version_comes_back_through_a_draft_and_the_gate(database, loop, editor) -> None:
    first = publish(loop, editor)
    publish(loop, editor, body(title={"de": "Falsch", "en": "Wrong"}, plain={"de": "Falsch."}), "blue-card")
    gone = editor.post("/items/blue-card/restore", {"version": str(first)})
    number = int(gone.headers["Location"].split("/")[-1].split("?")[0])
    draft = loop.drafts.read(number)
    assert draft.body == body() and loop.gate.standing(draft).reasons == ["unchecked"]
    assert f"holt Fassung {first} zurück" in editor.get(f"/drafts/{number}").text
    loop.drafts.store_report(number, 1, report(2))
    loop.gate.publish(number, 1, "", account(editor))
    assert loop.bases.of("blue-card") == body()


def test_back_to_the_files_is_published_as_such(database, loop, editor) -> None:
    publish(loop, editor, areas("Neue Frage?"), "areas")
    editor.post("/items/areas/restore", {"version": "0"})
    draft = loop.drafts.read(2)
    loop.drafts.store_report(2, 1, report(1))
    loop.gate.publish(2, 1, "", account(editor))
    assert draft.body == of_item(files().items["areas"])
    assert database.execute("SELECT body FROM publication ORDER BY version DESC LIMIT 1").fetchone() == (None,)
    assert "Wieder wie in den Dateien" in editor.get("/items/areas").text


def test_what_was_never_in_the_files_cannot_go_back_to_them(loop, editor) -> None:
    publish(loop, editor)
    assert editor.post("/items/blue-card/restore", {"version": "0"}).status_code == 404
    assert editor.post("/items/blue-card/restore", {"version": "77"}).status_code == 404


def test_refused_questions_are_an_item_of_their_own(loop, editor, log_in) -> None:
    publish(loop, editor, {"questions": {"de": ["Wer gewinnt die Wahl?", "Wen soll ich wählen?"]}}, "refuse:opinion")
    reader = log_in("reader")
    assert "Meinung gefragt</a>: 2" in reader.get("/items").text
    assert "Wen soll ich wählen?" in reader.get("/items/refuse:opinion").text
    number = int(editor.post("/drafts", {"item": "refuse:opinion"}).headers["Location"].split("/")[-1])
    assert loop.drafts.read(number).body["questions"]["de"][0] == "Wer gewinnt die Wahl?"


def test_differences_are_told_word_by_word() -> None:
    assert [(piece.kind, piece.text) for piece in pieces("drei alte Wörter", "drei neue Wörter")] == [
        ("same", "drei "), ("del", "alte"), ("ins", "neue"), ("same", " Wörter")]
    found = differences({"questions": {"de": ["a", "b"]}, "scope": "page"}, {"questions": {"de": ["a"]}, "scope": "page"})
    assert [(one.field, one.name, one.language) for one in found] == [("questions.de", "questions", "de")]
    assert differences(body(), body()) == []


def test_a_new_item_is_withdrawn_at_once_and_can_be_brought_back(loop, editor) -> None:
    publish(loop, editor)
    name = next(iter(loop.publications.published().items))
    before = loop.publications.versions(None)
    assert "Jetzt zurückziehen" in editor.get(f"/items/{name}").text
    gone = editor.post(f"/items/{name}/withdraw")
    assert gone.status_code == 303 and loop.publications.published().items == {name: None}
    page = editor.get(f"/items/{name}").text
    assert "zurückgezogen" in page and "Jetzt zurückziehen" not in page
    assert loop.publications.versions(None) > before  # drafts that were checked before are checked again
    assert name in editor.get("/items").text and editor.get("/drafts").status_code == 200
    again = editor.post(f"/items/{name}/restore", {"version": "1"})
    assert again.status_code == 303 and "/drafts/" in again.headers["Location"]
    assert editor.get(again.headers["Location"].split("/helpdesk")[1]).status_code == 200


def test_what_was_never_published_cannot_be_withdrawn(loop, editor) -> None:
    assert editor.post("/items/areas/withdraw").status_code == 404
    publish(loop, editor)
    name = next(iter(loop.publications.published().items))
    editor.post(f"/items/{name}/withdraw")
    assert editor.post(f"/items/{name}/withdraw").status_code == 404


def test_a_changed_item_is_withdrawn_to_what_the_files_have(loop, editor) -> None:
    publish(loop, editor, areas("Welche Bereiche waren das noch gleich?"), "areas")
    assert editor.post("/items/areas/withdraw").status_code == 303
    assert loop.bases.of("areas") == loop.bases.of_files("areas")
