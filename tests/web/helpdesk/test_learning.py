"""Questions that were not answered well: which they are, what stands together, and what one step makes of them."""

import pytest

from web.learning.bodies import merged, outdated
from web.learning.loop import by_language

from .classroom import WordVectors, ask, teach


@pytest.fixture
def words() -> WordVectors:
    return WordVectors()


@pytest.fixture
def loop(app, words):
    return teach(app, words)


def read_all(loop, editor, path: str = "/learning") -> str:
    """The page once every question is read."""
    editor.get(path)
    assert loop.background.wait(10)
    return editor.get(path).text


def test_questions_of_one_meaning_stand_together_and_the_largest_group_first(database, loop, log_in) -> None:
    ask(database, "Wer zahlt die Reise?")
    for text in ("Was ist die Blaue Karte?", "die blaue karte was ist", "Was ist die blaue Karte"):
        ask(database, text, language="en" if text.startswith("die") else "de")
    page = read_all(loop, log_in("editor"))
    assert page.index("Blaue Karte") < page.index("Wer zahlt die Reise?") and "3 Fragen" in page and "4 Fragen in 2 Gruppen" in page
    assert "Deutsch 2" in page and "Englisch 1" in page


def test_only_what_something_can_be_learnt_from_is_shown(database, loop, log_in) -> None:
    ask(database, "Frage ohne Quelle")
    ask(database, "Rückfrage nötig", status="clarify", reason="unclear")
    ask(database, "Mein Einzelfall", reason="personal_case")
    ask(database, "Gute Antwort", status="answered", reason=None, item="areas")
    ask(database, "Wie wird das Wetter", reason="outside_topic")
    rated = ask(database, "Schlechte Antwort", status="answered", reason=None, item="areas")
    database.execute("INSERT INTO rating (turn_id, value) VALUES (%s, 'down')", (rated,))
    wrong = ask(database, "Falsche Antwort", status="answered", reason=None, item="areas")
    database.execute("INSERT INTO correction (turn_id) VALUES (%s)", (wrong,))
    changed = ask(database, "Geänderter Vorschlag", status="handoff", reason=None)
    database.execute("""INSERT INTO proposal (conversation_id, turn_id, reply, state)
                        SELECT conversation_id, id, '[]', 'edited' FROM turn WHERE id = %s""", (changed,))
    page = read_all(loop, log_in("editor"))
    shown = [text for text in ("Frage ohne Quelle", "Rückfrage nötig", "Schlechte Antwort", "Falsche Antwort", "Geänderter Vorschlag")
             if text in page]
    assert len(shown) == 5
    assert not [text for text in ("Mein Einzelfall", "Gute Antwort", "Wie wird das Wetter") if text in page]
    assert "Wie wird das Wetter" in read_all(loop, log_in("editor"), "/learning?kind=outside")
    only = read_all(loop, log_in("editor"), "/learning?kind=down")
    assert "Schlechte Antwort" in only and "Falsche Antwort" not in only


def test_each_question_is_encoded_once_and_the_progress_is_shown(database, loop, words, log_in) -> None:
    for number in range(40):
        ask(database, f"Frage {number} von vielen")
    editor = log_in("editor")
    assert "0 von 40 Fragen gelesen" in editor.get("/learning").text
    read_all(loop, editor)
    assert len(words.encoded) == 40 and "data-poll" not in editor.get("/learning").text
    ask(database, "Noch eine ganz andere")
    read_all(loop, editor)
    assert words.encoded[40:] == ["Noch eine ganz andere"]


def test_many_questions_are_grouped_in_the_background(database, loop, log_in, monkeypatch) -> None:
    monkeypatch.setattr("web.learning.overview._AT_ONCE", 2)
    for text in ("Eins zwei", "Eins zwei", "Drei vier", "Fünf sechs"):
        ask(database, text)
    editor = log_in("editor")
    read_all(loop, editor)
    assert loop.background.wait(10)
    assert "4 Fragen in 3 Gruppen" in editor.get("/learning").text


def test_a_group_becomes_a_draft_in_one_step(database, loop, log_in) -> None:
    turns = [ask(database, "Was ist die Blaue Karte?"), ask(database, "What is the Blue Card?", language="en")]
    editor = log_in("editor")
    gone = editor.post("/learning", {"do": "draft", "turns": f"{turns[0]},{turns[1]}"})
    assert gone.status_code == 303 and "/drafts/1" in gone.headers["Location"]
    draft = loop.drafts.read(1)
    assert draft.item is None and draft.body["questions"] == {"de": ["Was ist die Blaue Karte?"], "en": ["What is the Blue Card?"]}
    assert "Blaue Karte" not in read_all(loop, editor)
    assert database.execute("SELECT DISTINCT state, draft_id FROM learnt").fetchall() == [("drafted", 1)]
    assert "Blaue" not in str(database.execute("SELECT action, subject, detail FROM audit").fetchall())


