"""Which outside systems hear of what happens, and how that goes."""

import uuid
from datetime import UTC, datetime

from flask import Response, current_app, request
from werkzeug.wrappers import Response as Redirection

from ..errors import ApiError
from ..guard import clean
from ..webhooks import KINDS, Webhooks
from ..webhooks.address import BadAddress, checked
from ..webhooks.outbox import payload
from ..webhooks.post import post
from . import access
from .render import back, html

_MOST_NAME = 80


@access.page("/webhooks", "administrator")
def webhooks() -> Response:
    """The list, what was given up, and a form for a new one."""
    return _page()


@access.page("/webhooks", "administrator", ("POST",))
def webhook_add() -> Response:
    """A new webhook; its secret is shown on the answer, and never again."""
    form = {"name": clean(request.form.get("name", "")).replace("\n", " ").strip(), "url": request.form.get("url", ""),
            "events": request.form.getlist("events")}
    wrong = _wrong(form)
    if not wrong:
        secret = _hooks().add(access.viewer(), form["name"], checked(form["url"]), form["events"])
        if secret:
            return _page(secret=secret, of=form["name"])
        wrong["name"] = "taken"
    return _page(400, form=form, wrong=wrong)


@access.page("/webhooks/<int:number>/secret", "administrator", ("POST",))
def webhook_secret(number: int) -> Response:
    """A new secret in place of the old one, shown once."""
    secret = _hooks().rotate(access.viewer(), number)
    if secret is None:
        raise ApiError(404)
    return _page(secret=secret, of=next(hook.name for hook in _hooks().all() if hook.id == number))


@access.page("/webhooks/<int:number>/pause", "administrator", ("POST",))
def webhook_pause(number: int) -> Redirection:
    """Sends nothing until it is resumed."""
    return _done(_hooks().switch(access.viewer(), number, False), "paused")


@access.page("/webhooks/<int:number>/resume", "administrator", ("POST",))
def webhook_resume(number: int) -> Redirection:
    """Sends again."""
    return _done(_hooks().switch(access.viewer(), number, True), "resumed")


@access.page("/webhooks/<int:number>/delete", "administrator", ("POST",))
def webhook_delete(number: int) -> Redirection:
    """Removes it with all its deliveries."""
    return _done(_hooks().delete(access.viewer(), number), "deleted")


@access.page("/webhooks/<int:number>/test", "administrator", ("POST",))
def webhook_test(number: int) -> Response:
    """Sends a delivery of the kind `ping` now, and shows how that went."""
    found = _hooks().address(number)
    if found is None:
        raise ApiError(404)
    delivery = str(uuid.uuid4())
    sent = payload("ping", None, {}) | {"delivery": delivery}
    outcome = post(*found, delivery, "ping", sent, datetime.now(UTC))
    access.staff().audit(access.viewer(), "webhook.tested", str(number), error=outcome.error)
    return _page(outcome=outcome)


@access.page("/webhooks/again", "administrator", ("POST",))
def webhook_again() -> Redirection:
    """Sends a delivery that was given up once more, or `all` of them."""
    raw = request.form.get("delivery", "")
    if raw == "all":
        return _done(_hooks().all_again(access.viewer()) > 0, "all_again")
    try:
        delivery = uuid.UUID(raw)
    except ValueError:
        raise ApiError(404) from None
    return _done(_hooks().again(access.viewer(), delivery), "again")


def _page(status: int = 200, **shown: object) -> Response:
    return html("webhooks.html", status, here="manage", hooks=_hooks().all(), failed=_hooks().failed(), kinds=KINDS,
                **{"form": {"events": KINDS}, "wrong": {}} | shown)


def _wrong(form: dict) -> dict[str, str]:
    """What is wrong, by field: keys of `w.webhooks.wrong`."""
    wrong = {}
    if not 1 <= len(form["name"]) <= _MOST_NAME:
        wrong["name"] = "name"
    try:
        checked(form["url"])
    except BadAddress as error:
        wrong["url"] = error.code
    if not form["events"] or not set(form["events"]) <= set(KINDS):
        wrong["events"] = "events"
    return wrong


def _done(found: bool, what: str) -> Redirection:
    if not found:
        raise ApiError(404)
    return back("webhooks", done=f"webhooks.{what}")


def _hooks() -> Webhooks:
    return current_app.extensions["webhooks"]
