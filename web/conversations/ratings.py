"""Ratings of answers: a thumb and, if the visitor likes, a comment."""

from flask import Response, current_app, request

from .. import body
from ..errors import ApiError
from ..guard import clean
from ..redaction import redact
from ..store import Feedback
from .common import blueprint, key_of

_MAX_COMMENT = 500
_MOST_TURNS = 1_000_000


@blueprint.post("/<token>/ratings")
def rate(token: str) -> Response:
    """Rates one turn: 204; a rating of the same turn before is replaced."""
    sent = body.fields(body.read_object(request), {"turn": _turn, "value": _value}, {"comment": _comment})
    feedback: Feedback = current_app.extensions["feedback"]
    if not feedback.rate(key_of(token), sent["turn"], sent["value"], sent.get("comment") or None):
        raise ApiError(404, "There is no such conversation, or it has no such turn.")
    return Response(status=204)


def _turn(value: object) -> int:
    if type(value) is not int or not 1 <= value <= _MOST_TURNS:
        raise ValueError("the number of a turn, counted from 1")
    return value


def _value(value: object) -> str:
    if value not in ("up", "down"):
        raise ValueError("up or down")
    return str(value)


def _comment(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MAX_COMMENT:
        raise ValueError(f"a text of at most {_MAX_COMMENT} characters")
    return redact(clean(value))
