"""Pages of the console: in the language of who is logged in, or, with `?part=`, one live part of them."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date, format_datetime, format_timedelta
from flask import Response, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirection

from . import access
from .words import LANGUAGES, words

AREAS = (
    ("queue", "agent"), ("conversations", "agent"), ("approvals", "agent"), ("learning", "editor"),
    ("drafts", "editor"), ("items", "reader"), ("insight", "reader"), ("manage", "administrator"),
)
"""What the navigation offers: the endpoint, whose text is `w.nav.<endpoint>`, and the least role."""


def html(template: str, status: int = 200, **context: Any) -> Response:
    """The page `templates/helpdesk/<template>`. Templates also get: w (words), me (account), may(role), csrf(), language,
    areas, and the filters moment, staff_day and ago."""
    language = reading()
    me = g.staff.account if g.get("staff") and g.staff.complete else None
    page = render_template(
        f"helpdesk/{template}", language=language, w=words(language), me=me,
        may=access.may, csrf=access.csrf_token, areas=open_areas(),
        done=_done(language), **context)
    return Response(page, status, mimetype="text/html", headers={"Content-Language": language})


def open_areas() -> list[str]:
    """The areas that the role of who is logged in opens, as the navigation shows them."""
    return [name for name, role in AREAS if access.may(role) and access.exists(name)]


def reading() -> str:
    """The language of the account, else of the browser."""
    if g.get("staff"):
        return g.staff.account.language
    return request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])


def back(endpoint: str, done: str | None = None, **values: Any) -> Redirection:
    """After a form: to a page, which says above its content what was `done`: 'queue.taken' is `w.queue.done.taken`."""
    return redirect(url_for(f"helpdesk.{endpoint}", done=done, **values), 303)


def own_path(target: str | None) -> str | None:
    """`target` if it is an address of the console, for going back to it."""
    if not target or not target.startswith("/helpdesk") or target.startswith("//") or "\\" in target:
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else None


def moment(value: datetime | None, form: str = "short") -> str:
    """Day and time, in UTC, as people of the language write it."""
    if value is None:
        return ""
    return format_datetime(value.astimezone(UTC), form, locale=_locale(reading())) + " UTC"


def day(value: Any) -> str:
    """A date as people of the language write it."""
    return format_date(value, "medium", locale=_locale(reading())) if value else ""


def ago(value: datetime | None) -> str:
    """How long ago: '5 Min.'"""
    if value is None:
        return ""
    return format_timedelta(datetime.now(UTC) - value, format="short", threshold=1.2, locale=_locale(reading()))


def _done(language: str) -> str | None:
    area, _, name = request.args.get("done", "").partition(".")
    return words(language).get(area, {}).get("done", {}).get(name)


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else language
