"""All conversations, newest first."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from ..store.conversation_list import ConversationList, Page
from ..turns.turn import STATUSES
from . import access
from .labels import row_number, store
from .render import html, reading
from .words import words

STATES = ("bot", "waiting", "human", "closed")
_FILTERS = ("state", "channel", "language", "status", "person")


@access.page("/conversations", "agent")
def conversations() -> Answer:
    """The list, filtered by `state`, `channel`, `language`, `status` and `person`; `number` leads to one conversation."""
    stored = ConversationList(store("database"))
    filters = {name: request.args[name] for name in _FILTERS if request.args.get(name)}
    number = request.args.get("number", "").strip()
    if number and stored.exists(row_number(number)):
        return redirect(url_for("helpdesk.conversation", number=row_number(number)), 303)
    page, problem = _page(stored, filters)
    status = 404 if number else 400 if problem else 200
    channels, languages = stored.choices()
    return html("conversations.html", status, page=page, filters=filters, number=number, states=STATES, channels=channels,
                languages=languages, statuses=sorted(STATUSES), wrong=_wrong(number), problem=problem)


def _page(stored: ConversationList, filters: dict[str, str]) -> tuple[Page, str | None]:
    try:
        return stored.page(filters, request.args.get("after")), None
    except ValueError:
        return stored.page(filters), _words()["wrong_page"]


def _wrong(number: str) -> str | None:
    """What to say about a number that leads nowhere."""
    if not number:
        return None
    return _words()["unknown"].format(number=number) if row_number(number) else _words()["unknown_number"]


def _words() -> dict[str, str]:
    return words(reading())["conversation"]
