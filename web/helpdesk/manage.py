"""What administrators, and others where they may, can set up."""

from flask import Response

from . import access
from .render import html

_PAGES = ("people", "teams", "canned", "approval_rules", "channels", "webhooks", "masking", "data", "audit_log")


@access.page("/manage", "administrator")
def manage() -> Response:
    """A link to each page, with a sentence what it is for."""
    return html("manage.html", pages=[name for name in _PAGES if access.exists(name)])
