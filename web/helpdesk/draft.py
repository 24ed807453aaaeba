"""One draft: the form, the gate, and publishing. Every step saves what is typed first, so nothing gets lost."""

from collections.abc import Callable

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from ..errors import ApiError, Conflict
from ..learning.bodies import fingerprint
from ..learning.draft import Draft, Older
from ..learning.form import read, without
from ..learning.gate import Blocked
from ..texts import LANGUAGES
from . import access
from .draft_view import page
from .labels import learning
from .render import back, reading
from .words import words

_LARGEST = 1_000_000
"""Bytes of the form: 29 languages, some of whose letters take six bytes on their way."""
_LONGEST_NOTE = 300


@access.page("/drafts/<int:number>", "editor")
def draft(number: int) -> Response:
    """The draft as it is stored."""
    return page(learning().drafts.read(number))


@access.page("/drafts/<int:number>", "editor", ("POST",), largest=_LARGEST)
def save_draft(number: int) -> Answer:
    """Saves the form, then does the step of the button that was pressed: `do` is its name, or name:value."""
    step, _, value = request.form.get("do", "save").partition(":")
    if step not in (*_STEPS, "discard"):
        raise ApiError(400)
    try:
        if step == "discard":
            return _discard(number)
        saved = _save(number, value if step == "drop" else None)
    except Older as older:
        return _older(older.stored)
    try:
        return _STEPS[step](saved, value)
    except Blocked as blocked:
        return page(saved, 409, _said("blocked"), blocked.standing, note=_note())
    except Conflict as conflict:
        return page(learning().drafts.read(number), 409, _said(conflict.code), note=_note())


def _save(number: int, dropped: str | None) -> Draft:
    """The draft after what was typed is stored. Raises Older."""
    before = learning().drafts.read(number)
    body = _typed(before)
    if dropped:
        body = without(body, dropped)
    confirmed = dict.fromkeys(request.form.getlist("right"), fingerprint(body))
    return learning().drafts.save(number, _revision(), body, access.viewer(), confirmed)


def _discard(number: int) -> Answer:
    learning().drafts.discard(number, _revision(), access.viewer())
    return back("drafts", done="drafts.discarded")


def _revision() -> int:
    """The revision of the draft that the form was filled in for."""
    return request.form.get("revision", 0, int)


def _typed(before: Draft) -> dict:
    return read(request.form, before.body, before.item)


def _older(stored: Draft) -> Response:
    """Both versions: what was typed in the form, what the other has saved beside it. Saving again is a decision then."""
    return page(stored, 409, _said("older").format(name=stored.editor or ""), typed=_typed(stored), note=_note())


def _saved(draft: Draft, _value: str) -> Answer:
    return back("draft", done="drafts.saved", number=draft.id)


def _language(draft: Draft, _value: str) -> Answer:
    also = [language for language in request.form.getlist("also") if language in LANGUAGES]
    return back("draft", done="drafts.saved", number=draft.id, also=also)


def _check(draft: Draft, _value: str) -> Answer:
    learning().gate.check(draft)
    return back("draft", number=draft.id, _anchor="gate")


def _accept(draft: Draft, key: str) -> Answer:
    learning().gate.accept(draft.id, key, access.viewer())
    return back("draft", done="drafts.accepted", number=draft.id, _anchor="gate")


def _merge(draft: Draft, _value: str) -> Answer:
    body, base = learning().bases.moved(draft)
    learning().drafts.save(draft.id, draft.revision, body, access.viewer(), base=base)
    return back("draft", done="drafts.merged", number=draft.id)


def _publish(draft: Draft, _value: str) -> Answer:
    learning().gate.publish(draft.id, draft.revision, _note(), access.viewer())
    return back("draft", done="drafts.published", number=draft.id)


_STEPS: dict[str, Callable[[Draft, str], Answer]] = {
    "save": _saved, "drop": _saved, "language": _language, "check": _check, "accept": _accept, "merge": _merge, "publish": _publish,
}


def _note() -> str:
    return " ".join(request.form.get("note", "").split())[:_LONGEST_NOTE]


def _said(code: str) -> str:
    told = words(reading())["drafts"]["problem"]
    return told.get(code, told["blocked"])
