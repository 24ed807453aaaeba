"""The way to people for programs: the same as on the web page, with the sender in the place of the id."""

from flask import Response, request

from .. import body
from ..conversations import live, people
from ..errors import ApiError, to_json
from ..streams import as_list
from .common import blueprint, key_of, stored_key_of


@blueprint.post("/person")
def ask() -> Response:
    """Puts the conversation into the queue, if people are there: {"state", "position", "open", "hours", …}."""
    sent = body.fields(body.read_object(request), {"sender": body.sender}, {"language": body.language})
    language = sent.get("language")
    standing = people.wait(stored_key_of(sent["sender"], language))
    return to_json({**people.told(standing), **people.opening(language)})


@blueprint.delete("/person")
def leave() -> Response:
    """Takes the conversation back to the machine: {"state", "position", "last_event"}."""
    sent = body.fields(body.read_object(request), {"sender": body.sender}, {})
    return to_json(people.told(people.go_back(key_of(sent["sender"]))))


@blueprint.get("/events")
def events() -> Response:
    """What happened after event `?after=`: {"events"}, at most 500."""
    try:
        sender = body.sender(request.args.get("sender"))
    except ValueError as error:
        raise ApiError(400, f"The parameter sender must be {error}.") from None
    return to_json({"events": as_list(live.read(key_of(sender), live.seen()).events)})


@blueprint.post("/callback")
def callback() -> Response:
    """Keeps a message and a way to reply: 201; 409 if nobody would ever read it."""
    required = {"sender": body.sender, "message": people.message, "reply_to": people.reply_to, "consent": people.consent}
    sent = body.fields(body.read_object(request), required, {})
    people.keep_message(stored_key_of(sent["sender"]), sent["message"], sent["reply_to"])
    return to_json({"stored": True}, 201)
