"""Ask for a person, go back to the machine, or leave a message while nobody is there."""

import re

from flask import Response, current_app, request

from .. import body
from ..errors import Conflict, NoConversation, to_json
from ..guard import clean, is_blank
from ..handoff import Reception, Standing
from ..hours import Hours
from ..redaction import redact
from ..store import Feedback
from ..texts import spoken
from .common import blueprint, pipeline, stored_key_of

_MAX_MESSAGE, _MAX_REPLY_TO = 2000, 200
_REACHABLE = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|(?=(?:\D*\d){6})[\d\s()+/.-]+")


@blueprint.post("/<token>/person")
def ask(token: str) -> Response:
    """Puts the conversation into the queue, if people are there: {"state", "position", "open", "hours", …}."""
    sent = body.fields(body.read_object(request, empty_allowed=True), {}, {"language": body.language})
    standing = ask_for_person(token)
    return to_json({**told(standing), **opening(sent.get("language"))})


@blueprint.delete("/<token>/person")
def leave(token: str) -> Response:
    """Takes the conversation back to the machine: {"state", "position", "last_event"}."""
    return to_json(told(leave_person(token)))


@blueprint.post("/<token>/callback")
def callback(token: str) -> Response:
    """Keeps a message and a way to reply: 201; 409 if nobody would ever read it."""
    required = {"message": message, "reply_to": reply_to, "consent": consent}
    sent = body.fields(body.read_object(request), required, {})
    leave_message(token, sent["message"], sent["reply_to"])
    return to_json({"stored": True}, 201)


def ask_for_person(token: str) -> Standing:
    """Where the conversation stands now."""
    return wait(stored_key_of(token))


def leave_person(token: str) -> Standing:
    """Where the conversation stands now."""
    return go_back(stored_key_of(token))


def leave_message(token: str, words: str, contact: str) -> None:
    """Keeps a message with its way to reply, both already checked."""
    keep_message(stored_key_of(token), words, contact)


def wait(key: str) -> Standing:
    """Puts a stored conversation of any channel into the queue, if people are there."""
    standing = _reception().ask(key, _hours().open_now())
    pipeline().people.note(key, standing.state)
    return standing


def go_back(key: str) -> Standing:
    """Takes a stored conversation of any channel back to the machine."""
    standing = _reception().leave(key)
    pipeline().people.note(key, standing.state)
    return standing


def keep_message(key: str, words: str, contact: str) -> None:
    """Keeps a message with its way to reply. Raises Conflict where nobody would ever read it."""
    if not _hours():
        raise Conflict("Nobody reads messages here; please use one of the contact points.", code="nobody_there")
    feedback: Feedback = current_app.extensions["feedback"]
    if not feedback.leave_message(key, words, contact):
        raise NoConversation()


def opening(language: str | None) -> dict[str, object]:
    """Whether people are there now, when they are, and whether they read messages: {"open", "hours", "callback"}."""
    default = current_app.extensions["settings"].language
    hours = _hours()
    return {"open": hours.open_now(), "hours": hours.text(spoken(language, default)), "callback": bool(hours)}


def message(value: object) -> str:
    """What a visitor leaves, personal data replaced. Raises ValueError."""
    text = clean(value) if isinstance(value, str) else ""
    if is_blank(text) or len(text) > _MAX_MESSAGE:
        raise ValueError(f"a text of 1 to {_MAX_MESSAGE} characters")
    return redact(text)


def reply_to(value: object) -> str:
    """Where the reply shall go, as it was given. Raises ValueError."""
    text = clean(value) if isinstance(value, str) else ""
    if len(text) > _MAX_REPLY_TO or not _REACHABLE.fullmatch(text):
        raise ValueError("an e-mail address or a phone number")
    return text


def consent(value: object) -> bool:
    """True, and nothing else. Raises ValueError."""
    if value is not True:
        raise ValueError("true: without it nothing is stored")
    return True


def told(standing: Standing) -> dict[str, object]:
    """Where a conversation stands, as JSON."""
    return {"state": standing.state, "position": standing.position, "last_event": standing.last_event}


def _hours() -> Hours:
    return current_app.extensions["settings"].hours


def _reception() -> Reception:
    return current_app.extensions["reception"]
