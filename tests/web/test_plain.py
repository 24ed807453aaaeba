"""The conversation without JavaScript: forms, as a browser sends them."""

import html
import re
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.texts import texts

from .fakes import FakeRasa
from .visits import ALWAYS, desk_of, waiting

WORDS = texts("de")["widget"]
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
ANOTHER_DAY = f"{DAYS[(datetime.now(UTC) + timedelta(days=3)).weekday()]} 9:00-10:00 UTC"


class Plain:
    """A visitor whose browser runs no script: keeps the hidden fields, presses buttons."""

    def __init__(self, client: FlaskClient, language: str = "de") -> None:
        self.client = client
        self.language = language
        self._took(client.get(f"/plain?lang={language}"))

    def press(self, do: str = "send", **fields: str) -> str:
        """Sends the form; the page that comes back."""
        given = {"id": self.id, "nonce": self.nonce, "lang": self.language, "message": "", "do": do}
        return self._took(self.client.post("/plain", data=given | fields))

    def choose(self, title: str) -> str:
        """Presses a suggestion."""
        value = re.search(rf'name="choice" value="([^"]*)">{re.escape(title)}<', self.page).group(1)
        return self._took(self.client.post("/plain", data={
            "id": self.id, "nonce": self.nonce, "lang": self.language, "message": "", "choice": html.unescape(value)}))

    def _took(self, response) -> str:
        self.status, self.page, self.headers = response.status_code, response.text, response.headers
        self.id, self.nonce = (re.search(f'name="{name}" value="([^"]*)"', self.page).group(1) for name in ("id", "nonce"))
        return html.unescape(self.page)


@pytest.fixture
def plain(client: FlaskClient) -> Plain:
    return Plain(client)


def test_a_question_is_answered_with_its_source(plain: Plain, rasa: FakeRasa) -> None:
    page = plain.press(message="Wie viele Partner?")
    assert plain.status == 200 and [sent["message"] for sent in rasa.received] == ["Wie viele Partner?"]
    order = [WORDS["you"], "Wie viele Partner?", WORDS["bot"], "Mit vier Partnern.", 'href="https://commission.europa.eu/x_de"',
             WORDS["page"], "27. April 2023", '<textarea id="message"']
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert "Set-Cookie" not in plain.headers and plain.headers["Cache-Control"] == "no-store"


def test_it_says_first_that_it_is_a_machine(plain: Plain) -> None:
    assert plain.page.index(html.escape(WORDS["machine_title"])) < plain.page.index("<textarea")
    assert plain.id == ""


def test_suggestions_and_start_questions_are_buttons(plain: Plain, rasa: FakeRasa) -> None:
    plain.choose(texts("de")["starters"][0])
    plain.choose("Welche?")
    assert [sent["message"] for sent in rasa.received] == [texts("de")["starters"][0], "Welche Länder?"]
    assert plain.page.count('name="choice"') == 1  # only under the last answer


def test_a_form_sent_twice_is_answered_once_but_new_words_are_new(plain: Plain, rasa: FakeRasa) -> None:
    plain.press(message="Eins")
    nonce = plain.nonce
    plain.press(message="Zwei")
    plain.press(message="Zwei", nonce=nonce)
    plain.press(message="Drei", nonce=nonce)  # the way back, then other words
    assert [sent["message"] for sent in rasa.received] == ["Eins", "Zwei", "Drei"]


def test_markup_stays_text(plain: Plain) -> None:
    plain.press(message='<script>alert(1)</script><img src=x onerror="x">')
    assert "<script>" not in plain.page and "<img src=x" not in plain.page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in plain.page


@pytest.mark.parametrize("message, word", [("", "required"), (" \n", "required"), ("x" * 2001, "too_long")])
def test_what_cannot_be_sent_is_said_and_stays(plain: Plain, rasa: FakeRasa, message: str, word: str) -> None:
    page = plain.press(message=message)
    assert plain.status == 400 and WORDS[word].format(count=2001, limit=2000) in page and not rasa.received
    assert message.strip() in page


def test_the_conversation_can_be_deleted(plain: Plain, database: psycopg.Connection) -> None:
    plain.press(message="Hallo")
    assert WORDS["delete_ask"] in plain.press("delete")
    assert database.execute("SELECT count(*) FROM turn").fetchone() == (1,)
    assert WORDS["deleted"] in plain.press("delete_yes") and plain.id == ""
    assert database.execute("SELECT count(*) FROM conversation").fetchone() == (0,)


