"""Colleagues' accounts, for administrators. They are made by the command `python -m web.accounts`."""

from collections.abc import Callable

from flask import Response, request
from werkzeug.wrappers import Response as Redirection

from ..errors import ApiError
from ..store.accounts import Accounts, LastAdministrator, NoAccount
from ..store.staff import Account
from . import access
from .me import accounts
from .render import back, html, reading
from .words import words

_Step = Callable[[Accounts, Account, str], None]
_STEPS: dict[str, _Step] = {
    "role": lambda them, actor, name: them.change_role(actor, name, _role()),
    "disable": lambda them, actor, name: them.disable(actor, name),
    "enable": lambda them, actor, name: them.enable(actor, name),
    "unlock": lambda them, actor, name: them.unlock(actor, name),
    "sessions": lambda them, actor, name: them.end_sessions(actor, name),
    "second_factor": lambda them, actor, name: them.remove_second_factor(actor, name),
}


@access.page("/people", "administrator")
def people() -> Response:
    """Everybody, with what can be done."""
    return _page()


@access.page("/people/<name>", "administrator", ("POST",))
def change_account(name: str) -> Response | Redirection:
    """Does what the pressed button says."""
    wanted = request.form.get("do", "")
    if wanted not in _STEPS:
        raise ApiError(400)
    try:
        _STEPS[wanted](accounts(), access.viewer(), name)
    except NoAccount:
        raise ApiError(404) from None
    except LastAdministrator:
        return _page(409, words(reading())["people"]["last_administrator"])
    return back("people", done=f"people.{wanted}")


def _role() -> str:
    role = request.form.get("role", "")
    if role not in access.ROLES:
        raise ApiError(400)
    return role


def _page(status: int = 200, problem: str | None = None) -> Response:
    return html("people.html", status, here="manage", problem=problem, people=accounts().all(), roles=access.ROLES)
