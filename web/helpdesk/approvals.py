"""Answers that Lotse has prepared, and a person sends, changes or rejects."""

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from ..errors import ApiError
from ..handoff import DeskConflict, WrongInput
from . import access
from .attempts import explained, typed_in
from .labels import desk
from .render import back, html, reading
from .words import words


@access.page("/approvals", "agent")
def approvals() -> Response:
    """Those that wait for a decision, oldest first."""
    return _list()


@access.page("/approvals/<int:number>", "agent")
def approval(number: int) -> Response:
    """The form to change one before it is sent."""
    return _form(number)


@access.page("/approvals/<int:number>", "agent", ("POST",))
def decide(number: int) -> Answer:
    """Sends it (`sent`), sends the `text` instead (`edited`), or sends nothing (`rejected`)."""
    decision, text = typed_in("decision"), request.form.get("text")
    if decision not in ("sent", "edited", "rejected"):
        raise ApiError(400)
    try:
        conversation = desk().decide(number, access.viewer(), decision, text)
    except WrongInput as error:
        return _form(number, text or "", explained(error))
    except DeskConflict as error:
        return _list(409, explained(error))
    except ApiError as error:
        if error.code != "no_proposal":
            raise
        return _list(404, words(reading())["approvals"]["gone"])
    if decision == "rejected":
        return back("conversation", done="approvals.rejected", number=conversation)
    return back("approvals", done=f"approvals.{decision}")


def _list(status: int = 200, problem: str | None = None) -> Response:
    return html("approvals.html", status, proposals=desk().proposals(), problem=problem)


def _form(number: int, typed: str | None = None, wrong: str | None = None) -> Response:
    """`typed` is what was typed before and cannot be sent, `wrong` says why."""
    found = next((one for one in desk().proposals() if one.id == number), None)
    if found is None:
        return _list(404, words(reading())["approvals"]["gone"])
    text = found.text if typed is None else typed
    return html("approval.html", 400 if wrong else 200, here="approvals", proposal=found, text=text, wrong=wrong)
