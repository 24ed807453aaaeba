"""What the buttons of the page without JavaScript do; each step works on one Visit."""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress

from flask import current_app

from ..conversations import people, talk
from ..errors import ApiError, NoConversation
from ..store import StoreDown
from .visit import Visit

Form = Mapping[str, str]
_WORDS = {400: "failed", 409: "nobody", 429: "busy"}


def act(visit: Visit, form: Form) -> None:
    """Does what the pressed button says, then shows the conversation. Never raises for what a visitor can do."""
    choice = form.get("choice")
    visit.draft = choice or form.get("message", "")
    step = _STEPS.get("send" if choice else form.get("do", "send"))
    try:
        if step is None:
            raise ApiError(400)
        step(visit, form)
    except NoConversation:
        _fail(visit, 404, "gone")
        visit.token = ""
    except StoreDown:
        _fail(visit, 503, "unreachable")
    except ApiError as error:
        _fail(visit, error.status, _WORDS.get(error.status, "unreachable"))
    if visit.token and not visit.talk:
        _show(visit)


def _show(visit: Visit) -> None:
    with suppress(StoreDown, NoConversation):
        visit.show(talk.transcript(visit.token))


def _send(visit: Visit, form: Form) -> None:
    limit = current_app.extensions["settings"].max_message_characters
    message = visit.draft
    if not message.strip():
        return _fail(visit, 400, "required")
    if len(message) > limit:
        return _fail(visit, 400, "too_long", count=len(message), limit=limit)
    visit.token = visit.token or talk.begin(visit.language)
    # A form that is sent twice is answered once; other words from an old form are a new message.
    name = hashlib.sha256(f"{form.get('nonce', visit.nonce)}\0{message}".encode("utf-8", "replace")).hexdigest()
    turn = talk.answer(visit.token, message, name, visit.language)
    visit.draft = ""
    if not turn.stored:
        visit.show_turn(turn.text, turn.reply)
    return None


def _look(visit: Visit, form: Form) -> None:
    """Only shows the conversation, as it is now or in another language."""
    if visit.token:
        visit.show(talk.transcript(visit.token))


def _person(visit: Visit, form: Form) -> None:
    visit.token = visit.token or talk.begin(visit.language)
    opening = people.opening(visit.language)
    if people.ask_for_person(visit.token).state == "bot":
        visit.asking, visit.hours = "callback" if opening["callback"] else "contact", str(opening["hours"])


def _back(visit: Visit, form: Form) -> None:
    people.leave_person(visit.token)
    visit.news = visit.words["back"]


def _callback(visit: Visit, form: Form) -> None:
    visit.callback = {name: form.get(name, "") for name in ("callback_message", "reply_to")}
    visit.asking, visit.hours = "callback", str(people.opening(visit.language)["hours"])
    try:
        message, reply_to = people.message(visit.callback["callback_message"]), people.reply_to(visit.callback["reply_to"])
        people.consent(form.get("consent") == "yes")
    except ValueError:
        return _fail(visit, 400, "callback_required")
    people.leave_message(visit.token, message, reply_to)
    visit.asking, visit.callback, visit.news = "", {}, visit.words["callback_sent"]
    return None


def _delete(visit: Visit, form: Form) -> None:
    visit.asking = "delete"


def _delete_yes(visit: Visit, form: Form) -> None:
    talk.remove(visit.token)
    visit.token, visit.draft, visit.news = "", "", visit.words["deleted"]


_STEPS: dict[str, Callable[[Visit, Form], None]] = {
    "send": _send, "look": _look, "person": _person, "back": _back, "callback": _callback, "delete": _delete,
    "delete_yes": _delete_yes,
}


def _fail(visit: Visit, status: int, word: str, **filled: int) -> None:
    visit.status, visit.problem = status, visit.words[word].format(**filled)
