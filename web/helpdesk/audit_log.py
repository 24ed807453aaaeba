"""The log of what staff changed, for administrators."""

from flask import Response, request

from ..store.audit_log import AuditLog
from . import access
from .labels import row_number, store
from .me import accounts
from .render import html, reading
from .words import words


@access.page("/audit", "administrator")
def audit_log() -> Response:
    """The newest first, a page at a time; `person`, `action` and `before` narrow it."""
    person, action = request.args.get("person") or None, request.args.get("action") or None
    log = AuditLog(store("database"))
    deeds, older = log.page(person, action, row_number(request.args.get("before", "")) or None)
    return html("audit.html", here="manage", deeds=deeds, older=older, person=person, action=action,
                people=[known.account.name for known in accounts().all()], actions=words(reading())["audit"]["actions"])
