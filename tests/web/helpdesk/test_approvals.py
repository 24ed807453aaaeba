"""Answers that wait for a person, and the rules by which they do."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from flask import Flask

from tests.web.visits import Visit, told

from .desks import page, suggesting, words


@pytest.fixture
def asked(app: Flask, log_in, database: psycopg.Connection) -> Visit:
    """A visitor whose answer waits, because a rule says so for the whole website; it is proposal 1."""
    suggesting(app)
    assert log_in("administrator").post("/approval-rules", {"channel": "web"}).status_code == 303
    visit = Visit.begin(app)
    visit.say("Wie viele Länder sind es denn?")
    return visit


def test_it_shows_the_question_the_draft_and_its_sources(log_in, asked: Visit) -> None:
    shown = page(log_in().get("/approvals"))
    section = words(shown.select_one("#proposals section"))
    for part in ("Gespräch 1", "wartet seit", "Deutsch", "Sicherheit 90 %", "Wie viele Länder sind es denn?", "Mit vier Partnern.",
                 "Seite (öffnet ein neues Fenster) (Stand 27. April 2023)"):
        assert part in section
    assert shown.title.text == "(1) Freigaben – Lotse Helpdesk"
    assert told(asked.events(), "message") == []


@pytest.mark.parametrize("decision, text, arrives", [
    ("sent", None, "Mit vier Partnern."), ("edited", "Es sind vier Partner.", "Es sind vier Partner.")])
def test_sent_or_edited_it_reaches_the_visitor_with_its_sources(log_in, asked: Visit, decision: str, text: str, arrives: str) -> None:
    agent = log_in()
    gone = agent.post("/approvals/1", {"decision": decision} | ({"text": text} if text else {}))
    assert gone.status_code == 303 and "/helpdesk/approvals" in gone.headers["Location"]
    message, = told(asked.events(), "message")
    assert message["text"] == arrives and message["sources"][0]["title"] == "Seite"
    assert "Gerade ist keine Antwort zu prüfen." in agent.get("/approvals").text
    assert "geprüfte Antwort von Lotse" in agent.get("/conversations/1").text


def test_rejected_the_visitor_is_yours(log_in, asked: Visit) -> None:
    gone = log_in("agent", "eva").post("/approvals/1", {"decision": "rejected"})
    assert gone.headers["Location"] == "/helpdesk/conversations/1?done=approvals.rejected"
    assert asked.read()["person"] == "Eva" and told(asked.events(), "message") == []


def test_of_two_who_decide_at_once_one_hears_who_was_faster(log_in, asked: Visit) -> None:
    people = [log_in("agent", name) for name in ("eva", "ida")]
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda one: one.post("/approvals/1", {"decision": "sent"}), people))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "hat über diese Antwort schon entschieden." in late.text
    assert len(told(asked.events(), "message")) == 1


def test_an_edited_answer_without_words_is_shown_again(log_in, asked: Visit) -> None:
    agent = log_in()
    assert page(agent.get("/approvals/1")).select_one("#text").text.strip() == "Mit vier Partnern."
    answer = agent.post("/approvals/1", {"decision": "edited", "text": " "})
    field = page(answer).select_one("#text")
    assert answer.status_code == 400 and field["aria-invalid"] == "true" and field.text.strip() == ""
    assert "Bitte schreiben Sie 1 bis 4000 Zeichen." in answer.text
    assert agent.post("/approvals/1", {"decision": "maybe"}).status_code == 400


def test_what_the_visitor_has_deleted_is_gone(log_in, asked: Visit) -> None:
    asked.client.delete(asked.path)
    agent = log_in()
    for answer in (agent.post("/approvals/1", {"decision": "sent"}), agent.get("/approvals/1"), agent.get("/approvals/7")):
        assert answer.status_code == 404 and "schon entschieden, oder der Gast hat das Gespräch gelöscht" in answer.text


def test_rules_are_added_and_deleted(app: Flask, log_in, database: psycopg.Connection) -> None:
    suggesting(app)
    boss = log_in("administrator")
    assert boss.post("/approval-rules", {"channel": "rest", "topic": "returns"}).status_code == 303
    rows = page(boss.get("/approval-rules")).select("tbody tr")
    assert [words(row) for row in rows] == ["Schnittstelle Rückkehr Löschen"]
    assert boss.post("/approval-rules/1/delete").status_code == 303
    assert "Es gibt keine Regel." in boss.get("/approval-rules").text
    actions = database.execute("SELECT action, detail->>'topic' FROM audit WHERE action LIKE 'approval%' ORDER BY id").fetchall()
    assert actions == [("approval_rule.add", "returns"), ("approval_rule.delete", "returns")]


@pytest.mark.parametrize("typed, said", [
    ({}, "Kanal, ein Thema oder beides"), ({"channel": "fax"}, "aus der Liste"), ({"topic": "wetter"}, "aus der Liste"),
    ({"channel": "web"}, "Diese Regel gibt es schon."),
])
def test_rules_that_cannot_be(app: Flask, log_in, asked: Visit, typed: dict, said: str) -> None:
    boss = log_in("administrator")
    answer = boss.post("/approval-rules", typed)
    assert answer.status_code == 400 and said in words(page(answer).select_one("#rule-wrong"))
    assert len(page(boss.get("/approval-rules")).select("tbody tr")) == 1
