"""The first page after the login."""

from flask import redirect, url_for
from werkzeug.wrappers import Response as Redirection

from . import access
from .render import open_areas


@access.page("/", "reader")
def home() -> Redirection:
    """The first area that the role opens."""
    return redirect(url_for("helpdesk." + next(iter(open_areas()), "me")), 303)

