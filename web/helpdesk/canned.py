"""Canned replies: agents read them, editors write them."""

from dataclasses import dataclass, field

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from .. import texts
from ..errors import ApiError, Conflict
from ..guard import clean
from ..store.canned import Canned, CannedReplies, findings
from . import access
from .labels import store
from .render import back, html, reading
from .words import words


@dataclass
class Typed:
    """The form as it was typed, and what is wrong with it: the field, and the name of the sentence."""

    title: str = ""
    language: str = texts.LANGUAGES[0]
    text: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@access.page("/canned", "agent")
def canned() -> Response:
    """All of them, and a form for a new one."""
    return _list(Typed())


@access.page("/canned", "editor", ("POST",))
def canned_add() -> Answer:
    """A new reply, or the form again with what is wrong."""
    typed = _typed()
    if not typed.wrong:
        try:
            _replies().add(access.viewer(), typed.title, typed.language, typed.text)
            return back("canned", done="canned.added")
        except Conflict as conflict:
            typed.wrong["title"] = conflict.code
    return _list(typed, 400)


@access.page("/canned/<int:number>", "editor")
def canned_edit(number: int) -> Response:
    """The form for one reply."""
    found = _one(number)
    return _form(number, Typed(found.title, found.language, found.text))


@access.page("/canned/<int:number>", "editor", ("POST",))
def canned_change(number: int) -> Answer:
    """Changes it, or shows the form again with what is wrong."""
    _one(number)
    typed = _typed()
    if not typed.wrong:
        try:
            _replies().change(access.viewer(), number, typed.title, typed.language, typed.text)
            return back("canned", done="canned.changed")
        except Conflict as conflict:
            typed.wrong["title"] = conflict.code
    return _form(number, typed, 400)


@access.page("/canned/<int:number>/delete", "editor", ("POST",))
def canned_delete(number: int) -> Answer:
    """Deletes it."""
    _replies().delete(access.viewer(), number)
    return back("canned", done="canned.deleted")


def _typed() -> Typed:
    title, language, text = (clean(request.form.get(name, "")) for name in ("title", "language", "text"))
    return Typed(title, language, text, findings(title, language, text))


def _one(number: int) -> Canned:
    found = _replies().one(number)
    if found is None:
        raise ApiError(404)
    return found


def _list(typed: Typed, status: int = 200) -> Response:
    return html("canned.html", status, replies=_replies().all(), typed=typed, languages=texts.LANGUAGES,
                problem=_problem(typed))


def _form(number: int, typed: Typed, status: int = 200) -> Response:
    return html("canned_edit.html", status, number=number, typed=typed, languages=texts.LANGUAGES, here="manage",
                problem=_problem(typed))


def _problem(typed: Typed) -> str | None:
    return words(reading())["canned"]["problem"] if typed.wrong else None


def _replies() -> CannedReplies:
    return CannedReplies(store("database"))
