"""A cached validator for the results of actions.

Rasa 3.6 checks every result with `jsonschema.validate`, which first checks the (constant) schema
itself: more than half of a turn's time. Then it tries every kind of event on every event. `install`
replaces the method by one that checks the schema once and tries only the kinds that the result names.
It leaves Rasa alone if the method is not the one it was written against.
"""
from __future__ import annotations

import copy
from functools import lru_cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

from bot.patch import replace

# SHA-256 of the source of RemoteAction._validate_action_result in Rasa 3.6.21.
KNOWN_SOURCE = "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42"


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


@lru_cache(maxsize=64)
def _validator_of(kinds: frozenset[str]) -> Any:
    """Rasa's schema without the kinds of event that cannot match, because they are named otherwise."""
    schema = copy.deepcopy(RemoteAction.action_response_format_spec())
    events = schema["properties"]["events"]["items"]
    events["oneOf"] = [kind for kind in events["oneOf"] if kind["properties"]["event"]["const"] in kinds]
    return validator_for(schema)(schema)


def _is_valid(result: Any) -> bool:
    try:
        kinds = frozenset(event["event"] for event in result["events"])
        return _validator_of(kinds).is_valid(result)
    except (KeyError, TypeError):  # not even the shape; or Rasa's schema has another
        return False


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True, or raises the `jsonschema.ValidationError` that Rasa's own method would raise."""
    if _is_valid(result):
        return True
    error = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += ". The action server's response is not valid."
    raise error


def install() -> bool:
    """Puts the cached validator in place; False, and a line in the log, if Rasa has changed."""
    otherwise = "Rasa's validation of action results has changed: left as it is, turns take longer."
    return replace(RemoteAction, "_validate_action_result", validate_action_result, KNOWN_SOURCE, otherwise)
