"""The same conversation without JavaScript: one form, whose buttons say what to do.

Nothing is kept in the browser. The conversation's id travels in a hidden field; who does not know it can do
nothing in its name, so another website's form is harmless too.
"""

from flask import Blueprint, Response, request

from ..page.render import html, language
from ..texts import LANGUAGES
from .steps import act
from .visit import Visit

blueprint = Blueprint("plain", __name__)


@blueprint.get("/plain")
def begin() -> Response:
    """The page before the first message."""
    return _page(Visit(language()))


@blueprint.post("/plain")
def go_on() -> Response:
    """The page after what a button of the form does."""
    form = request.form
    wanted = form.get("lang")
    visit = Visit(wanted if wanted in LANGUAGES else language(), form.get("id", ""))
    act(visit, form)
    return _page(visit)


def _page(visit: Visit) -> Response:
    response = html("plain.html", visit.language, visit.status, visit=visit)
    response.headers["Cache-Control"] = "no-store"
    if visit.status in (429, 503):
        response.headers["Retry-After"] = "2"
    return response
