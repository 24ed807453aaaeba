"""One item: what it says, where from, what it said before; and the ways to change it."""

from datetime import date

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from knowledge.published import REFUSE

from ..learning.bodies import Body, languages
from ..learning.compare import differences, flat
from ..learning.publications import Version
from . import access
from .labels import learning
from .render import back, html, reading
from .words import words

FILES = 0
"""The version that stands for what the files have."""


@access.page("/items/<name>", "reader")
def item(name: str) -> Response:
    """The item with its history; with `?old=` and `?new=` also what differs between two versions."""
    return _page(name)


@access.page("/items/<name>/review", "editor", ("POST",))
def review_item(name: str) -> Answer:
    """Sets the day on which the item is to be reviewed; empty: never."""
    learning().bases.of(name)
    typed = request.form.get("review_on", "").strip()
    try:
        day = date.fromisoformat(typed) if typed else None
    except ValueError:
        return _page(name, 400, typed)
    learning().publications.set_review(name, day, access.viewer())
    return back("item", done="items.reviewed", name=name)


@access.page("/items/<name>/restore", "editor", ("POST",))
def restore_item(name: str) -> Answer:
    """A draft that brings an earlier version back; it goes through the gate as every draft."""
    version = request.form.get("version", type=int)
    number = learning().restore(name, version or None, access.viewer())
    return back("draft", done="drafts.restored", number=number)


@access.page("/items/<name>/withdraw", "editor", ("POST",))
def withdraw_item(name: str) -> Answer:
    """Takes back at once, past the gate, what was published here: what is wrong must not wait."""
    learning().publications.withdraw(name, access.viewer())
    return back("item", done="items.withdrawn", name=name)


def _page(name: str, status: int = 200, typed: str | None = None) -> Response:
    loop = learning()
    body, history = loop.bases.of(name), loop.publications.history(name)
    state = loop.publications.states().get(name)
    shown = typed if typed is not None else body.get("review_on", "")
    problem = words(reading())["items"]["no_day"].format(value=typed) if typed else None
    return html("item.html", status, name=name, body=body, history=history, refusing=name.startswith(REFUSE), here="items",
                languages=languages(body), review_on=shown, facts=_facts(body), problem=problem, due=name in loop.due(),
                overdue=state is not None and state.review_on is not None and state.review_on < loop.today(),
                withdrawn=bool(history) and history[0].body is None and loop.bases.of_files(name) is None,
                in_files=loop.bases.of_files(name) is not None, compared=_compared(name, history), drafted=loop.drafts.open_for(name))


def _facts(body: Body) -> dict[str, str]:
    """The structured facts besides the kind."""
    return {name: value for name, value in flat(body.get("facts")).items() if name != "kind"}


def _compared(name: str, history: list[Version]) -> dict | None:
    """The two versions that the address names, and what differs between them."""
    numbers = [request.args.get(which, type=int) for which in ("old", "new")]
    if None in numbers:
        return None
    old, new = (_body(name, number, history) for number in numbers)
    return {"old": numbers[0], "new": numbers[1], "differences": differences(old, new)}


def _body(name: str, number: int, history: list[Version]) -> Body | None:
    """What the item said in that version, with its day of review."""
    if number == FILES:
        return learning().bases.of_files(name)
    version = next((one for one in history if one.version == number), None) or learning().publications.version(name, number)
    body = version.body or learning().bases.of_files(name) or {}
    return body | ({"review_on": version.review_on.isoformat()} if version.review_on else {})
