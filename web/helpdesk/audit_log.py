"""The log of what staff changed, for administrators."""

from flask import Response, current_app, request

from ..store.audit_log import AuditLog
from . import access
from .me import accounts
from .render import html, reading
from .words import words

_MOST_NUMBER = 10**18


@access.page("/audit", "administrator")
def audit_log() -> Response:
    """The newest first, a page at a time; `person`, `action` and `before` narrow it."""
    person, action = request.args.get("person") or None, request.args.get("action") or None
    log = AuditLog(current_app.extensions["database"])
    deeds, older = log.page(person, action, _before())
    return html("audit.html", here="manage", deeds=deeds, older=older, person=person, action=action,
                people=[known.account.name for known in accounts().all()], actions=words(reading())["audit"]["actions"])


def _before() -> int | None:
    number = request.args.get("before", "")
    return min(int(number), _MOST_NUMBER) if number.isascii() and number.isdigit() and len(number) < 20 else None
