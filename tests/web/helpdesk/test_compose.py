"""Help for who answers: suggestions from the knowledge base, canned replies, answers reported as wrong."""

import psycopg
import pytest
from flask import Flask

from tests.web.visits import Visit, told

from .desks import page, suggesting, words

HERE = "/conversations/1"


def test_suggestions_come_from_the_last_questions_and_go_into_the_reply(app: Flask, eva, waiting: Visit) -> None:
    knowledge = suggesting(app)
    waiting.say("Und seit wann gibt es das?")
    waiting.say("Ja bitte")
    shown = page(eva.get(HERE))
    assert knowledge.asked == [("Und seit wann gibt es das?", "de"), ("Wie viele Länder sind es denn?", "de")]
    first, second = shown.select("#suggestions .suggestion")
    assert "Titel goal 82 %" in words(first) and first.select_one("a")["href"].startswith("https://") and "areas" in words(second)
    button = first.select_one("button")
    expected = "Text goal.\n\nQuelle: Seite der Kommission, https://commission.europa.eu/x_de (Stand: 27. April 2023)"
    assert button["data-insert"] == expected == button["value"] and button["data-key"] == "1"
    inserted = page(eva.post(f"{HERE}/insert", {"text": "Guten Tag!", "message_id": "a1", "insert": button["value"]}))
    assert inserted.select_one("#reply-text").text.strip() == f"Guten Tag!\n\n{expected}"
    assert inserted.select_one("[name=message_id]")["value"] == "a1" and told(waiting.events(), "message") == []


def test_other_suggestions_can_be_searched(app: Flask, eva) -> None:
    knowledge = suggesting(app)
    shown = page(eva.post(f"{HERE}/search", {"ask": "Rückkehr "}))
    assert ("Rückkehr", "de") in knowledge.asked and len(shown.select("#found .suggestion")) == 2
    assert shown.select_one("#ask")["value"] == "Rückkehr"
    assert "nichts gefunden" in words(page(eva.post(f"{HERE}/search", {"ask": " "})).select_one("#found"))


def test_a_knowledge_base_that_fails_does_not_stop_the_work(app: Flask, eva) -> None:
    suggesting(app).suggest = None
    assert "keinen Vorschlag" in words(page(eva.get(HERE)).select_one("#suggestions"))


def test_canned_replies_in_the_visitors_language_speak_for_the_person(eva, log_in) -> None:
    for title, language, text in (("Gruß", "de", "Guten Tag, hier ist {name}."), ("Hello", "en", "Hello")):
        log_in("editor", "ida").post("/canned", {"title": title, "language": language, "text": text})
    button, = page(eva.get(HERE)).select("#canned button")
    assert (button.text, button["data-insert"]) == ("Gruß", "Guten Tag, hier ist Eva.")


def test_a_wrong_answer_is_reported_and_the_report_taken_back(eva, database: psycopg.Connection) -> None:
    form = page(eva.get(f"{HERE}?wrong=1")).select_one("#correct")
    assert "Wie viele Länder" in words(form)
    assert eva.post(f"{HERE}/correct", {"wrong": "1", "comment": "Es sind fünf"}).status_code == 303
    assert database.execute("SELECT turn_id, account_id, comment FROM correction").fetchall() == [(1, eva.account, "Es sind fünf")]
    assert "als falsch gemeldet: Es sind fünf" in words(page(eva.get(HERE)).select_one("#answer-1"))
    assert database.execute("SELECT detail::text FROM audit WHERE action = 'correction.add'").fetchone() == ('{"conversation": 1}',)
    eva.post(f"{HERE}/correct", {"wrong": "1", "undo": "yes"})
    assert database.execute("SELECT count(*) FROM correction").fetchone() == (0,)


@pytest.mark.parametrize("turn, comment, status", [("2", "", 404), ("x", "", 404), ("", "", 404), ("1", "x" * 1001, 400)])
def test_what_cannot_be_reported(eva, database: psycopg.Connection, turn: str, comment: str, status: int) -> None:
    answer = eva.post(f"{HERE}/correct", {"wrong": turn, "comment": comment})
    assert answer.status_code == status and database.execute("SELECT count(*) FROM correction").fetchone() == (0,)
    assert status == 404 or page(answer).select_one("#comment").text.strip() == comment
