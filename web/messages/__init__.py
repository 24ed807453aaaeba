"""Rasa's REST channel, as integrators know it: POST /webhooks/rest/webhook."""

from flask import Blueprint, Response, current_app, request

from .. import body
from ..errors import to_json
from ..turns import Pipeline, Turn, conversation_key

CHANNEL = "rest"
# Rasa's own clients send it; every message here belongs to this channel.
_IGNORED = frozenset({"input_channel"})

blueprint = Blueprint("messages", __name__)


@blueprint.post("/webhooks/rest/webhook")
def webhook() -> Response:
    """Answers one message; the query (`?stream=true`) makes no difference."""
    sent = body.fields(body.read_object(request), {"sender": body.sender, "message": body.message},
                       {"metadata": body.metadata}, _IGNORED)
    pipeline: Pipeline = current_app.extensions["pipeline"]
    turn = pipeline.run(Turn(CHANNEL, conversation_key(CHANNEL, sent["sender"]), sent["message"],
                             **sent.get("metadata", {})))
    return to_json([{"recipient_id": sent["sender"], **element} for element in turn.reply])
