"""Figures of a period, as a page and as a table to download. Readers see no word of a citizen."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from flask import Response, current_app, request

from ..insight import Choices, Figures, Period, read, sheet, stacked, unanswered
from ..store import Database
from . import access
from .render import html, reading
from .words import words

PRESETS = (7, 30, 90)
"""Days, today included."""
_LOCALES = {"de": "de", "en": "en_GB"}
_SHOWN = ("answered", "clarify", "refused")


@access.page("/insight", "reader")
def insight() -> Response:
    """The figures, or what is wrong with the period."""
    choices = Choices.load(_database())
    period, wrong = read(request.args, _today(), choices)
    if period is None:
        return html("insight.html", 400, **_form(choices), wrong=wrong, figures=None)
    figures = Figures.load(_database(), period, period.unit)
    asked = unanswered(_database(), period) if access.may("editor") else None
    return html("insight.html", **_form(choices, period), wrong={}, figures=figures, charts=_charts(figures, period),
                unanswered=asked, number=_number, share=_share, duration=_duration)


@access.page("/insight.csv", "reader")
def insight_csv() -> Response:
    """One row for each day and figure: UTF-8, commas, a head line."""
    choices = Choices.load(_database())
    period, wrong = read(request.args, _today(), choices)
    if period is None:
        return html("insight.html", 400, **_form(choices), wrong=wrong, figures=None)
    name = f"lotse-{period.first}-{period.last}.csv"
    return Response(sheet(Figures.load(_database(), period, "day"), period), mimetype="text/csv",
                    headers={"Content-Disposition": f"attachment; filename={name}"})


def _form(choices: Choices, period: Period | None = None) -> dict[str, Any]:
    """What the form shows: what was typed, or the period that was filled in."""
    typed = {name: request.args.get(name, "") for name in ("from", "to", "channel", "language")}
    if period:
        typed |= {"from": period.first.isoformat(), "to": period.last.isoformat()}
    today = _today()
    presets = {days: {**typed, "from": today - timedelta(days=days - 1), "to": today} for days in PRESETS}
    return {"choices": choices, "typed": typed, "presets": presets, "period": period}


def _charts(figures: Figures, period: Period) -> list[dict[str, Any]]:
    """Each with its name in the texts, its series' names, the names of its steps, and all values for its table."""
    steps = period.steps(period.unit)
    outcomes = [_by_outcome(figures, step) for step in steps]
    rows = {
        "conversations": {"conversations": [figures.steps[step].conversations if step in figures.steps else 0 for step in steps]},
        "outcomes": {name: [counted[name] for counted in outcomes] for name in (*_SHOWN, "other")},
        "handovers": {"handovers": [sum(figures.handovers.get(step, {}).values()) for step in steps]},
    }
    labels = [_label(step, period.unit) for step in steps]
    return [{"name": name, "series": list(series), "labels": labels, "values": list(series.values()),
             "drawing": stacked(list(series.values()))} for name, series in rows.items()]


def _by_outcome(figures: Figures, step: date) -> dict[str, int]:
    counted = dict.fromkeys((*_SHOWN, "other"), 0)
    for (status, _), number in figures.outcomes.get(step, {}).items():
        counted[status if status in _SHOWN else "other"] += number
    return counted


def _label(step: date, unit: str) -> str:
    return format_date(step, "LLLL y" if unit == "month" else "medium", locale=_LOCALES[reading()])


def _number(value: int) -> str:
    return str(value) if value < 1000 else format_decimal(value, locale=_LOCALES[reading()])


def _share(part: int, whole: int) -> str:
    """A percentage with one digit after the point, or a dash."""
    return format_percent(part / whole, "#,##0.0\N{NO-BREAK SPACE}%", locale=_LOCALES[reading()]) if whole else "–"


def _duration(seconds: float | None) -> str:
    """Minutes and seconds, or hours and minutes: '4 min 05 s'."""
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    unit = words(reading())["insight"]["unit"]
    if minutes < 60:
        return f"{minutes} {unit['minutes']} {rest:02} {unit['seconds']}"
    return f"{minutes // 60} {unit['hours']} {minutes % 60:02} {unit['minutes']}"


def _today() -> date:
    return datetime.now(UTC).date()


def _database() -> Database:
    return current_app.extensions["database"]
