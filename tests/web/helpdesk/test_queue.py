"""The queue as staff see it: who waits, whose they are, taking, messages that were left."""

from concurrent.futures import ThreadPoolExecutor

import psycopg
from bs4 import BeautifulSoup

from tests.web.visits import Visit

from .desks import page, words


def texts_of(parsed: BeautifulSoup, list_title: str) -> list[str]:
    """What stands in the entries of the list with that title."""
    entries = parsed.select(f'[aria-labelledby="{list_title}"] > li')
    return [words(entry) for entry in entries]


def test_it_shows_who_waits_why_and_what_they_wrote_last(log_in, waiting: Visit) -> None:
    shown = page(log_in().get("/queue"))
    entry, = texts_of(shown, "waiting")
    for part in ("Gespräch 1", "Platz 1", "wartet seit", "Deutsch", "Website", "wünscht einen Menschen", "Wie viele Länder"):
        assert part in entry
    assert shown.title.text == "(1) Warteschlange – Lotse Helpdesk"
    assert shown.select_one(".guest .last")["lang"] == "de"


def test_an_empty_queue_says_so(log_in) -> None:
    response = log_in().get("/queue")
    assert "Gerade wartet niemand." in response.text and page(response).title.text.startswith("Warteschlange")


def test_in_english_for_who_reads_english(log_in, waiting: Visit, database: psycopg.Connection) -> None:
    eva = log_in("agent", "eva")
    database.execute("UPDATE account SET language = 'en'")
    entry, = texts_of(page(eva.get("/queue")), "waiting")
    assert "Conversation 1" in entry and "German" in entry and "asked for a person" in entry


def test_one_click_takes_and_colleagues_see_it(log_in, waiting: Visit) -> None:
    eva, ida = log_in("agent", "eva"), log_in("agent", "ida")
    gone = eva.post("/conversations/1/take")
    assert gone.status_code == 303 and gone.headers["Location"] == "/helpdesk/conversations/1?done=conversation.taken"
    assert waiting.read()["state"] == "human" and waiting.read()["person"] == "Eva"
    assert "Gespräch 1" in texts_of(page(eva.get("/queue")), "mine")[0]
    assert "bei Eva" in texts_of(page(ida.get("/queue")), "others")[0]


def test_of_two_who_take_at_once_one_hears_who_was_faster(log_in, waiting: Visit) -> None:
    people = [log_in("agent", name) for name in ("eva", "ida")]
    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda one: one.post("/conversations/1/take"), people))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    name = waiting.read()["person"]
    assert f"{name} hat dieses Gespräch schon übernommen." in page(late).select_one("#problem").text


def test_a_visitor_who_wrote_since_is_marked(log_in, waiting: Visit) -> None:
    eva = log_in()
    eva.post("/conversations/1/take")
    assert "neue Nachricht" not in texts_of(page(eva.get("/queue")), "mine")[0]
    waiting.say("Sind Sie noch da?")
    assert "neue Nachricht" in texts_of(page(eva.get("/queue")), "mine")[0]
    eva.post("/conversations/1/say", {"text": "Ja."})
    assert "neue Nachricht" not in texts_of(page(eva.get("/queue")), "mine")[0]


def test_what_is_meant_for_me_or_my_team_is_marked(log_in, waiting: Visit, database: psycopg.Connection) -> None:
    eva, ida = log_in("agent", "eva"), log_in("agent", "ida")
    team = database.execute("INSERT INTO team (name) VALUES ('Arabisch') RETURNING id").fetchone()[0]
    database.execute("INSERT INTO membership VALUES (%s, %s)", (team, ida.account))
    for to, mark in ((f"account:{ida.account}", "für Sie"), (f"team:{team}", "für Arabisch")):
        eva.post("/conversations/1/take")
        assert eva.post("/conversations/1/forward", {"to": to}).status_code == 303
        shown = page(ida.get("/queue"))
        assert shown.select_one("#waiting ~ ol .tag.strong").text.strip() == mark


def test_a_message_that_was_left_is_done_with_one_click_and_can_be_undone(
        log_in, waiting: Visit, database: psycopg.Connection) -> None:
    eva = log_in()
    left = {"message": "Bitte um Rückruf", "reply_to": "gast@example.org", "consent": True}
    assert waiting.client.post(f"{waiting.path}/callback", json=left).status_code == 201
    entry, = texts_of(page(eva.get("/queue")), "callbacks")
    assert "Bitte um Rückruf" in entry and "gast@example.org" in entry
    done = eva.post("/callbacks/1/done")
    after = eva.get(done.headers["Location"].removeprefix("/helpdesk"))
    assert texts_of(page(after), "callbacks") == []
    assert page(after).select_one('form[action$="/callbacks/1/again"] button').text == "Rückgängig"
    eva.post("/callbacks/1/again")
    assert len(texts_of(page(eva.get("/queue")), "callbacks")) == 1
    logged = database.execute("SELECT action, subject, detail::text FROM audit WHERE action LIKE 'callback%' ORDER BY id").fetchall()
    assert logged == [("callback.done", "1", "{}"), ("callback.again", "1", "{}")]


def test_who_is_quick_twice_does_it_once(log_in, waiting: Visit, database: psycopg.Connection) -> None:
    eva = log_in()
    waiting.client.post(f"{waiting.path}/callback", json={"message": "Hallo", "reply_to": "a@example.org", "consent": True})
    assert [eva.post("/callbacks/1/done").status_code for _ in range(2)] == [303, 303]
    assert database.execute("SELECT count(*) FROM audit WHERE action = 'callback.done'").fetchone() == (1,)
