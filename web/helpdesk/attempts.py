"""A step that may be refused: then the page comes again as it was typed, or JSON for a script, with the reason."""

from collections.abc import Callable

from flask import request
from werkzeug.wrappers import Response as Answer

from ..errors import NoConversation, error_body, to_json
from ..handoff import DeskConflict, WrongInput
from ..store import StoreDown
from . import access
from .conversation import Typed, shown
from .render import back, reading
from .words import words


def attempt(number: int, work: Callable[[], object], form: str = "", typed: Typed | None = None, done: str = "") -> Answer:
    """Does the step in that conversation and goes on to the page that `done` belongs to; scripts get {"done": true}.

    A refusal stands beside the form of that name (see `Typed.wrong`), or above the page.
    """
    try:
        work()
    except (DeskConflict, WrongInput) as error:
        status = 409 if isinstance(error, DeskConflict) else 400
        return _refused(number, form, typed or Typed(), status, error.code, explained(error))
    except (NoConversation, StoreDown) as error:
        if access.wants_page():
            raise
        status, code = (404, "not_found") if isinstance(error, NoConversation) else (503, "unavailable")
        return to_json(error_body(code, _sentences()[code]), status)
    if not access.wants_page():
        return to_json({"done": True})
    return back("queue", done=done) if done.startswith("queue.") else back("conversation", done=done, number=number)


def explained(error: DeskConflict | WrongInput) -> str:
    """The sentence for people, in their language."""
    about = dict(error.about)
    if "state" in about:
        about["state"] = words(reading())["conversation"]["state"][about["state"]]
    return _sentences()[error.code].format(**about)


def typed_in(field: str) -> str:
    """What a field of the form holds, "" if there is none."""
    return request.form.get(field, "")


def _refused(number: int, form: str, typed: Typed, status: int, code: str, sentence: str) -> Answer:
    if not access.wants_page():
        return to_json(error_body(code, sentence), status)
    typed.wrong = {form: sentence}
    return shown(number, typed, status, None if form else sentence)


def _sentences() -> dict[str, str]:
    return words(reading())["conversation"]["wrong"]
