"""One conversation: the transcript, the reply, and all that its person can do with it."""

import psycopg
import pytest

from tests.web.visits import Visit, told

from .desks import page, words

HERE = "/conversations/1"
FETCH = {"X-Requested-With": "fetch"}


def messages(visit: Visit) -> list[str]:
    """What people wrote to the visitor."""
    return [data["text"] for data in told(visit.events(), "message")]


def test_the_transcript_shows_what_was_said_and_how_sure_the_machine_was(log_in, waiting: Visit) -> None:
    rated = waiting.client.post(f"{waiting.path}/ratings", json={"turn": 1, "value": "down", "comment": "Zu kurz"})
    assert rated.status_code == 204
    shown = page(log_in().get(HERE))
    asked, answered = words(shown.select_one("#turn-1")), words(shown.select_one("#answer-1"))
    assert "Wie viele Länder sind es denn?" in asked
    for part in ("Mit vier Partnern.", "Seite", "Stand 27. April 2023", "beantwortet", "Sicherheit 90 %", "Deutsch",
                 "Inhalt: agreements", "Angeboten: Welche?", "als nicht hilfreich bewertet", "Kommentar zur Bewertung: Zu kurz"):
        assert part in answered
    assert shown.select_one("#turn-1 .said")["dir"] == "auto" and shown.select_one("#answer-1 .said")["lang"] == "de"


def test_steps_notes_and_messages_of_people_stand_in_order(eva, waiting: Visit) -> None:
    eva.post(f"{HERE}/note", {"text": "Fragt nach Niger"})
    eva.post(f"{HERE}/say", {"text": "Guten Tag"})
    waiting.say("Danke schön")
    eva.post(f"{HERE}/close")
    entries = [words(entry) for entry in page(eva.get(HERE)).select("#transcript .entry")]
    found = [next(index for index, entry in enumerate(entries) if part in entry) for part in (
        "Wie viele Länder", "Mit vier Partnern.", "Wartet auf einen Menschen.", "Eva hat das Gespräch übernommen.",
        "Interne Notiz von Eva", "Guten Tag", "Danke schön", "Eva hat das Gespräch geschlossen.")]
    assert found == list(range(8)) == list(range(len(entries)))


def test_the_visitor_never_sees_a_note(eva, waiting: Visit) -> None:
    assert eva.post(f"{HERE}/note", {"text": "Streng geheim"}).status_code == 303
    assert "Streng geheim" not in str(waiting.events()) + str(waiting.read())


def test_a_reply_reaches_the_visitor(eva, waiting: Visit) -> None:
    gone = eva.post(f"{HERE}/say", {"text": "Es sind vier.", "message_id": "a1"})
    assert gone.status_code == 303 and messages(waiting) == ["Es sind vier."]
    assert "Die Antwort ist gesendet." in eva.get(gone.headers["Location"].removeprefix("/helpdesk")).text


def test_what_is_sent_again_after_a_dropped_line_arrives_once(eva, waiting: Visit) -> None:
    for _ in range(3):
        answer = eva.post(f"{HERE}/say", {"text": "Es sind vier.", "message_id": "a1"}, headers=FETCH)
        assert answer.json == {"done": True}
    eva.post(f"{HERE}/say", {"text": "Es sind vier.", "message_id": "a2"}, headers=FETCH)
    assert messages(waiting) == ["Es sind vier."] * 2


def test_every_page_has_another_message_id(eva) -> None:
    found = {page(eva.get(HERE)).select_one("[name=message_id]")["value"] for _ in range(3)}
    assert len(found) == 3 and all(len(one) == 32 for one in found)


@pytest.mark.parametrize("form, text, field", [
    ("say", "", "#reply-text"), ("say", "x" * 4001, "#reply-text"), ("note", " \u200b", "#note-text"),
    ("note", "x" * 4001, "#note-text"),
])
def test_a_rejected_text_is_shown_again_with_the_reason(eva, waiting: Visit, form: str, text: str, field: str) -> None:
    answer = eva.post(f"{HERE}/{form}", {"text": text, "message_id": "a1"})
    box = page(answer).select_one(field)
    assert answer.status_code == 400 and box["aria-invalid"] == "true" and box.text.strip("\n") == text
    problem = page(answer).select_one(f"#{box['aria-describedby'].split()[-1]}")
    assert words(problem) == "Bitte schreiben Sie 1 bis 4000 Zeichen."
    assert messages(waiting) == []


def test_a_script_gets_the_reason_in_the_language_of_the_account(eva, database: psycopg.Connection) -> None:
    database.execute("UPDATE account SET language = 'en'")
    answer = eva.post(f"{HERE}/say", {"text": ""}, headers=FETCH)
    assert answer.status_code == 400
    assert answer.json == {"error": {"code": "text_length", "message": "Please write 1 to 4000 characters."}}


