"""Teams, for administrators."""

from flask import Response, current_app, request
from werkzeug.wrappers import Response as Redirection

from ..errors import ApiError
from ..guard import clean
from ..store.teams import NoTeam, TeamNameTaken, Teams
from . import access
from .me import accounts
from .render import back, html, reading
from .words import words

_MOST = 60
_MOST_NUMBER = 10**18


@access.page("/teams", "administrator")
def teams() -> Response:
    """All teams with their members, and a form for another one."""
    return _page()


@access.page("/teams", "administrator", ("POST",))
def add_team() -> Response | Redirection:
    """A new team; a name that cannot be one is shown again."""
    name = clean(request.form.get("name", ""))
    if not _is_name(name):
        return _page(422, "name", None, name)
    try:
        _teams().add(access.viewer(), name)
    except TeamNameTaken:
        return _page(422, "taken", None, name)
    return back("teams", done="teams.added")


@access.page("/teams/<int:number>", "administrator", ("POST",))
def change_team(number: int) -> Response | Redirection:
    """Its name and members, or with `do=remove` its end."""
    name = clean(request.form.get("name", ""))
    removes = request.form.get("do") == "remove"
    if not removes and not _is_name(name):
        return _page(422, "name", number, name)
    try:
        if removes:
            _teams().remove(access.viewer(), number)
        else:
            _teams().change(access.viewer(), number, name, _members())
    except NoTeam:
        raise ApiError(404) from None
    except TeamNameTaken:
        return _page(422, "taken", number, name)
    return back("teams", done="teams.removed" if removes else "teams.changed")


def _members() -> list[int]:
    try:
        return [number for number in map(int, request.form.getlist("member")) if 0 < number < _MOST_NUMBER]
    except ValueError:
        raise ApiError(400) from None


def _is_name(name: str) -> bool:
    return 1 <= len(name) <= _MOST and "\n" not in name


def _page(status: int = 200, problem: str | None = None, number: int | None = None, typed: str = "") -> Response:
    """With a `problem` of the form of the team `number`, or of the one for a new team, which keeps what was typed."""
    told = words(reading())["teams"]["problems"][problem].format(most=_MOST) if problem else None
    chosen = set(request.form.getlist("member")) if problem and number else set()
    return html("teams.html", status, here="manage", problem=told, wrong=number, typed=typed, chosen=chosen,
                teams=_teams().all(), people=accounts().all())


def _teams() -> Teams:
    return Teams(current_app.extensions["database"])
