"""Errors as a page of the console, for people; scripts get the same as JSON."""

from flask import Response, request
from werkzeug.exceptions import HTTPException

from ..errors import ApiError
from . import access
from .protection import CSRF_FIELD
from .render import html, reading
from .words import words

_NOT_SHOWN = frozenset({CSRF_FIELD, "password", "old", "new", "again", "code", "secret"})


def error_page(error: ApiError) -> Response | None:
    """The page, with one sentence and what was typed; None where no person asks for a page of the console."""
    if not _is_console() or not access.wants_page():
        return None
    told = words(reading())["problem"]
    response = html("problem.html", error.status, sentence=told["codes"].get(error.code, error.message), typed=_typed(),
                    logged_out=error.code == "login")
    response.headers.update({"Cache-Control": "no-store", "Referrer-Policy": "same-origin"})
    return response


def _is_console() -> bool:
    return request.path == access.blueprint.url_prefix or request.path.startswith(f"{access.blueprint.url_prefix}/")


def _typed() -> list[str]:
    """Texts of the form that was not accepted: nobody has to write them again."""
    try:
        return [value for name, value in request.form.items() if name not in _NOT_SHOWN and " " in value.strip()]
    except HTTPException:  # it was too large to be read, or broken
        return []
