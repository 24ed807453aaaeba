"""One conversation: its transcript, and what its person needs to answer."""

import uuid
from dataclasses import dataclass, field

from flask import Response, request

from ..handoff import Case
from ..store.canned import CannedReplies
from ..texts import spoken
from . import access
from .labels import desk, store, wanted
from .queue import guests
from .render import html
from .suggestions import Offer, suggestions

RULE = "/conversations/<int:number>"
_FEW_WORDS = 2
"""What is shorter asks nothing that could be looked up, as 'Ja bitte'."""


@dataclass
class Typed:
    """What is in the forms of the page. A form that was rejected is shown again as it was typed, with the reason."""

    text: str = ""
    message_id: str = ""
    note: str = ""
    to: str = ""
    forward_note: str = ""
    comment: str = ""
    ask: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    """Sentences by form: reply, note, forward, correct."""


@access.page(RULE, "agent")
def conversation(number: int) -> Response:
    """The page; `?wrong=<turn>` opens the form that reports an answer as wrong."""
    return shown(number)


def shown(number: int, typed: Typed | None = None, status: int = 200, problem: str | None = None,
          found: list[Offer] | None = None) -> Response:
    """The page with these forms; `found` are the suggestions of a search."""
    case = desk().case(number)
    typed = typed or Typed()
    typed.message_id = typed.message_id or uuid.uuid4().hex
    mode = _mode(case)
    return html(
        "conversation.html", status, here="queue" if mode == "mine" else "conversations", case=case, mode=mode, typed=typed,
        problem=problem, found=found, offers=_offers(case) if mode == "mine" and wanted("suggestions") else [],
        canned=_canned(case) if mode == "mine" else [], colleagues=desk().colleagues() if mode == "mine" else [],
        all_teams=desk().teams() if mode == "mine" else [], exists=access.exists, corrected=_reported(case), **guests())


def questions(case: Case) -> list[str]:
    """What the visitor wrote, newest first, without what is too short to be looked up."""
    said = [turn.user_text for turn in reversed(case.turns) if len(turn.user_text.split()) > _FEW_WORDS]
    return list(dict.fromkeys(said))


def _mode(case: Case) -> str:
    """What the viewer can do: mine, other (a colleague has it), waiting, bot or closed."""
    if case.state != "human":
        return case.state
    return "mine" if case.account == access.viewer().id else "other"


def _offers(case: Case) -> list[Offer]:
    return suggestions(questions(case), case.language)


def _canned(case: Case) -> list[tuple[str, str]]:
    """Titles and texts in the visitor's language, as the viewer would say them."""
    language = spoken(case.language, store("settings").language)
    return [(one.title, one.spoken_by(access.viewer())) for one in CannedReplies(store("database")).of(language)]


def _reported(case: Case) -> object:
    """The turn that `?wrong=` (or the rejected form) names, if it is one of this conversation."""
    named = request.values.get("wrong", "")
    return next((turn for turn in case.turns if str(turn.id) == named), None)