@pytest.mark.parametrize("token", ["1", "s" + "A" * 43, "' OR 1=1", "\x00", "<b>"])
def test_a_conversation_that_is_not_there_is_said_and_nothing_is_lost(plain: Plain, rasa: FakeRasa, token: str) -> None:
    page = plain.press(message="Meine lange Frage", id=token)
    assert plain.status == 404 and WORDS["gone"] in page and "Meine lange Frage" in page
    assert plain.id == "" and not rasa.received and "<b>" not in plain.page
    plain.press(message="Meine lange Frage")
    assert plain.status == 200 and len(rasa.received) == 1


def test_looking_at_a_conversation_that_was_deleted(plain: Plain) -> None:
    plain.press(message="Hallo")
    plain.client.delete(f"/api/conversations/{plain.id}")
    assert WORDS["gone"] in plain.press("look") and (plain.status, plain.id) == (404, "")


def test_another_language_keeps_the_conversation(plain: Plain) -> None:
    plain.press(message="Hallo")
    before = plain.id
    page = plain.press("look", lang="en")
    assert plain.id == before and '<html lang="en" dir="ltr">' in page and "Mit vier Partnern." in page
    assert texts("en")["widget"]["label"] in page


def test_a_person(make_app) -> None:
    app: Flask = make_app(LOTSE_HOURS=ALWAYS)
    plain = Plain(app.test_client())
    assert WORDS["waiting"].format(position=1) in plain.press("person")
    desk_of(app).take(waiting(app)[0])
    desk = desk_of(app)
    conversation = desk.queue()[0].id
    desk.say(conversation, "Guten Tag.")
    plain.press(message="Guten Tag, Ida.")
    desk.say(conversation, "Wie kann ich helfen?")
    page = plain.press("look")
    places = [page.index(part) for part in ("Guten Tag.", "Guten Tag, Ida.", "Wie kann ich helfen?")]
    assert places == sorted(places) and WORDS["human"].format(name="Ida") in page
    assert WORDS["back"] in plain.press("back")


def test_nobody_is_ever_there(plain: Plain) -> None:
    page = plain.press("person")
    assert WORDS["nobody"] in page and WORDS["contact"] in page and WORDS["callback_title"] not in page
    assert plain.press("callback", callback_message="x", reply_to="eva@example.org", consent="yes") and plain.status == 409


def test_a_message_for_later(make_app, database: psycopg.Connection) -> None:
    plain = Plain(make_app(LOTSE_HOURS=ANOTHER_DAY).test_client())
    assert WORDS["callback_title"] in plain.press("person") and "9:00–10:00" in plain.page
    form = {"callback_message": "Bitte melden", "reply_to": "eva@example.org"}
    for wrong in ({}, {"consent": "no"}, {"consent": "yes", "reply_to": "eva"}, {"consent": "yes", "callback_message": " "}):
        page = plain.press("callback", **form | wrong)
        assert plain.status == 400 and WORDS["callback_required"] in page
    assert "Bitte melden" in plain.press("callback", **form)  # what was written is still there
    assert WORDS["callback_sent"] in plain.press("callback", **form, consent="yes")
    assert database.execute("SELECT message, reply_to FROM callback").fetchall() == [("Bitte melden", "eva@example.org")]


def test_while_the_database_is_away_it_answers_and_keeps_what_was_written(make_app) -> None:
    plain = Plain(make_app(DATABASE_URL="postgresql://postgres@127.0.0.1:9/none", LOTSE_RETRY_SECONDS="60").test_client())
    page = plain.press(message="Hallo")
    assert plain.status == 200 and "Hallo" in page and "Mit vier Partnern." in page
    for do in ("person", "delete_yes"):
        assert WORDS["unreachable"] in plain.press(do, message="Noch etwas")
        assert plain.status == 503 and "Noch etwas" in plain.page and "Retry-After" in plain.headers


@pytest.mark.parametrize("fields", [{"do": "explode"}, {"do": ""}, {"lang": "xx", "do": "look"}])
def test_a_form_of_somebody_elses_making(plain: Plain, fields: dict) -> None:
    response = plain.client.post("/plain", data=fields)
    assert response.status_code in (200, 400) and response.mimetype == "text/html"


def test_too_much_at_once(client: FlaskClient) -> None:
    response = client.post("/plain", data={"message": "x" * 70_000})
    assert response.status_code == 413 and response.json["error"]["code"] == "too_large"
