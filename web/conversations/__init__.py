"""Conversations of the web channel: whoever knows the unguessable id may talk, read and delete."""

import re
import secrets

from flask import Blueprint, Response, current_app, request

from .. import body
from ..errors import ApiError, Unavailable, to_json
from ..store import StoreDown, Transcripts
from ..turns import Pipeline, Turn, conversation_key

CHANNEL = "web"
_TOKEN = re.compile(r"[sv][A-Za-z0-9_-]{43}\Z")
_STORED, _VOLATILE = "s", "v"
"""First letter of an id. Volatile: made while the database was away, so it need not be found there."""

blueprint = Blueprint("conversations", __name__, url_prefix="/api/conversations")


@blueprint.post("")
def create() -> Response:
    """Starts a conversation: 201 {"id"}; its body may say {"language"}."""
    wanted = body.fields(body.read_object(request, empty_allowed=True), {}, {"language": body.language})
    token = secrets.token_urlsafe(32)
    transcripts: Transcripts = current_app.extensions["transcripts"]
    try:
        transcripts.create(CHANNEL, conversation_key(CHANNEL, _STORED + token), wanted.get("language"))
    except StoreDown:
        return to_json({"id": _VOLATILE + token}, 201)
    return to_json({"id": _STORED + token}, 201)


@blueprint.post("/<token>/messages")
def say(token: str) -> Response:
    """Answers one message: {"messages": [...]}, elements as in the REST channel."""
    sent = body.fields(body.read_object(request), {"message": body.message},
                       {"message_id": body.message_id, "language": body.language})
    turn = Turn(CHANNEL, _key(token), known_only=token.startswith(_STORED), **sent)
    return to_json({"messages": _pipeline().run(turn).reply})


@blueprint.get("/<token>")
def read(token: str) -> Response:
    """The stored turns, oldest first; what the user wrote is there as it was redacted."""
    transcripts: Transcripts = current_app.extensions["transcripts"]
    try:
        found = transcripts.read(_key(token))
    except StoreDown:
        raise Unavailable() from None
    if found is None:
        raise ApiError(404, "There is no such conversation.")
    turns = [{"message": t.user_text, "messages": t.reply, "at": t.at.isoformat()} for t in found.turns]
    return to_json({"state": found.state, "language": found.language, "turns": turns})


@blueprint.delete("/<token>")
def delete(token: str) -> Response:
    """Deletes everything that is stored of the conversation: 204."""
    _pipeline().delete(Turn(CHANNEL, _key(token), ""))
    return Response(status=204)


def _pipeline() -> Pipeline:
    return current_app.extensions["pipeline"]


def _key(token: str) -> str:
    if not _TOKEN.match(token):
        raise ApiError(404, "There is no such conversation.")
    return conversation_key(CHANNEL, token)
