"""Start a conversation, say something, read it, delete it."""

import secrets
from typing import Any

from flask import Response, current_app, request

from .. import body
from ..errors import NoConversation, to_json
from ..store import Entry, Past, StoreDown, Transcript, Transcripts
from ..turns import Turn, conversation_key
from .common import CHANNEL, STORED, VOLATILE, blueprint, key_of, pipeline


@blueprint.post("")
def create() -> Response:
    """Starts a conversation: 201 {"id"}; its body may say {"language"}."""
    wanted = body.fields(body.read_object(request, empty_allowed=True), {}, {"language": body.language})
    return to_json({"id": begin(wanted.get("language"))}, 201)


def begin(language: str | None) -> str:
    """The id of a new conversation."""
    token = secrets.token_urlsafe(32)
    transcripts: Transcripts = current_app.extensions["transcripts"]
    try:
        transcripts.create(CHANNEL, conversation_key(CHANNEL, STORED + token), language)
    except StoreDown:
        return VOLATILE + token
    return STORED + token


@blueprint.post("/<token>/messages")
def say(token: str) -> Response:
    """Answers one message: {"messages": [...], "number"}, elements as in the REST channel."""
    sent = body.fields(body.read_object(request), {"message": body.message},
                       {"message_id": body.message_id, "language": body.language})
    turn = answer(token, **sent)
    return to_json({"messages": turn.reply, "number": turn.number})


def answer(token: str, message: str, message_id: str | None = None, language: str | None = None) -> Turn:
    """The answered turn."""
    return pipeline().run(Turn(CHANNEL, key_of(token), message, language, message_id, has_button=True,
                               known_only=token.startswith(STORED)))


@blueprint.get("/<token>")
def read(token: str) -> Response:
    """The stored turns, oldest first; what the user wrote is there as it was redacted."""
    found = transcript(token)
    return to_json({
        "state": found.state, "position": found.position, "person": found.agent, "language": found.language,
        "last_event": found.last_event, "turns": [_turn(turn) for turn in found.turns],
        "entries": [_entry(entry) for entry in found.entries]})


def transcript(token: str) -> Transcript:
    """The conversation as it is stored. Raises NoConversation and StoreDown."""
    transcripts: Transcripts = current_app.extensions["transcripts"]
    found = transcripts.read(key_of(token))
    if found is None:
        raise NoConversation()
    return found


@blueprint.delete("/<token>")
def delete(token: str) -> Response:
    """Deletes everything that is stored of the conversation: 204."""
    remove(token)
    return Response(status=204)


def remove(token: str) -> None:
    """Deletes the conversation."""
    pipeline().delete(Turn(CHANNEL, key_of(token), ""))


def _turn(turn: Past) -> dict[str, Any]:
    return {"number": turn.number, "message": turn.user_text, "messages": turn.reply, "at": turn.at.isoformat(),
            "rating": turn.rating}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"by": "person", "id": entry.number, "after": entry.turns, "name": entry.name, "text": entry.text,
            "sources": entry.sources, "at": entry.at.isoformat()}
