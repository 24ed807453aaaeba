"""Login in one or two steps, and logout. What went wrong is always the same sentence: it tells nobody who has an account."""

import re

from flask import Response, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as Redirection

from .. import passwords, totp
from ..store.logins import LOCK_MINUTES, Attempt, Logins
from ..store.staff import Account
from . import access
from .render import html, own_path, reading
from .words import words

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}\Z")
"""What an account can be called."""


@access.page("/login", access.NOBODY, ("GET", "POST"))
def login() -> Response | Redirection:
    """The first step: name and password."""
    if request.method == "POST":
        name = request.form.get("name", "").strip()
        account = _by_password(name.lower(), request.form.get("password", ""))
        return _enter(account, not account.second_factor) if account else _form("login.html", 422, name=name)
    if g.staff is not None and g.staff.complete:
        return _onwards()
    return _form("login.html")


@access.page("/login/code", access.NOBODY, ("GET", "POST"))
def login_code() -> Response | Redirection:
    """The second step, for those with a second factor."""
    if g.staff is None or g.staff.complete:
        return redirect(url_for("helpdesk.login", next=_next()), 303)
    if request.method != "POST":
        return _form("second.html")
    if _by_code(g.staff.account, request.form.get("code", "")):
        return _enter(g.staff.account, True)
    return _form("second.html", 422)


@access.page("/logout", access.NOBODY, ("POST",))
def logout() -> Redirection:
    """Ends the session, here and in the database."""
    _end_session()
    gone = redirect(url_for("helpdesk.login"), 303)
    gone.delete_cookie(access.COOKIE, path="/helpdesk")
    return gone


def give_cookie(response: Response | Redirection, account: int, complete: bool) -> Response | Redirection:
    """Begins a session in place of the one before: a token that somebody else may know opens nothing."""
    _end_session()
    # A TLS proxy in front is not seen from here, but the browser names the scheme that it uses.
    secure = request.is_secure or request.headers.get("Origin", "").startswith("https://")
    response.set_cookie(access.COOKIE, access.staff().begin(account, complete), path="/helpdesk", httponly=True,
                        samesite="Lax", secure=secure)
    return response


def is_own_password(password: str) -> bool:
    """Whether it is the password of who is logged in; wrong ones count as failed logins."""
    attempt = _logins().attempt_again(access.viewer().id)
    if not passwords.matches(password, attempt.password if attempt else None):
        _failed(attempt)
        return False
    _logins().forgive(attempt.account.id)
    return True


def _logins() -> Logins:
    return Logins(current_app.extensions["database"])


def _by_password(name: str, password: str) -> Account | None:
    attempt = _logins().attempt(name) if NAME.match(name) else None
    # Also where there is no such account: the time that it takes tells nothing either.
    if not passwords.matches(password, attempt.password if attempt else None):
        _failed(attempt)
        return None
    if passwords.outdated(attempt.password):
        _logins().rehash(attempt.account.id, passwords.hashed(password))
    (_logins().forgive if attempt.totp else _logins().succeed)(attempt.account.id)
    return attempt.account


def _by_code(account: Account, code: str) -> Account | None:
    attempt = _logins().attempt_again(account.id)
    step = totp.step_of(attempt.totp, code) if attempt and attempt.totp else None
    if step is None or not _logins().take_step(account.id, step):
        _failed(attempt)
        return None
    _logins().succeed(account.id)
    return account


def _failed(attempt: Attempt | None) -> None:
    if attempt:
        access.staff().audit(attempt.account, "login.locked" if attempt.last else "login.failed", attempt.account.name)


def _enter(account: Account, complete: bool) -> Response | Redirection:
    if complete:
        access.staff().audit(account, "login.done", account.name)
        return give_cookie(_onwards(), account.id, True)
    return give_cookie(redirect(url_for("helpdesk.login_code", next=_next()), 303), account.id, False)


def _onwards() -> Redirection:
    return redirect(_next() or url_for("helpdesk.home"), 303)


def _next() -> str | None:
    return own_path(request.values.get("next"))


def _form(template: str, status: int = 200, **typed: str) -> Response:
    problem = words(reading())["login"]["failed"].format(minutes=LOCK_MINUTES) if status != 200 else None
    return html(template, status, problem=problem, next=_next(), **typed)


def _end_session() -> None:
    token = request.cookies.get(access.COOKIE)
    if token:
        access.staff().end(token)
