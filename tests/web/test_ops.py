"""Readiness and metrics."""

import json
import logging
import sys

from flask.testing import FlaskClient

from web.log import JsonFormatter

from .fakes import FakeRasa

PATH = "/webhooks/rest/webhook"


def test_ready(client: FlaskClient) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json == {"status": "ready", "parts": {"database": True, "rasa": True, "actions": True}}


def test_not_ready_names_the_part(make_app) -> None:
    response = make_app(ACTIONS_URL="http://127.0.0.1:9").test_client().get("/readyz")
    assert response.status_code == 503
    assert response.json["parts"] == {"database": True, "rasa": True, "actions": False}


def test_metrics_count_turns(client: FlaskClient, rasa: FakeRasa) -> None:
    client.post(PATH, json={"sender": "eva", "message": "Hallo", "metadata": {"message_id": "1"}})
    client.post(PATH, json={"sender": "eva", "message": "Hallo", "metadata": {"message_id": "1"}})
    rasa.behave(status=500)
    client.post(PATH, json={"sender": "eva", "message": "Hallo"})
    figures = client.get("/metrics").get_data(as_text=True).splitlines()
    assert 'lotse_turns_total{channel="rest",degraded="false",reason="",status="answered"} 1.0' in figures
    assert 'lotse_turns_total{channel="rest",degraded="true",reason="",status="answered"} 1.0' in figures
    assert "lotse_turn_seconds_count 2.0" in figures
    assert "lotse_turns_stored_total 2.0" in figures
    assert "lotse_turns_resent_total 1.0" in figures
    assert 'lotse_part_up{part="rasa"} 1.0' in figures


def test_a_log_line_shows_where_an_error_was_but_not_its_words() -> None:
    try:
        raise ValueError("geheimes Wort")
    except ValueError:
        record = logging.LogRecord("web", logging.ERROR, __file__, 1, "unexpected", (), sys.exc_info())
    record.status = "answered"
    line = JsonFormatter().format(record)
    assert "geheim" not in line
    assert json.loads(line)["error"] == "ValueError" and json.loads(line)["status"] == "answered"


def test_a_log_line_never_shows_the_id_of_a_conversation() -> None:
    token = "s" + "Ab-_" * 10 + "xyz"
    message = f"Client disconnected while serving /api/conversations/{token}/events"
    for name in ("waitress", "web.x"):
        line = JsonFormatter().format(logging.LogRecord(name, logging.INFO, __file__, 1, message, (), None))
        assert token not in line and "/api/conversations/…/events" in line


def test_an_unexpected_error_is_a_clean_503(make_app) -> None:
    app = make_app()
    app.extensions["pipeline"].run = None  # calling it raises TypeError
    response = app.test_client().post(PATH, json={"sender": "eva", "message": "Hallo"})
    assert response.status_code == 503 and response.json["error"]["code"] == "unavailable"
    assert "Traceback" not in response.get_data(as_text=True)
