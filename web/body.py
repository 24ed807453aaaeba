"""Reads and checks the JSON body of a request; everything wrong with it is a 400, 413 or 415."""

import json
from collections.abc import Callable
from typing import Any

from flask import Request

from .errors import ApiError
from .languages import primary_language
from .turns.turn import is_message_id

Check = Callable[[Any], Any]
"""Takes the value of a field, returns it or its normal form, raises ValueError with what it must be."""


def read_object(request: Request, *, empty_allowed: bool = False) -> dict[str, Any]:
    """The request's JSON object. With `empty_allowed`, no body at all counts as {}."""
    if not empty_allowed or request.content_length:
        if request.mimetype != "application/json":
            raise ApiError(415)
    raw = request.get_data(cache=False)  # raises 413 when it is too long
    if empty_allowed and not raw:
        return {}
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise ApiError(400, "The body must be JSON in UTF-8.") from None
    if not isinstance(value, dict):
        raise ApiError(400, "The body must be a JSON object.")
    return value


def fields(body: dict[str, Any], required: dict[str, Check], optional: dict[str, Check],
           ignored: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The checked fields of a body; names neither required, optional nor ignored are an error."""
    if body.keys() - required.keys() - optional.keys() - ignored:
        allowed = ", ".join([*required, *optional])
        raise ApiError(400, f"The body has an unknown field; known are: {allowed}.")
    for name in required:
        if name not in body:
            raise ApiError(400, f"The field {name} is missing.")
    return {name: _checked(name, check, body[name])
            for name, check in (required | optional).items() if name in body}


def message(value: Any) -> str:
    """Any text, also an empty one: that gets a polite answer."""
    if not isinstance(value, str):
        raise ValueError("a string")
    return value


def sender(value: Any) -> str:
    """The integrator's name of a conversation."""
    if not (isinstance(value, str) and 1 <= len(value) <= 128 and value.isprintable() and value.strip()):
        raise ValueError("a string of 1 to 128 printable characters")
    return value


def language(value: Any) -> str:
    """A language code, reduced to its two letters."""
    code = primary_language(value) if isinstance(value, str) else None
    if code is None:
        raise ValueError("a language code of ISO 639-1, for example de")
    return code


def message_id(value: Any) -> str:
    """The client's name of a message, so that it can be sent again without being answered twice."""
    if not (isinstance(value, str) and is_message_id(value)):
        raise ValueError("a string of 1 to 64 visible ASCII characters")
    return value


def metadata(value: Any) -> dict[str, Any]:
    """An object; what is known in it is checked, what is not is left out."""
    if not isinstance(value, dict):
        raise ValueError("an object")
    known = {"language": language, "message_id": message_id}
    return {name: _checked(f"metadata.{name}", check, value[name])
            for name, check in known.items() if name in value}


def _checked(name: str, check: Check, value: Any) -> Any:
    try:
        return check(value)
    except ValueError as error:
        raise ApiError(400, f"The field {name} must be {error}.") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
