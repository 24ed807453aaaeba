"""Pages: the chat, the privacy notice, and what stands where there is nothing."""

from flask import Blueprint, Response, current_app

from ..texts import texts
from .render import html, language, span

blueprint = Blueprint("page", __name__)

_CONTENT_SECURITY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"))
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": _CONTENT_SECURITY,
}


@blueprint.get("/")
def home() -> Response:
    """The chat on a page of its own."""
    return html("chat.html", language())


@blueprint.get("/privacy")
def privacy() -> Response:
    """What is stored, why and for how long, who is responsible, and which rights there are."""
    settings, said = current_app.extensions["settings"], texts(language())["privacy"]
    kept = said["retention"].format(days=span(settings.retention_days, language()))
    return html("privacy.html", language(), p=said, controller=settings.controller, apps=bool(settings.channels),
                retention=kept if settings.retention_days else said["retention_never"])


def not_found() -> Response:
    """The page for an address that does not exist."""
    return html("not_found.html", language(), 404)


def add_security_headers(response: Response) -> Response:
    """Strict headers for everything that leaves the service."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
