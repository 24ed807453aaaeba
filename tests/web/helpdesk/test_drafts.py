"""Drafts: typed, saved, checked for what is missing, changed by two at once, published and brought back."""

import threading

import pytest

from web.learning.bodies import of_item
from web.learning.form import fields, read, slug

from .classroom import ask, body, case, files, report, typed


def begin(loop, editor, new=None, item=None, **origin) -> int:
    """A draft with that body: of a new item, or of a change to an item."""
    account = loop_account(editor)
    if item:
        number = loop.draft(item, (), account)
        if new:
            loop.drafts.save(number, 1, new, account)
        return number
    return loop.drafts.create(None, body() if new is None else new, origin, account)


def loop_account(client):
    from web.store import Account
    return Account(client.account, "editor", "Editor", "editor", "de", False, False)


def passed(loop, number: int, **lists) -> None:
    """As if the gate had seen the draft as it is."""
    loop.drafts.store_report(number, loop.drafts.read(number).revision, report(loop.publications.versions(None)[0], **lists))


def test_the_form_takes_every_item_of_the_files_without_loss() -> None:
    for item in files().items.values():
        before = of_item(item)
        assert read(typed(before), before, item.id) == before, item.id


def test_an_empty_draft_can_be_begun_and_filled_in(loop, editor) -> None:
    assert editor.post("/drafts").headers["Location"].startswith("/helpdesk/drafts/1")
    page = editor.get("/drafts/1").text
    assert "Etwas fehlt oder stimmt nicht" in page and 'id="title.de-wrong"' in page and 'aria-describedby="title.de-wrong' in page
    saved = editor.post("/drafts/1", typed(body(), id=""))
    assert saved.status_code == 303
    draft = loop.drafts.read(1)
    assert draft.body == body(id="die-blaue-karte-eu") and draft.revision == 2
    assert "Etwas fehlt" not in editor.get("/drafts/1").text


def test_saving_the_same_again_keeps_the_revision(loop, editor) -> None:
    number = begin(loop, editor)
    editor.post(f"/drafts/{number}", typed(body()))
    assert loop.drafts.read(number).revision == 1


@pytest.mark.parametrize("change, field, sentence", [
    ({"text.en": ""}, "text.en", "Bitte ausfüllen."),
    ({"text.de": "x" * 901}, "text.de", "höchstens 900 Zeichen"),
    ({"source.url.de": "htp:/kaputt"}, "source.url.de", "keine Webadresse"),
    ({"source.url.de": "https://x.eu/ein leer"}, "source.url.de", "keine Webadresse"),
    ({"source.as_of": "2026-02-30"}, "source.as_of", "„2026-02-30“ gibt es nicht als Tag"),
    ({"source.date": "gestern"}, "source.date", "„gestern“ gibt es nicht als Tag"),
    ({"review_on": "2027-13-01"}, "review_on", "„2027-13-01“ gibt es nicht als Tag"),
    ({"topic": ""}, "topic", "Bitte ausfüllen."),
    ({"id": "Blaue Karte"}, "id", "nur kleine Buchstaben"),
    ({"id": "areas"}, "id", "gibt es schon"),
    ({"questions.de": "Nur eine?"}, "questions.de", "mindestens zwei Beispielfragen"),
    ({"questions.de": "Welche fünf Schlüsselbereiche gibt es\nUnd dann?"}, "questions.de", "gehört schon zu „areas“"),
    ({"title.fr": "Titre"}, "text.fr", "Bitte ausfüllen."),
    ({"text.de": "Seit 2021 gibt es sie."}, "text.en", "Die Zahlen sind andere als im deutschen Text: 2021"),
])
def test_what_is_wrong_is_saved_and_said_at_its_field(loop, editor, change, field, sentence) -> None:
    number = begin(loop, editor)
    assert editor.post(f"/drafts/{number}", typed(body()) | change).status_code == 303
    page = editor.get(f"/drafts/{number}").text
    wrong = page.split(f'id="{field}-wrong">')[1].split("</p>")[0]
    assert sentence in wrong
    for name, value in change.items():
        assert fields(loop.drafts.read(number).body)[name] == value
    stopped = editor.post(f"/drafts/{number}", typed(body(), "2", do="check") | change)
    assert stopped.status_code == 409 and loop.background.progress("anything") is None