@pytest.mark.parametrize("step, data", [
    ("say", {"text": "Von mir"}), ("forward", {"to": "account:1"}), ("give-back", {}), ("close", {})])
def test_only_who_has_a_conversation_acts_in_it(eva, log_in, waiting: Visit, step: str, data: dict) -> None:
    ida = log_in("agent", "ida")
    answer = ida.post(f"{HERE}/{step}", data)
    assert answer.status_code == 409 and "Eva hat dieses Gespräch" in answer.text
    assert waiting.read()["state"] == "human" and messages(waiting) == []
    assert page(answer).select_one("#reply") is None and "Sie können mitlesen" in answer.text


def test_who_loses_a_conversation_while_writing_is_told_and_keeps_the_text(eva, waiting: Visit) -> None:
    waiting.client.delete(f"{waiting.path}/person")
    answer = eva.post(f"{HERE}/say", {"text": "Ein langer Text"}, headers=FETCH)
    assert answer.status_code == 409
    assert answer.json["error"]["message"] == "Das geht gerade nicht. Stand des Gesprächs: bei Lotse. Es wurde nichts gesendet."


def test_a_deleted_conversation_is_told_to_scripts_and_people(eva, waiting: Visit) -> None:
    waiting.client.delete(waiting.path)
    answer = eva.post(f"{HERE}/say", {"text": "Hallo"}, headers=FETCH)
    assert answer.status_code == 404 and answer.json["error"]["message"].startswith("Dieses Gespräch gibt es nicht mehr.")
    assert eva.get(HERE).status_code == 404 and eva.post(f"{HERE}/say", {"text": "Hallo"}).status_code == 404


def test_an_administrator_takes_over(eva, log_in, waiting: Visit) -> None:
    assert log_in("agent", "ida").post(f"{HERE}/take-over").status_code == 403
    boss = log_in("administrator", "udo")
    assert page(boss.get(HERE)).select_one("#take-over").text == "Gespräch an mich nehmen"
    assert boss.post(f"{HERE}/take-over").status_code == 303
    assert waiting.read()["person"] == "Udo"


def test_typing_is_told_to_the_visitor(eva, waiting: Visit) -> None:
    assert eva.post(f"{HERE}/typing").status_code == 204
    assert told(waiting.events(), "typing") == [{}]


def test_forward_with_a_note_puts_it_back_into_the_queue(eva, log_in, waiting: Visit) -> None:
    ida = log_in("agent", "ida")
    offered = [option["value"] for option in page(eva.get(HERE)).select("#to option")]
    assert offered == ["", f"account:{ida.account}"]
    gone = eva.post(f"{HERE}/forward", {"to": f"account:{ida.account}", "note": "Bitte auf Arabisch"})
    assert gone.headers["Location"] == "/helpdesk/queue?done=queue.forwarded"
    shown = page(ida.get(HERE))
    assert "für Ida gedacht" in words(shown.select_one("#standing")) and "Bitte auf Arabisch" in words(shown.select_one("#transcript"))
    assert waiting.read()["state"] == "waiting"


@pytest.mark.parametrize("to", ["", "account:", "account:x", "account:999", "team:7", "pool:1", "account:" + "9" * 30])
def test_forward_to_nobody_is_explained_and_keeps_the_note(eva, waiting: Visit, to: str) -> None:
    answer = eva.post(f"{HERE}/forward", {"to": to, "note": "Bitte auf Arabisch"})
    shown = page(answer)
    assert answer.status_code == 400 and shown.select_one("#forward")["open"] == ""
    assert shown.select_one("#forward-note").text.strip() == "Bitte auf Arabisch"
    assert words(shown.select_one("#to-problem")) == "Bitte wählen Sie eine Person oder ein Team aus der Liste."
    assert waiting.read()["state"] == "human"


def test_give_back_and_close_lead_to_the_queue(eva, waiting: Visit) -> None:
    assert eva.post(f"{HERE}/give-back").headers["Location"] == "/helpdesk/queue?done=queue.given_back"
    assert waiting.read()["state"] == "bot"


def test_citizens_words_are_never_audited(eva, waiting: Visit, database: psycopg.Connection) -> None:
    eva.post(f"{HERE}/note", {"text": "Geheimnis"})
    eva.post(f"{HERE}/say", {"text": "Geheimnis"})
    eva.post(f"{HERE}/correct", {"wrong": "1", "comment": "Geheimnis"})
    assert "Geheimnis" not in str(database.execute("SELECT * FROM audit").fetchall())


@pytest.mark.parametrize("path", ["/conversations/2", "/conversations/" + "9" * 30])
def test_a_guessed_number_leads_nowhere(eva, path: str) -> None:
    assert eva.get(path).status_code == 404
