"""Messages that are left for people, and ratings of answers."""

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from .visits import ALWAYS, Visit

MESSAGE = {"message": "Bitte rufen Sie an.", "reply_to": "+49 30 1234567", "consent": True}


@pytest.fixture
def visit(make_app) -> Visit:
    """A visitor where people read messages."""
    return Visit.begin(make_app(LOTSE_HOURS=ALWAYS))


@pytest.mark.parametrize("reply_to", ["+49 30 1234567", "030/123456", "eva.muster+x@mail.example.org", "(0170) 123-45.67"])
def test_a_message_is_kept_with_its_way_to_reply(visit: Visit, database: psycopg.Connection, reply_to: str) -> None:
    response = visit.client.post(f"{visit.path}/callback", json=MESSAGE | {"reply_to": reply_to})
    assert response.status_code == 201 and response.json == {"stored": True}
    assert database.execute("SELECT message, reply_to FROM callback").fetchall() == [("Bitte rufen Sie an.", reply_to)]


def test_only_the_way_to_reply_is_kept_as_it_is(visit: Visit, database: psycopg.Connection) -> None:
    visit.client.post(f"{visit.path}/callback", json=MESSAGE | {"message": "\u202eMein Pass: C01X00T478"})
    assert database.execute("SELECT message FROM callback").fetchone() == ("Mein Pass: [Ausweisnummer]",)


def test_a_double_click_keeps_one_message(visit: Visit, database: psycopg.Connection) -> None:
    for _ in range(2):
        assert visit.client.post(f"{visit.path}/callback", json=MESSAGE).status_code == 201
    assert database.execute("SELECT count(*) FROM callback").fetchone() == (1,)


@pytest.mark.parametrize("change", [
    {"message": ""}, {"message": " \u200b"}, {"message": "x" * 2001}, {"message": None}, {"message": 5},
    {"reply_to": ""}, {"reply_to": "eva"}, {"reply_to": "12345"}, {"reply_to": "eva@"}, {"reply_to": None},
    {"reply_to": "x" * 300 + "@example.org"}, {"reply_to": "eva@example.org, ida@example.org"}, {"reply_to": ["eva@example.org"]},
    {"consent": False}, {"consent": None}, {"consent": "true"}, {"consent": 1}, {"name": "Eva"},
])
def test_a_wrong_message_is_refused_with_a_sentence(visit: Visit, database: psycopg.Connection, change: dict) -> None:
    response = visit.client.post(f"{visit.path}/callback", json=MESSAGE | change)
    assert response.status_code == 400 and response.json["error"]["message"].endswith(".")
    assert database.execute("SELECT count(*) FROM callback").fetchone() == (0,)


@pytest.mark.parametrize("missing", MESSAGE)
def test_nothing_may_be_missing(visit: Visit, missing: str) -> None:
    body = {name: value for name, value in MESSAGE.items() if name != missing}
    response = visit.client.post(f"{visit.path}/callback", json=body)
    assert response.status_code == 400 and missing in response.json["error"]["message"]


def test_where_nobody_ever_reads_no_message_is_kept(make_app, database: psycopg.Connection) -> None:
    visit = Visit.begin(make_app())
    response = visit.client.post(f"{visit.path}/callback", json=MESSAGE)
    assert response.status_code == 409 and response.json["error"]["code"] == "nobody_there"
    assert database.execute("SELECT count(*) FROM callback").fetchone() == (0,)


def rate(client: FlaskClient, path: str, **body: object) -> int:
    return client.post(f"{path}/ratings", json=body).status_code


def test_a_rating_replaces_the_one_before(visit: Visit, database: psycopg.Connection) -> None:
    visit.say("Eins")
    visit.say("Zwei")
    assert rate(visit.client, visit.path, turn=2, value="down", comment="Falsch, eva@example.org") == 204
    assert database.execute("SELECT comment FROM rating").fetchone() == ("Falsch, [E-Mail]",)
    assert [turn["rating"] for turn in visit.read()["turns"]] == [None, "down"]
    assert rate(visit.client, visit.path, turn=2, value="up") == 204
    rows = database.execute("SELECT t.user_text, r.value, r.comment FROM rating r JOIN turn t ON t.id = r.turn_id").fetchall()
    assert rows == [("Zwei", "up", None)]
    assert [turn["rating"] for turn in visit.read()["turns"]] == [None, "up"]


def test_a_rating_belongs_to_its_conversation(make_app) -> None:
    app: Flask = make_app()
    one, other = Visit.begin(app), Visit.begin(app)
    one.say("Hallo")
    assert rate(other.client, other.path, turn=1, value="up") == 404
    assert one.read()["turns"][0]["rating"] is None


@pytest.mark.parametrize("turn", [2, 1_000_000])
def test_a_turn_that_does_not_exist(visit: Visit, turn: int) -> None:
    visit.say("Hallo")
    assert rate(visit.client, visit.path, turn=turn, value="up") == 404


@pytest.mark.parametrize("body", [
    {}, {"turn": 1}, {"value": "up"}, {"turn": 0, "value": "up"}, {"turn": -1, "value": "up"}, {"turn": "1", "value": "up"},
    {"turn": True, "value": "up"}, {"turn": 1.0, "value": "up"}, {"turn": 10**30, "value": "up"}, {"turn": 1, "value": "good"},
    {"turn": 1, "value": None}, {"turn": 1, "value": ["up"]}, {"turn": 1, "value": "up", "comment": "x" * 501},
    {"turn": 1, "value": "up", "comment": 5}, {"turn": 1, "value": "up", "stars": 5},
])
def test_a_wrong_rating_is_refused(visit: Visit, body: dict) -> None:
    visit.say("Hallo")
    assert rate(visit.client, visit.path, **body) == 400
