"""Pages in the visitor's language."""

from datetime import date, timedelta
from typing import Any

from babel.dates import format_date, format_timedelta
from flask import Response, current_app, render_template, request

from ..texts import LANGUAGES, names, texts


def html(template: str, language: str, status: int = 200, **context: Any) -> Response:
    """The rendered template; `t` are the words of the widget and the pages, `languages` all there are."""
    own = texts(language)
    page = render_template(template, language=language, direction=own["direction"], t=own["widget"] | own["page"],
                           languages=names(), **context)
    response = Response(page, status, mimetype="text/html")
    response.headers.update({"Content-Language": language, "Vary": "Accept-Language", "Cache-Control": "no-cache"})
    return response


def language() -> str:
    """The language of `?lang=`, else of the browser, else of the settings."""
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    return request.accept_languages.best_match(LANGUAGES, current_app.extensions["settings"].language)


def span(days: int, language: str) -> str:
    """So many days, as people of the language write it: '180 Tage'. It never becomes months."""
    return format_timedelta(timedelta(days=days), "day", threshold=float("inf"), locale="en_GB" if language == "en" else language)


def day(iso: str, language: str) -> str:
    """A date as people of the language write it; what is no date stays as it is."""
    try:
        return format_date(date.fromisoformat(iso), "long", locale="en_GB" if language == "en" else language)
    except ValueError:
        return iso
