"""A conversation as a text file."""

import pytest
from flask import Flask

from .visits import ALWAYS, Visit, desk_of, waiting


@pytest.fixture
def visit(make_app) -> Visit:
    """A conversation with a turn, then a person, then a turn."""
    app: Flask = make_app(LOTSE_HOURS=ALWAYS)
    visit, desk = Visit.begin(app), desk_of(app)
    visit.say("Wie viele Partner? eva@example.org")
    visit.ask_for_person()
    conversation, = waiting(app)
    desk.take(conversation)
    desk.say(conversation, "Guten Tag.")
    visit.say("Danke, Ida.")
    return visit


def test_it_says_who_said_what_in_order_and_names_the_sources(visit: Visit) -> None:
    response = visit.client.get(f"{visit.path}/transcript?format=text&lang=de")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="lotse-')
    assert response.headers["Cache-Control"] == "no-store"
    parts = ["Gesprächsverlauf", "Sie, 20", "Wie viele Partner? [E-Mail]", "Lotse (automatisch):", "Mit vier Partnern.",
             "Quelle: Seite, Datum 2023-04-27, Stand 2023-04-27, https://commission.europa.eu/x_de",
             "Ida (Mensch), 20", "Guten Tag.", "Sie, 20", "Danke, Ida."]
    rest = response.text
    for part in parts:
        before, found, rest = rest.partition(part)
        assert found, f"{part} is missing or in the wrong place"
    assert "eva@" not in response.text


@pytest.mark.parametrize("query, word", [("?lang=en", "Conversation"), ("?lang=xx", "Gesprächsverlauf"), ("", "Gesprächsverlauf")])
def test_labels_have_the_language_asked_for(visit: Visit, query: str, word: str) -> None:
    assert word in visit.client.get(f"{visit.path}/transcript{query}").text


def test_an_empty_conversation(make_app) -> None:
    visit = Visit.begin(make_app())
    response = visit.client.get(f"{visit.path}/transcript")
    assert response.status_code == 200 and "Gesprächsverlauf" in response.text


def test_another_format(visit: Visit) -> None:
    response = visit.client.get(f"{visit.path}/transcript?format=pdf")
    assert response.status_code == 400 and response.json["error"]["message"] == "The format must be text."
