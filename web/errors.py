"""Errors as the API tells them: `{"error": {"code", "message"}}` with a 4xx or 503, never a trace."""

import logging
from collections.abc import Callable

from flask import Flask, Response, json, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from .store import StoreDown

_log = logging.getLogger("web.errors")
_API = frozenset({"api", "webhooks", "channels"})

_MESSAGES = {
    400: ("bad_request", "The request could not be understood."),
    401: ("unauthorized", "The request is not signed as it must be."),
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing at this address."),
    405: ("method_not_allowed", "This address does not accept this method."),
    409: ("conflict", "This is not possible at the moment."),
    413: ("too_large", "The request is larger than allowed."),
    415: ("unsupported_media_type", "Please send JSON with the content type application/json."),
    429: ("busy", "There are too many requests at the moment; please try again shortly."),
    503: ("unavailable", "The service cannot answer at the moment; please try again shortly."),
}


class ApiError(Exception):
    """Ends a request with `status` and a JSON error; `retry_after` (whole seconds) becomes a header."""

    def __init__(self, status: int, message: str | None = None, *, code: str | None = None,
                 retry_after: int | None = None) -> None:
        super().__init__(message or _MESSAGES[status][1])
        self.status = status
        self.code, self.message = code or _MESSAGES[status][0], message or _MESSAGES[status][1]
        self.retry_after = retry_after


class NoConversation(ApiError):
    """There is no conversation of that name: 404."""

    def __init__(self) -> None:
        super().__init__(404, "There is no such conversation.")


class Conflict(ApiError):
    """The conversation's state does not allow this: 409."""

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(409, message, code=code)


class Busy(ApiError):
    """Too much at once: 429, try again in a second."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(429, message, retry_after=1)


class Unavailable(ApiError):
    """A part that is needed does not answer: 503, try again shortly."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(503, message, retry_after=2)


def to_json(value: object, status: int = 200) -> Response:
    """A JSON response that no cache keeps."""
    response = Response(json.dumps(value, ensure_ascii=False, sort_keys=False), status,
                        mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def is_api() -> bool:
    """Whether the current request asks an interface, not a page."""
    return request.path.strip("/").split("/")[0] in _API


def error_body(code: str, message: str) -> dict:
    """The one form every error of the API has."""
    return {"error": {"code": code, "message": message}}


def register(app: Flask, page_not_found, page_for: Callable[[ApiError], Response | None]) -> None:
    """Makes every error of `app` JSON, but a missing page, which `page_not_found()` renders, and those that `page_for`
    has a page for."""

    @app.errorhandler(ApiError)
    def api_error(error: ApiError) -> ResponseReturnValue:
        response = page_for(error) or to_json(error_body(error.code, error.message), error.status)
        if error.retry_after is not None:
            response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.errorhandler(StoreDown)
    def store_down(error: StoreDown) -> ResponseReturnValue:
        return api_error(Unavailable())

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or (error.code or 500) < 400:
            return error  # a redirect
        if error.code == 404 and not is_api():
            return page_for(ApiError(404)) or page_not_found()
        status = error.code if error.code in _MESSAGES else 400
        response = api_error(ApiError(status))
        if getattr(error, "valid_methods", None):
            response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
        return response

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> ResponseReturnValue:
        _log.exception("unexpected", exc_info=error)
        return api_error(Unavailable())