def test_samples_of_an_item_join_its_open_draft(database, loop, log_in) -> None:
    editor, first, second = log_in("editor"), ask(database, "Welche Bereiche denn?"), ask(database, "Und die Felder?")
    for turn in (first, second):
        assert editor.post("/learning", {"do": "sample", "item": "areas", "turns": str(turn)}).status_code == 303
    draft = loop.drafts.read(1)
    assert draft.item == "areas" and draft.body["questions"]["de"][-2:] == ["Welche Bereiche denn?", "Und die Felder?"]
    assert draft.body["text"] == loop.bases.of_files("areas")["text"]
    assert database.execute("SELECT count(*) FROM draft").fetchone() == (1,)


def test_questions_can_be_refused_from_now_on(database, loop, log_in) -> None:
    turn = ask(database, "Wer gewinnt die Wahl?", status="answered", item="areas")
    log_in("editor").post("/learning", {"do": "refuse", "reason": "opinion", "turns": str(turn)})
    draft = loop.drafts.read(1)
    assert draft.item == "refuse:opinion" and draft.body == {"questions": {"de": ["Wer gewinnt die Wahl?"]}}


def test_what_is_put_aside_can_be_brought_back(database, loop, log_in) -> None:
    turn, editor = ask(database, "Nur ein Test"), log_in("editor")
    editor.post("/learning", {"do": "ignore", "turns": str(turn)})
    assert "Nur ein Test" not in read_all(loop, editor) and "Nur ein Test" in editor.get("/learning?kind=ignored").text
    editor.post("/learning", {"do": "restore", "turns": str(turn)})
    assert "Nur ein Test" in read_all(loop, editor)


@pytest.mark.parametrize("sent, status", [
    ({"do": "draft"}, 400), ({"do": "draft", "turns": "x,²,-1"}, 400), ({"do": "fly", "turns": "1"}, 400),
    ({"do": "sample", "item": "no-such-item", "turns": "1"}, 404), ({"do": "refuse", "reason": "because", "turns": "1"}, 404),
])
def test_a_step_that_makes_no_sense_is_refused(database, loop, log_in, sent, status) -> None:
    ask(database, "Nur ein Test")
    assert log_in("editor").post("/learning", sent).status_code == status
    assert database.execute("SELECT count(*) FROM draft").fetchone() == (0,)


def test_a_group_has_a_page_with_suggestions(database, loop, log_in) -> None:
    turn, editor = ask(database, "Welche <b>Bereiche</b> denn?"), log_in("editor")
    read_all(loop, editor)
    page = editor.get(f"/learning/{turn}").text
    assert "42" in page and 'value="areas"' in page and "&lt;b&gt;Bereiche" in page and "/conversations/" in page
    assert editor.get("/learning/99999").status_code == 404


@pytest.mark.parametrize("path", ["/learning", "/learning/1", "/drafts", "/drafts/1"])
def test_a_reader_and_an_agent_are_kept_out(loop, log_in, path) -> None:
    assert log_in("reader").get(path).status_code == 403 and log_in("agent").get(path).status_code == 403


def test_samples_are_of_our_languages_and_stand_there_once(database, loop) -> None:
    turns = [ask(database, "Eine  Frage"), ask(database, "Eine Frage"), ask(database, "質問", language="ja")]
    assert by_language(loop.unanswered.by_id(turns)) == {"de": ["Eine Frage"]}


def test_changes_of_two_are_merged_and_both_survive() -> None:
    base = {"title": {"de": "A", "en": "A"}, "questions": {"de": ["1", "2"]}, "source": {"date": None}}
    theirs = {"title": {"de": "A", "en": "B"}, "questions": {"de": ["2", "3"]}, "source": {"date": "2026-01-01"}}
    mine = {"title": {"de": "C"}, "questions": {"de": ["1", "2", "4"]}, "source": {"date": None}}
    assert merged(base, theirs, mine) == {
        "title": {"de": "C"}, "questions": {"de": ["2", "3", "4"]}, "source": {"date": "2026-01-01"}}


def test_a_translation_is_outdated_until_it_is_changed_confirmed_or_dropped() -> None:
    base = {"title": {"de": "T", "fr": "T"}, "text": {"de": "Alt", "en": "Old", "fr": "Vieux"}, "plain": {"de": "Alt."}}
    new = base | {"text": {"de": "Neu", "en": "New", "fr": "Vieux"}}
    assert outdated(base, base, {}) == [] and outdated(new, base, {}) == ["fr", "plain"]
    from web.learning.bodies import fingerprint
    assert outdated(new, base, {"fr": fingerprint(new)}) == ["plain"]
    again = new | {"text": {**new["text"], "de": "Noch neuer"}}
    assert "fr" in outdated(again, base, {"fr": fingerprint(new)})
    assert outdated({**new, "text": {"de": "Neu", "en": "New"}, "title": {"de": "T"}, "plain": {}}, base, {}) == []
