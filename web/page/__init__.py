"""The chat page: plain HTML, its script talks to /api/conversations."""

from flask import Blueprint, Response, current_app, render_template, request

from ..texts import LANGUAGES, texts

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
    """The chat page in the language of `?lang=`, else of the browser, else of the settings."""
    return _render("chat.html", 200)


def not_found() -> Response:
    """The page for an address that does not exist."""
    return _render("not_found.html", 404)


def add_security_headers(response: Response) -> Response:
    """Strict headers for everything that leaves the service."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _render(template: str, status: int) -> Response:
    language = _language()
    other = next(code for code in LANGUAGES if code != language)
    html = render_template(template, language=language, other=other, t=texts(language)["page"],
                           script=texts(language)["script"],
                           limit=current_app.extensions["settings"].max_message_characters)
    response = Response(html, status, mimetype="text/html")
    response.headers.update({"Content-Language": language, "Vary": "Accept-Language",
                             "Cache-Control": "no-cache"})
    return response


def _language() -> str:
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    default = current_app.extensions["settings"].language
    return request.accept_languages.best_match(LANGUAGES, default)
