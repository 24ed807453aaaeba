"""The cached validator judges as Rasa's own does, and steps aside when Rasa changes."""

import importlib

import pytest
from jsonschema import ValidationError, validate
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction

from bot import action_validation
from bot.patch import source_hash

SLOT = {"event": "slot", "timestamp": None, "name": "context", "value": {"item": "agreement-tunisia"}}
FOLLOWUP = {"event": "followup", "timestamp": None, "name": "action_listen"}
RESULTS = [
    {"events": [SLOT, FOLLOWUP], "responses": [{"text": "Guten Tag", "custom": {"status": "smalltalk"}}]},
    {"events": [], "responses": []},
    {},
    {"events": [{"event": "slot", "value": 1}], "responses": []},
    {"events": [{"name": "context"}], "responses": []},
    {"events": [SLOT, "nonsense"], "responses": []},
    {"events": {}, "responses": []},
    {"events": [], "responses": ["text"]},
    [],
]


def _accepts(check, result) -> bool:
    try:
        check(result)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("result", RESULTS)
def test_accepts_what_rasas_schema_accepts(result):
    def theirs(value):
        validate(value, RemoteAction.action_response_format_spec())

    def ours(value):
        action_validation.validate_action_result(RemoteAction("action_ask", None), value)

    assert _accepts(ours, result) == _accepts(theirs, result)


@pytest.fixture
def untouched_rasa(monkeypatch):
    """Rasa's class as it came, whatever another test has installed."""
    original = importlib.util.module_from_spec(action.__spec__)
    action.__spec__.loader.exec_module(original)
    monkeypatch.setattr(action_validation, "RemoteAction", original.RemoteAction)
    return original.RemoteAction


def test_was_written_against_this_rasa(untouched_rasa):
    method = untouched_rasa._validate_action_result
    assert source_hash(method) == action_validation.KNOWN_SOURCE


def test_is_in_place_once_installed(untouched_rasa):
    assert action_validation.install()
    assert untouched_rasa._validate_action_result is action_validation.validate_action_result
    assert action_validation.install()


def test_leaves_a_changed_rasa_alone(untouched_rasa, monkeypatch, caplog):
    monkeypatch.setattr(action_validation, "KNOWN_SOURCE", "another")
    before = untouched_rasa._validate_action_result
    assert not action_validation.install()
    assert untouched_rasa._validate_action_result is before
    assert "has changed" in caplog.text
