"""One's own second factor: set up with an app, or given up."""

from flask import Response, request
from werkzeug.wrappers import Response as Redirection

from .. import totp
from ..errors import ApiError
from . import access
from .login import give_cookie, is_own_password
from .me import accounts
from .render import back, html, reading
from .words import words


@access.page("/me/second-factor", "reader")
def second_factor() -> Response | Redirection:
    """A new secret to be put into an app; it counts once a code has confirmed it."""
    return back("me") if access.viewer().second_factor else _page(totp.new_secret())


@access.page("/me/second-factor", "reader", ("POST",))
def confirm_second_factor() -> Response | Redirection:
    """With the right code the secret counts; other sessions end, they came about without it."""
    account, secret = access.viewer(), request.form.get("secret", "")
    if account.second_factor or not totp.is_secret(secret):
        raise ApiError(400)
    step = totp.step_of(secret, request.form.get("code", ""))
    if step is None:
        return _page(secret, 422)
    accounts().set_second_factor(account, secret, step)
    access.staff().end_all(account.id)
    return give_cookie(back("me", done="me.second_factor_on"), account.id, True)


@access.page("/me/second-factor/remove", "reader", ("GET", "POST"))
def remove_second_factor() -> Response | Redirection:
    """Asks for the password first."""
    account = access.viewer()
    if access.second_factor_required() or not account.second_factor:
        return back("me")
    if request.method == "GET":
        return html("second_remove.html")
    if not is_own_password(request.form.get("password", "")):
        return html("second_remove.html", 422, problem=words(reading())["me"]["problems"]["old"])
    accounts().remove_second_factor(account, account.name)
    return back("me", done="me.second_factor_off")


def _page(secret: str, status: int = 200) -> Response:
    told = words(reading())
    problem = told["me"]["problems"]["code"] if status != 200 else None
    spaced = " ".join(secret[start:start + 4] for start in range(0, len(secret), 4))
    return html("second_setup.html", status, secret=secret, spaced=spaced, problem=problem,
                qr=totp.qr_code(secret, access.viewer().name, told["nav"]["product"]))
