"""What a request must not be: another website's, an old page's, or nothing that the database can hold."""

import secrets

from flask import request

from ..errors import ApiError

CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
_MOST_NUMBER = 2**63 - 1


def check_values() -> None:
    """What no column can hold is no address (404), and no text (400)."""
    parts = (request.view_args or {}).values()
    if any(isinstance(part, int) and part > _MOST_NUMBER for part in parts):
        raise ApiError(404)
    given = [*parts, *(value for _, values in request.values.lists() for value in values)]
    if any("\x00" in str(value) for value in given):
        raise ApiError(400)


def check_origin() -> None:
    """Another website's form is stopped here already, also at the login, where there is no session yet: 403."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    own = origin in (None, f"http://{request.host}", f"https://{request.host}")
    if not own or site not in (None, "same-origin", "none"):
        raise ApiError(403, "This came from another website and was not carried out.", code="other_site")


def check_csrf(expected: str) -> None:
    """Only a page of the same session knows the token: 403."""
    given = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    if not secrets.compare_digest(given.encode(), expected.encode()):
        raise ApiError(403, "The page was too old; please load it again. Nothing was changed.", code="csrf")
