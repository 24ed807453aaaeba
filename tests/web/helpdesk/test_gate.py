"""The way of a question with the real knowledge base: not answered, drafted, stopped, corrected, published, answered."""

import time
from collections.abc import Iterator
from functools import cache

import pytest

from knowledge import Knowledge
from knowledge.live import Live
from knowledge.questions import Labelled
from web.learning import Learning
from web.learning.loop import known_answers

from .classroom import ask, body, files, typed

QUESTION = "Was ist die Blaue Karte EU?"
TAKEN = ["Seit wann gibt es die Partnerschaft mit Marokko?", "Wann begann die Zusammenarbeit mit Marokko?",
         "Von wann ist die operative Partnerschaft mit Marokko?", "Marokko Partnerschaft Datum"]


@pytest.fixture(scope="module")
def real() -> Knowledge:
    return Knowledge.load()


def labelled(_files) -> list[Labelled]:
    """A few of the questions with known answers, so that the check takes a second and not ten."""
    chosen = ("agreement-morocco", "areas", "refuse:outside_topic")
    return [one for one in every_known_answer() if one.label in chosen][::3]


@cache
def every_known_answer() -> list[Labelled]:
    return known_answers(files())


@pytest.fixture
def live(app, database, database_url, real) -> Iterator[Live]:
    """The knowledge base as the web tier follows it."""
    followed = Live(lambda: real, database_url, 0.05)
    app.extensions["knowledge"] = followed
    yield followed
    followed.close()


@pytest.fixture
def loop(app, live) -> Learning:
    made = Learning(app.extensions["database"], live.current, labelled)
    app.extensions["learning"] = made
    return made


def checked(loop, editor, number: int, new: dict) -> str:
    """The draft's page after that body was saved and the gate has seen it."""
    revision = loop.drafts.read(number).revision
    assert editor.post(f"/drafts/{number}", typed(new, str(revision), do="check")).status_code == 303
    assert loop.background.wait(120) and loop.drafts.read(number).checked
    return editor.get(f"/drafts/{number}").text


def publish(loop, editor, number: int, **further: str):
    draft = loop.drafts.read(number)
    return editor.post(f"/drafts/{number}", typed(draft.body, str(draft.revision), do="publish", **further))


def until(condition) -> bool:
    """Whether it holds soon: two seconds are promised, and this machine may have other things to do."""
    end = time.monotonic() + 10
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_from_a_question_to_its_answer_past_a_draft_that_breaks_something(database, loop, live, editor) -> None:
    assert live.current().ask(QUESTION).status != "answered"
    turn = ask(database, QUESTION)
    number = int(editor.post("/learning", {"do": "draft", "turns": str(turn)}).headers["Location"].split("/")[-1].split("?")[0])

    wrong = body()
    wrong["questions"]["de"] += TAKEN
    page = checked(loop, editor, number, wrong)
    broken = loop.drafts.read(number).report["report"]["broken"]
    assert broken and {case["expected"] for case in broken} == {"agreement-morocco"}
    assert "Bisher richtige Antworten würden falsch: " in page and broken[0]["question"] in page
    assert "Operative Partnerschaft mit Marokko" in page
    assert publish(loop, editor, number).status_code == 409
    assert database.execute("SELECT count(*) FROM publication").fetchone() == (0,)

    page = checked(loop, editor, number, body())
    report = loop.drafts.read(number).report["report"]
    assert report["broken"] == [] and [case["turn"] for case in report["now_answered"]] == [turn]
    assert QUESTION in page and "question" not in report["now_answered"][0]
    assert "Bereit zum Veröffentlichen." in page and "Fragen aus Gesprächen, die nun beantwortet werden: 1" in page
    assert publish(loop, editor, number, note="Neu").status_code == 303
    assert until(lambda: live.current().ask(QUESTION).item == "blue-card")
    answer = live.current().ask("What is the EU Blue Card?")
    assert answer.status == "answered" and "The EU Blue Card is a residence permit" in answer.text
    assert answer.sources[0].title == "Blaue Karte EU"
    assert editor.get("/items/blue-card").status_code == 200


