"""Which other websites' pages may talk to the service from a visitor's browser (CORS).

Cookies play no part: whoever knows a conversation's id has it. What this stops is a website that uses the
service without the operator's knowing.
"""

from flask import Flask, Response, g, request

from .errors import ApiError

_GUARDED = ("/api/conversations", "/api/widget")
# Rasa's channel is made for programs, which may send any Origin; a browser still needs our permission.
_SHARED = (*_GUARDED, "/webhooks/rest/webhook")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Content-Type, Last-Event-ID",
    "Access-Control-Max-Age": "600",
}


def register(app: Flask, allowed: tuple[str, ...]) -> None:
    """Lets pages of the `allowed` origins in, and those of the service itself."""

    @app.before_request
    def check() -> Response | None:
        origin = request.headers.get("Origin")
        if origin is None or not _within(_SHARED):
            return None
        known = origin in allowed or _is_own(origin)
        if not known and _within(_GUARDED):
            g.refused = origin
            raise ApiError(403, "Pages of this origin may not use the service; its operator can allow them.",
                           code="origin_not_allowed")
        preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        return Response(status=204, headers=_PREFLIGHT) if known and preflight else None

    @app.after_request
    def permit(response: Response) -> Response:
        if _within(_SHARED):
            response.vary.add("Origin")
            origin = request.headers.get("Origin")
            if origin in allowed or _may_read_why(response):
                response.headers["Access-Control-Allow-Origin"] = origin
                response.headers["Access-Control-Expose-Headers"] = "Retry-After, Content-Disposition"
        return response


def _may_read_why(response: Response) -> bool:
    """Whether this is the refusal itself: who sets up a website must be able to read it. It holds nothing else."""
    return bool(g.get("refused")) and response.status_code == 403 and request.method != "OPTIONS"


def _within(places: tuple[str, ...]) -> bool:
    return any(request.path == place or request.path.startswith(place + "/") for place in places)


def _is_own(origin: str) -> bool:
    """Whether a page of the service itself asks. Behind a proxy with TLS the scheme differs, so only hosts count."""
    own = (f"http://{request.host.lower()}", f"https://{request.host.lower()}")
    return origin in own or request.headers.get("Sec-Fetch-Site") == "same-origin"
