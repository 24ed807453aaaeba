"""A message: POST /webhooks/rest/webhook."""

from flask import Response, current_app, request

from .. import body
from ..errors import to_json
from ..turns import Pipeline, Turn
from .common import CHANNEL, blueprint, key_of

# Rasa's own clients send it; every message here belongs to this channel.
_IGNORED = frozenset({"input_channel"})


@blueprint.post("/webhook")
def webhook() -> Response:
    """Answers one message; the query (`?stream=true`) makes no difference."""
    sent = body.fields(body.read_object(request), {"sender": body.sender, "message": body.message},
                       {"metadata": body.metadata}, _IGNORED)
    pipeline: Pipeline = current_app.extensions["pipeline"]
    turn = pipeline.run(Turn(CHANNEL, key_of(sent["sender"]), sent["message"], **sent.get("metadata", {})))
    return to_json([{"recipient_id": sent["sender"], **element} for element in turn.reply])