def test_the_older_of_two_editors_loses_nothing_and_overwrites_nothing(loop, editor, log_in) -> None:
    number, other = begin(loop, editor), log_in("editor", "eva")
    other.post(f"/drafts/{number}", typed(body(), **{"title.de": "Evas Titel"}))
    late = editor.post(f"/drafts/{number}", typed(body(), **{"title.de": "Mein Titel", "text.de": "Mein langer Text."}))
    assert late.status_code == 409 and "Nicht gespeichert: Eva hat diesen Entwurf" in late.text
    assert 'value="Mein Titel"' in late.text and "Mein langer Text.</textarea>" in late.text
    assert "<del>" in late.text and "Evas" in late.text and 'name="revision" value="2"' in late.text
    assert loop.drafts.read(number).body["title"]["de"] == "Evas Titel"
    assert editor.post(f"/drafts/{number}", typed(body(), "2", **{"title.de": "Mein Titel"})).status_code == 303
    assert loop.drafts.read(number).body["title"]["de"] == "Mein Titel"


def test_of_two_who_save_at_the_same_moment_one_wins(loop, editor, log_in) -> None:
    number, people, got = begin(loop, editor), [log_in("editor", name) for name in ("eva", "max")], []
    barrier = threading.Barrier(2)

    def save(person, title: str) -> None:
        barrier.wait()
        got.append(person.post(f"/drafts/{number}", typed(body(), **{"title.de": title})).status_code)
    threads = [threading.Thread(target=save, args=(person, f"Titel {place}")) for place, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [303, 409] and loop.drafts.read(number).revision == 2


def test_translations_that_became_old_stop_the_draft_until_each_is_dealt_with(loop, editor) -> None:
    number = begin(loop, editor, item="areas")
    old = loop.drafts.read(number).body
    editor.post(f"/drafts/{number}", typed(old, **{"text.de": "Es gibt fünf Bereiche.", "text.en": "There are five areas."}))
    page = editor.get(f"/drafts/{number}").text
    assert page.count('name="right"') == 28 and "Französisch" in page
    assert "outdated" in loop.gate.standing(loop.drafts.read(number)).reasons
    now = typed(loop.drafts.read(number).body, "2")
    editor.post(f"/drafts/{number}", now | {"do": "drop:fr", "right": "it", "text.es": "Hay cinco ámbitos."})
    draft = loop.drafts.read(number)
    left = loop.gate.standing(draft).outdated
    assert "fr" not in draft.body["text"] and not {"fr", "it", "es"} & set(left) and "pl" in left
    editor.post(f"/drafts/{number}", {**typed(draft.body, str(draft.revision)), "right": left})
    assert loop.gate.standing(loop.drafts.read(number)).outdated == []


def test_a_language_is_added_on_demand(loop, editor) -> None:
    number = begin(loop, editor)
    assert 'name="text.uk"' not in editor.get(f"/drafts/{number}").text
    gone = editor.post(f"/drafts/{number}", typed(body(), do="language", also="uk"))
    assert 'name="text.uk"' in editor.get(gone.headers["Location"].removeprefix("/helpdesk")).text


def test_nothing_is_published_that_the_gate_has_not_seen(database, loop, editor) -> None:
    number = begin(loop, editor)
    refused = editor.post(f"/drafts/{number}", typed(body(), do="publish"))
    assert refused.status_code == 409 and "noch nicht geprüft" in refused.text
    passed(loop, number)
    changed = editor.post(f"/drafts/{number}", typed(body(), do="publish", **{"text.de": "Ganz anders."}))
    assert changed.status_code == 409 and "seit der Prüfung geändert" in changed.text and "Ganz anders." in changed.text
    assert database.execute("SELECT count(*) FROM publication").fetchone() == (0,)


def test_a_broken_answer_stops_it_until_somebody_marks_each_case(database, loop, editor) -> None:
    number = begin(loop, editor)
    passed(loop, number, broken=[case("k1", "Wann <war> das?"), case("k2", "Wo war das?")])
    stopped = editor.post(f"/drafts/{number}", typed(body(), do="publish"))
    assert stopped.status_code == 409 and "Bisher richtige Antworten würden falsch: 2" in stopped.text
    assert "Wann &lt;war&gt; das?" in stopped.text and "Die fünf Schlüsselbereiche" in stopped.text
    editor.post(f"/drafts/{number}", typed(body(), do="accept:k1"))
    assert "würden falsch: 1" in editor.post(f"/drafts/{number}", typed(body(), do="publish")).text
    assert editor.post(f"/drafts/{number}", typed(body(), do="accept:nothing")).status_code == 409
    editor.post(f"/drafts/{number}", typed(body(), do="accept:k2"))
    assert "richtig, sagt Editor" in editor.get(f"/drafts/{number}").text
    assert editor.post(f"/drafts/{number}", typed(body(), do="publish", note="Neu")).status_code == 303
    cases = database.execute("SELECT detail ->> 'case' FROM audit WHERE action = 'draft.accepted' ORDER BY id").fetchall()
    assert cases == [("k1",), ("k2",)] and "Wann" not in str(database.execute("SELECT detail FROM audit").fetchall())


def test_publishing_writes_one_row_and_closes_the_draft_and_its_questions(database, loop, editor) -> None:
    turn = ask(database, "Was ist die Blaue Karte?")
    number = loop.draft(None, [turn], loop_account(editor))
    loop.drafts.save(number, 1, body(review_on="2027-05-01"), loop_account(editor))
    passed(loop, number)
    gone = editor.post(f"/drafts/{number}", typed(body(review_on="2027-05-01"), "2", do="publish", note="Erste Fassung"))
    assert gone.status_code == 303
    row = database.execute("SELECT item, body, review_on::text, draft_id, note FROM publication").fetchone()
    assert row == ("blue-card", body(), "2027-05-01", number, "Erste Fassung")
    assert database.execute("SELECT state FROM learnt").fetchone() == ("done",)
    assert "nach höchstens 2 Sekunden" in editor.get(f"/drafts/{number}?done=drafts.published").text
    for do in ("publish", "save", "check"):
        assert editor.post(f"/drafts/{number}", typed(body(), "2", do=do)).status_code == 409
    assert database.execute("SELECT count(*) FROM publication").fetchone() == (1,)


def test_another_publication_in_between_asks_for_a_new_check(database, loop, editor) -> None:
    first, second = begin(loop, editor), begin(loop, editor, body(id="other-card"))
    passed(loop, first)
    passed(loop, second)
    assert editor.post(f"/drafts/{first}", typed(body(), do="publish")).status_code == 303
    stopped = editor.post(f"/drafts/{second}", typed(body(id="other-card"), do="publish"))
    assert stopped.status_code == 409 and "etwas anderes veröffentlicht" in stopped.text
    loop.publications.set_review("areas", None, loop_account(editor))
    passed(loop, second)
    loop.publications.set_review("areas", None, loop_account(editor))
    assert editor.post(f"/drafts/{second}", typed(body(id="other-card"), do="publish")).status_code == 303


def test_of_two_who_publish_at_the_same_moment_one_has_to_check_again(database, loop, editor, log_in) -> None:
    numbers, got, barrier = [begin(loop, editor), begin(loop, editor, body(id="other-card"))], [], threading.Barrier(2)
    people = [log_in("editor", name) for name in ("eva", "max")]
    for number in numbers:
        passed(loop, number)

    def publish(person, number: int) -> None:
        new = loop.drafts.read(number).body
        barrier.wait()
        got.append(person.post(f"/drafts/{number}", typed(new, do="publish")).status_code)
    threads = [threading.Thread(target=publish, args=pair) for pair in zip(people, numbers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [303, 409] and database.execute("SELECT count(*) FROM publication").fetchone() == (1,)


def test_a_change_that_somebody_else_published_is_merged_and_not_undone(loop, editor) -> None:
    mine = begin(loop, editor, item="areas")
    base = loop.drafts.read(mine).body
    theirs = loop.drafts.create("areas", base, loop.bases.origin("areas"), loop_account(editor))
    new = {**base, "questions": {**base["questions"], "de": [*base["questions"]["de"], "Ihre Frage?"]}}
    loop.drafts.save(theirs, 1, new, loop_account(editor))
    passed(loop, theirs)
    loop.gate.publish(theirs, 2, "", loop_account(editor))
    changed = {**base, "questions": {**base["questions"], "en": [*base["questions"]["en"], "My question?"]}}
    loop.drafts.save(mine, 1, changed, loop_account(editor))
    passed(loop, mine)
    stopped = editor.post(f"/drafts/{mine}", typed(changed, "2", do="publish"))
    assert stopped.status_code == 409 and "von jemand anderem geändert" in stopped.text
    editor.post(f"/drafts/{mine}", typed(changed, "2", do="merge"))
    after = loop.drafts.read(mine)
    assert after.body["questions"]["de"][-1] == "Ihre Frage?" and after.body["questions"]["en"][-1] == "My question?"
    assert "moved" not in loop.gate.standing(after).reasons and not after.checked


def test_a_new_day_of_review_alone_needs_no_new_check(loop, editor) -> None:
    number = begin(loop, editor)
    passed(loop, number)
    editor.post(f"/drafts/{number}", typed(body(), review_on="2028-01-01"))
    draft = loop.drafts.read(number)
    assert draft.revision == 2 and loop.gate.standing(draft).reasons == []


def test_a_discarded_draft_gives_its_questions_back(database, loop, editor) -> None:
    turn = ask(database, "Was ist die Blaue Karte?")
    number = loop.draft(None, [turn], loop_account(editor))
    assert loop.unanswered.open() == []
    assert editor.post(f"/drafts/{number}", {"do": "discard", "revision": "0"}).status_code == 409
    editor.post(f"/drafts/{number}", {"do": "discard", "revision": "1"})
    assert [question.turn for question in loop.unanswered.open()] == [turn]
    assert "Verworfen" in editor.get(f"/drafts/{number}").text and "Blaue" not in editor.get("/drafts").text


def test_the_list_says_what_a_draft_changes_and_where_it_stands(loop, editor) -> None:
    begin(loop, editor)
    number = begin(loop, editor, item="areas")
    old = loop.drafts.read(number).body
    loop.drafts.save(number, 1, {**old, "title": {**old["title"], "de": "Fünf Bereiche"}}, loop_account(editor))
    passed(loop, number, broken=[case()])
    page = editor.get("/drafts").text
    assert "neuer Inhalt" in page and "noch nicht geprüft" in page and "gestörte Antworten: 1" in page
    assert "Die fünf Schlüsselbereiche: Titel" in page and "29 Sprachen" in page


@pytest.mark.parametrize("sent, status", [({"do": "fly"}, 400), ({"do": "save", "revision": "x"}, 409), ({}, 409)])
def test_a_form_that_is_none_changes_nothing(loop, editor, sent, status) -> None:
    number = begin(loop, editor)
    assert editor.post(f"/drafts/{number}", sent).status_code == status
    assert loop.drafts.read(number).body == body()


def test_a_draft_that_does_not_exist_is_not_found(loop, editor) -> None:
    assert editor.get("/drafts/77").status_code == 404
    assert editor.post("/drafts/77", typed(body())).status_code == 404


def test_an_id_comes_from_the_title() -> None:
    assert slug("Rückkehr für Ältere – Teil 2!") == "rueckkehr-fuer-aeltere-teil-2"
