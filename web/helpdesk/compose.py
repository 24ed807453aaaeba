"""Help for the reply: suggestions and canned replies put in, other suggestions, and answers reported as wrong."""

from flask import request
from werkzeug.wrappers import Response as Answer

from ..errors import ApiError
from ..guard import clean
from ..handoff import WrongInput
from ..store.corrections import MAX_COMMENT, Corrections
from . import access
from .attempts import attempt, typed_in
from .conversation import RULE, Typed, shown
from .labels import desk, row_number, store
from .suggestions import suggestions


@access.page(f"{RULE}/correct", "agent", ("POST",))
def correct(number: int) -> Answer:
    """Reports the answer of the turn `wrong` as wrong, or takes that back (`undo`)."""
    turn, comment, undo = typed_in("wrong"), clean(typed_in("comment")), "undo" in request.form
    corrections = Corrections(store("database"))

    def work() -> None:
        if len(comment) > MAX_COMMENT:
            raise WrongInput("comment_length", f"The comment must have at most {MAX_COMMENT} characters.", most=MAX_COMMENT)
        if undo:
            corrections.undo(number, row_number(turn), access.viewer())
        elif not corrections.add(number, row_number(turn), access.viewer(), comment):
            raise ApiError(404)
    return attempt(number, work, "correct", Typed(comment=comment), f"conversation.{'uncorrected' if undo else 'corrected'}")


@access.page(f"{RULE}/insert", "agent", ("POST",))
def insert(number: int) -> Answer:
    """Without scripts: the page again, with a suggestion or canned reply (`insert`) below what is in the reply."""
    text = "\n\n".join(part for part in (typed_in("text").strip(), typed_in("insert")) if part)
    return shown(number, Typed(text=text, message_id=typed_in("message_id")[:64]))


@access.page(f"{RULE}/search", "agent", ("POST",))
def search(number: int) -> Answer:
    """The page again, with suggestions on `ask`."""
    ask = clean(typed_in("ask"))
    case = desk().case(number)
    return shown(number, Typed(ask=ask, text=typed_in("text")), found=suggestions([ask], case.language) if ask else [])
