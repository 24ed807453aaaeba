"""A file becomes drafts: it is read, its sections are shown, and those that somebody chooses become draft items.

Between the two steps everything stands in the form: nothing of a file is stored that nobody has chosen.
"""

from datetime import UTC, datetime

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from knowledge.languages import detect

from ..errors import ApiError
from ..importing import Imported, Unreadable, form
from ..importing.items import Source, wanted
from ..importing.reader import read
from ..texts import LANGUAGES
from . import access
from .items import by_topic, content
from .labels import learning
from .render import back, html, reading
from .words import words

_LARGEST_FILE = 6_000_000
"""Bytes of the request; a file that is a little too large is refused with more than a number."""
_LARGEST_FORM = 12_000_000
_ENOUGH = 3000
"""Characters from which a language can be told."""


@access.page("/import", "editor")
def import_page() -> Response:
    """The form that asks for a file."""
    return html("import.html", here="drafts")


@access.page("/import", "editor", ("POST",), largest=_LARGEST_FILE)
def import_file() -> Response:
    """Reads the file and shows its sections; what is wrong with it is said in one sentence."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _unreadable("none")
    try:
        found = read(file.read())
    except Unreadable as error:
        return _unreadable(error.problem, error.what)
    every = set(range(len(found.sections)))
    return _sections(form.Typed(form.file_name(file.filename), _guessed(found), found.sections, every))


@access.page("/import/create", "editor", ("POST",), largest=_LARGEST_FORM)
def import_create() -> Answer:
    """Makes the drafts; or chooses all or no sections; or shows the form again with what is wrong."""
    try:
        typed = form.read(request.form)
    except form.Forged:
        raise ApiError(400) from None
    step = request.form.get("do", "create")
    if step in ("all", "none"):
        typed.chosen = set(range(len(typed.sections))) if step == "all" else set()
        return _sections(typed)
    typed.wrong = form.findings(typed, _topics())
    if typed.wrong:
        return _sections(typed, 400)
    source = Source(**typed.fields | {"date": typed.fields["date"] or None})
    for draft in wanted(typed.wanted(), source, typed.name, content().items):
        learning().drafts.create(None, draft.body, draft.origin, access.viewer())
    return back("drafts", done="import.created")


def _unreadable(problem: str, what: str = "") -> Response:
    said = words(reading())["import"]
    sentence = said["problem"][problem].format(what=said["what"].get(what, what))
    return html("import.html", 400, here="drafts", problem=sentence)


def _sections(typed: form.Typed, status: int = 200) -> Response:
    wrong = words(reading())["import"]["wrong"]["some"] if typed.wrong else None
    return html("import_sections.html", status, here="drafts", typed=typed, languages=LANGUAGES, topics=_topics(), problem=wrong)


def _guessed(found: Imported) -> dict[str, str]:
    text = "\n".join(section.text for section in found.sections)[:_ENOUGH]
    language = found.language if found.language in LANGUAGES else detect(text)
    return {"title": found.title, "url": found.url or "", "date": found.date or "", "as_of": datetime.now(UTC).date().isoformat(),
            "language": language, "topic": _topics()[0]}


def _topics() -> list[str]:
    return list(by_topic())
