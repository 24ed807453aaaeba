"""Data protection: when conversations are deleted, and what is stored of one person, to hand out or to delete."""

import json
import re
from datetime import UTC, date, datetime

from babel.dates import format_skeleton
from flask import Response, current_app, request
from werkzeug.wrappers import Response as Answer

from ..conversations.common import key_of
from ..errors import Busy, NoConversation, Unavailable
from ..page.render import span
from ..retention import Retention
from ..store.records import Record, Records
from ..turns import Turn, conversation_key
from . import access
from .labels import store
from .render import back, html, reading
from .words import words

_NUMBER = re.compile(r"#?\s?([0-9]{1,18})\Z")


@access.page("/data", "administrator")
def data() -> Response:
    """The setting and what it would delete; `?conversation=` shows what is stored of that one, in figures."""
    number = request.args.get("conversation", type=int)
    if number is None:
        return _page()
    record = _records().by_number(number) if 0 <= number < 2**63 else None
    return _page(record=record) if record else _page(404, wrong="unknown")


@access.page("/data/clean", "administrator", ("POST",))
def data_clean() -> Answer:
    """Deletes at once what the setting lets go."""
    _retention().clean(access.viewer())
    return back("data", done="data.cleaned")


@access.page("/data/find", "administrator", ("POST",))
def data_find() -> Answer:
    """Finds a conversation by number or id, or by channel and sender; neither of them gets into an address or a log."""
    name, sender = request.form.get("name", "").strip(), request.form.get("sender", "").strip()
    try:
        record = _by_sender(request.form.get("channel", ""), sender) if sender else _by_name(name)
    except NoConversation:
        record = None
    several = _records().by_person(request.form.get("channel", ""), sender) if sender and record is None else []
    if several:
        return _page(several=several)
    if record is None:
        return _page(404 if name or sender else 400, wrong="unknown" if name or sender else "empty")
    return back("data", conversation=record.id)


@access.page("/data/<int:number>/export", "administrator", ("POST",))
def data_export(number: int) -> Response:
    """All that is stored of a conversation, as a JSON file."""
    record = _records().by_number(number)
    whole = _records().everything(record) if record else {}
    if not whole:
        return _page(404, wrong="unknown")
    access.staff().audit(access.viewer(), "data.exported", f"conversation {number}")
    told = {"exported_at": datetime.now(UTC).isoformat(timespec="seconds")} | whole
    return Response(json.dumps(told, ensure_ascii=False, indent=2), mimetype="application/json", headers={
        "Content-Disposition": f'attachment; filename="lotse-conversation-{number}.json"'})


@access.page("/data/<int:number>/delete", "administrator", ("POST",))
def data_delete(number: int) -> Answer:
    """Deletes a conversation with all that hangs on it, if the box says that this is meant."""
    record = _records().by_number(number)
    if record is None:
        return _page(404, wrong="unknown")
    if request.form.get("sure") != "yes":
        return _page(400, record=record, wrong="not_sure")
    try:
        current_app.extensions["pipeline"].delete(Turn(channel=record.channel, key=record.key, message="", known_only=True))
    except (Busy, Unavailable) as error:
        return _page(error.status, record=record, wrong="busy")
    access.staff().audit(access.viewer(), "data.deleted", f"conversation {number}", **record.counts)
    return back("data", done="data.deleted")


@access.blueprint.app_template_filter()
def staff_month(value: date) -> str:
    """'März 2026'"""
    return format_skeleton("yMMMM", value, locale=reading())


def _by_name(name: str) -> Record | None:
    number = _NUMBER.match(name)
    return _records().by_number(int(number[1])) if number else _records().by_key(key_of(name))


def _by_sender(channel: str, sender: str) -> Record | None:
    return _records().by_key(conversation_key(channel, sender))


def _page(status: int = 200, record: Record | None = None, wrong: str | None = None, several: list[int] | None = None) -> Response:
    said, kept = words(reading())["data"]["wrong"], _retention()
    return html("data.html", status, here="manage", problem=said[wrong] if wrong else None, wrong=wrong, record=record,
                several=several, typed=request.form, days=kept.days, span=span(kept.days, reading()), preview=kept.preview(),
                months=kept.months(), channels=_records().channels())


def _records() -> Records:
    return Records(store("database"))


def _retention() -> Retention:
    return store("retention")
