"""Who waits, who talks with whom, and the messages that visitors left."""

from flask import Response, request
from werkzeug.wrappers import Response as Redirection

from ..handoff import Guest
from ..store.callbacks import Callbacks
from . import access
from .labels import desk, row_number, store
from .render import back, html


@access.page("/queue", "agent")
def queue() -> Response:
    """The queue, one's own conversations, those of colleagues, and messages to reply to."""
    store("knowledge").warm()  # the next page is a conversation, with suggestions: they need it
    return html("queue.html", **guests(), callbacks=desk().callbacks(), undo=row_number(request.args.get("undo", "")) or None)


@access.page("/callbacks/<int:number>/done", "agent", ("POST",))
def callback_done(number: int) -> Redirection:
    """Somebody has replied to the message."""
    Callbacks(store("database")).done(number, access.viewer())
    return back("queue", done="queue.callback", undo=number)


@access.page("/callbacks/<int:number>/again", "agent", ("POST",))
def callback_again(number: int) -> Redirection:
    """It was not done after all."""
    Callbacks(store("database")).again(number, access.viewer())
    return back("queue", done="queue.callback_again")


def guests() -> dict[str, object]:
    """Who waits, and who talks with me or others, as templates need it; `teams` are the ids of my teams."""
    found, me = desk().queue(), access.viewer().id
    teams = {team.id for team in desk().teams() if me in team.members} if any(guest.for_team for guest in found) else set()
    return {
        "waiting": [guest for guest in found if guest.state == "waiting"],
        "mine": [guest for guest in found if _is_mine(guest, me)],
        "others": [guest for guest in found if guest.state == "human" and guest.account != me],
        "teams": teams,
    }


def _is_mine(guest: Guest, me: int) -> bool:
    return guest.state == "human" and guest.account == me