def test_a_question_that_must_be_refused_is_guarded_too(loop, editor) -> None:
    stolen = [one for one in labelled(None) if one.label == "refuse:outside_topic" and one.language == "de"][:4]
    number = loop.drafts.create(None, body(), {}, account(editor))
    questions = {**body()["questions"], "de": [one.text for one in stolen]}
    checked(loop, editor, number, body(questions=questions))
    assert {case["expected"] for case in loop.drafts.read(number).report["report"]["broken"]} == {"refuse:outside_topic"}


def test_a_changed_text_is_live_and_rolled_back_again(loop, live, editor) -> None:
    asked = "Wie kohärent soll die Migrationspolitik sein?"
    old = live.current().ask(asked).text
    number = loop.draft("goal-coherence", [], account(editor))
    new = loop.drafts.read(number).body
    new |= {name: {code: new[name][code] for code in ("de", "en")} for name in ("title", "questions")}
    new |= {"text": {"de": "Alle Ebenen sollen zusammenpassen.", "en": "All levels are to fit."}, "plain": {"de": "Alles passt."}}
    loop.drafts.save(number, 1, new, account(editor))
    assert publish_checked(loop, editor, number).status_code == 303
    assert until(lambda: live.current().ask(asked).text == "Alle Ebenen sollen zusammenpassen.")
    editor.post("/items/goal-coherence/restore", {"version": "0"})
    assert publish_checked(loop, editor, 2).status_code == 303
    assert until(lambda: live.current().ask(asked).text == old)


def test_questions_are_refused_from_then_on(database, loop, live, editor) -> None:
    asked = "Welche Beispiele gibt es für gute Zusammenarbeit im Büro?"
    number = loop.draft("refuse:outside_topic", [ask(database, asked)], account(editor))
    assert publish_checked(loop, editor, number).status_code == 303
    assert until(lambda: live.current().ask(asked).reason == "outside_topic")


def test_a_check_says_how_far_it_is_and_another_draft_waits_its_turn(loop, editor, monkeypatch) -> None:
    first, second = (loop.drafts.create(None, body(id=name), {}, account(editor)) for name in ("one-card", "two-card"))
    for number in (first, second):
        loop.gate.check(loop.drafts.read(number))
    page = editor.get(f"/drafts/{second}").text
    assert "data-poll" in page and "<progress" in page and '<noscript><meta http-equiv="refresh"' in page
    assert loop.background.wait(120)
    for number in (first, second):
        assert loop.drafts.read(number).checked and "data-poll" not in editor.get(f"/drafts/{number}").text


def test_a_check_that_fails_says_so_and_can_be_started_again(loop, editor, monkeypatch) -> None:
    number = loop.drafts.create(None, body(), {}, account(editor))
    monkeypatch.setattr(loop.gate, "_labelled", lambda _: 1 / 0)
    loop.gate.check(loop.drafts.read(number))
    assert loop.background.wait(60) and "Die Prüfung ist abgebrochen" in editor.get(f"/drafts/{number}").text
    monkeypatch.setattr(loop.gate, "_labelled", labelled)
    assert "Die Prüfung ist abgebrochen" not in checked(loop, editor, number, body())


def test_a_mark_holds_for_the_same_new_answer_only(loop, editor) -> None:
    number = loop.drafts.create(None, body(), {}, account(editor))
    wrong = body()
    wrong["questions"]["de"] += TAKEN
    checked(loop, editor, number, wrong)
    for case in loop.drafts.read(number).report["report"]["broken"]:
        loop.gate.accept(number, case["key"], account(editor))
    assert loop.gate.standing(loop.drafts.read(number)).reasons == []
    checked(loop, editor, number, wrong | {"topic": "glossary"})
    assert loop.gate.standing(loop.drafts.read(number)).reasons == []
    other = wrong["text"] | {"de": "Die Blaue Karte EU ist etwas ganz anderes."}
    checked(loop, editor, number, wrong | {"text": other})
    assert "broken" in loop.gate.standing(loop.drafts.read(number)).reasons


def publish_checked(loop, editor, number: int):
    """Checks the draft as it is, then publishes it."""
    checked(loop, editor, number, loop.drafts.read(number).body)
    return publish(loop, editor, number)


def account(client):
    from web.store import Account
    return Account(client.account, "editor", "Editor", "editor", "de", False, False)
