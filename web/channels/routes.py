"""Where providers bring messages: /channels/<name>."""

from flask import Blueprint, Response, current_app, request

from ..errors import ApiError
from .channel import Inbound, Rejected
from .office import Office

_MOST_BYTES = 1_000_000

blueprint = Blueprint("channels", __name__, url_prefix="/channels")


@blueprint.route("/<name>", methods=("GET", "POST"))
def receive(name: str) -> Response:
    """Takes what the request holds: 200 once it is stored; 503 if it could not be, so that the provider tries again."""
    office: Office = current_app.extensions["channels"]
    channel = office.channels.get(name)
    if channel is None:
        raise ApiError(404)
    request.max_content_length = _MOST_BYTES
    inbound = Inbound(request.method, request.headers, request.args, request.get_data(cache=False), office.clock())
    try:
        received = channel.receive(inbound)
    except Rejected as error:
        raise ApiError(error.status, str(error)) from None
    if received.messages:
        office.take(name, received.messages)
    return Response(received.body or "", 200, content_type=f"{received.content_type}; charset=utf-8")
