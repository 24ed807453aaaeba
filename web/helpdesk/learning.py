"""Questions that were not answered well, in groups of one meaning, and what can be made of them in one step."""

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from knowledge.published import REFUSE

from ..errors import ApiError
from ..learning.bodies import REASONS
from ..learning.unanswered import KINDS, USUAL
from ..texts import LANGUAGES
from . import access
from .items import by_topic, titles
from .labels import learning as the_loop
from .labels import row_number
from .render import back, html, reading
from .words import words

IGNORED = "ignored"
_PER_PAGE = 20
_LARGEST = 262_144
"""Bytes of a form: a group may have hundreds of questions."""
_SUGGESTIONS = 3


@access.page("/learning", "editor")
def learning() -> Response:
    """The groups, the largest first; and what is due for a review."""
    return _list()


@access.page("/learning/<int:turn>", "editor")
def learning_group(turn: int) -> Response:
    """The group that a question is in, with all its questions and the items that may answer them."""
    kind, language = _chosen()
    group = the_loop().overviews.group_with(turn, kinds_of(kind), language)
    if group is None:
        raise ApiError(404)
    suggestions = the_loop().knowledge().suggest(group.typical.text, group.typical.language, _SUGGESTIONS)
    return html("learning_group.html", group=group, kind=kind, chosen_language=language, here="learning", reasons=REASONS,
                suggestions=suggestions, topics=by_topic(), titles=titles())


@access.page("/learning", "editor", ("POST",), largest=_LARGEST)
def learn() -> Answer:
    """One step with the chosen questions: a draft, samples of an item, to be refused, or nothing to be learnt."""
    do, turns = request.form.get("do", ""), _turns()
    if not turns:
        return _list(400, words(reading())["learning"]["none_chosen"])
    if do in ("ignore", "restore"):
        getattr(the_loop().unanswered, do)(turns, access.viewer())
        return back("learning", done=f"learning.{do}", kind=request.form.get("kind") or None)
    number = the_loop().draft(_item(do), turns, access.viewer())
    return back("draft", done="drafts.begun", number=number)


def kinds_of(kind: str | None) -> tuple[str, ...]:
    """The kinds of questions that the filter shows."""
    return (kind,) if kind in KINDS else USUAL


def _list(status: int = 200, problem: str | None = None) -> Response:
    kind, language = _chosen()
    loop = the_loop()
    context = {"kind": kind, "kinds": KINDS, "chosen_language": language, "languages": LANGUAGES, "problem": problem,
               "reasons": REASONS, "titles": titles(), "due": loop.due(), "today": loop.today()}
    if kind == IGNORED:
        return html("learning_ignored.html", status, questions=loop.unanswered.ignored(), **context)
    overview = loop.overviews.of(kinds_of(kind), language)
    page = max(1, request.args.get("page", 1, int))
    shown = overview.groups[(page - 1) * _PER_PAGE:page * _PER_PAGE]
    return html("learning.html", status, overview=overview, groups=shown, page=page,
                further=len(overview.groups) > page * _PER_PAGE, **context)


def _chosen() -> tuple[str | None, str | None]:
    """The filter: a kind of questions, and a language."""
    kind, language = request.values.get("kind"), request.args.get("language")
    return kind if kind in (*KINDS, IGNORED) else None, language if language in LANGUAGES else None


def _turns() -> list[int]:
    """The chosen questions; a wording stands for all turns that have it: '4,17'."""
    numbers = ",".join(request.form.getlist("turns")).split(",")
    return sorted(set(map(row_number, numbers)) - {0})


def _item(do: str) -> str | None:
    """What the draft changes; None: it is a new item."""
    if do == "draft":
        return None
    name = {"sample": request.form.get("item", ""), "refuse": REFUSE + request.form.get("reason", "")}.get(do)
    if name is None:
        raise ApiError(400)
    return name
