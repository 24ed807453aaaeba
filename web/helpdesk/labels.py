"""How the console names what the database names in short: languages, channels, shares."""

from typing import Any

from babel import Locale, UnknownLocaleError
from flask import current_app, request

from ..handoff import Desk
from ..learning import Learning
from .access import blueprint
from .render import reading


@blueprint.app_template_filter()
def language_name(code: str | None) -> str:
    """'Arabisch' for 'ar'; what is no language stays as it is."""
    if not code:
        return ""
    try:
        return Locale.parse(code, sep="-").get_display_name(reading()) or code
    except (ValueError, UnknownLocaleError):
        return code


@blueprint.app_template_filter()
def with_language_name(code: str) -> tuple[str, str]:
    """A choice: the code, and its name for people."""
    return code, language_name(code)


@blueprint.app_template_filter()
def labelled(value: str, names: dict[str, str]) -> tuple[str, str]:
    """The same with names of the console's words."""
    return value, names.get(value, value)


@blueprint.app_template_filter()
def percent(share: float | None) -> str:
    """'83 %' for 0.83."""
    return "" if share is None else f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


@blueprint.app_template_filter()
def one_or_many(count: int, one: str, many: str) -> str:
    """The text that fits the number, which stands in it as {count}."""
    return (one if count == 1 else many).format(count=count)


def wanted(part: str) -> bool:
    """Whether this request needs the live part: a whole page needs all of them."""
    return request.args.get("part", part) == part


def store(name: str) -> Any:
    """What the application holds under that name."""
    return current_app.extensions[name]


def desk() -> Desk:
    """What staff see and do."""
    return current_app.extensions["desk"]


def learning() -> Learning:
    """From questions that were not answered well to publications."""
    return current_app.extensions["learning"]


def row_number(raw: str) -> int:
    """A number as the database gives them; 0, which it never gives, for what is none."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0
