"""One's own account: password, language, and where one is logged in."""

import re

from flask import Response, current_app, request
from werkzeug.wrappers import Response as Redirection

from .. import passwords
from ..errors import ApiError
from ..store.accounts import Accounts
from . import access
from .login import give_cookie, is_own_password
from .render import back, html, reading
from .words import LANGUAGES, words

_SESSION = re.compile(r"[0-9a-f]{64}\Z")


@access.page("/me", "reader")
def me() -> Response:
    """The page; whoever has to choose a password finds only that on it."""
    return _page()


@access.page("/me/password", "reader", ("POST",))
def change_password() -> Response | Redirection:
    """Needs the old password; all other sessions end."""
    account, new = access.viewer(), request.form.get("new", "")
    problems = _problems(request.form.get("old", ""), new, request.form.get("again", ""))
    if problems:
        return _page(422, problems)
    accounts().set_password(account, account.name, passwords.hashed(new), must_change=False)
    return give_cookie(back("me", done="me.password"), account.id, True)


@access.page("/me/language", "reader", ("POST",))
def choose_language() -> Redirection:
    """German or English."""
    language = request.form.get("language")
    if language not in LANGUAGES:
        raise ApiError(400)
    accounts().set_language(access.viewer(), language)
    return back("me", done="me.language")


@access.page("/me/sessions", "reader", ("POST",))
def end_session() -> Redirection:
    """Ends one session, or with `all` every one but this."""
    account, name = access.viewer(), request.form.get("session", "")
    others = [login.name for login in _logins() if not login.own]
    ended = others if name == "all" else [name] if _SESSION.match(name) else []
    if any([access.staff().end_one(account.id, one) for one in ended]):
        access.staff().audit(account, "account.sessions_ended", account.name)
    return back("me", done="me.ended")


def accounts() -> Accounts:
    return Accounts(current_app.extensions["database"])


def _problems(old: str, new: str, again: str) -> dict[str, str]:
    """By field, in one sentence each."""
    account, told = access.viewer(), words(reading())["me"]["problems"]
    problems = {} if is_own_password(old) else {"old": told["old"]}
    weakness = "same" if new == old else passwords.weakness(new, account.name, account.display)
    if weakness:
        problems["new"] = told[weakness].format(least=passwords.LEAST, most=passwords.MOST)
    elif new != again:
        problems["again"] = told["again"]
    return problems


def _page(status: int = 200, problems: dict[str, str] | None = None) -> Response:
    return html("me.html", status, problems=problems or {}, problem="\n".join((problems or {}).values()), sessions=_logins(),
                required=access.second_factor_required(), least=passwords.LEAST)


def _logins() -> list:
    return access.staff().sessions(access.viewer().id, request.cookies[access.COOKIE])
