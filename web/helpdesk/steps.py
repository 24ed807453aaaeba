"""What people do in a conversation. Each step is a form; scripts send the same forms and get JSON."""

from flask import Response
from werkzeug.wrappers import Response as Answer

from ..handoff import WrongInput
from . import access
from .attempts import attempt, typed_in
from .conversation import RULE, Typed
from .labels import desk, row_number


@access.page(f"{RULE}/take", "agent", ("POST",))
def take(number: int) -> Answer:
    """Takes a waiting conversation."""
    return attempt(number, lambda: desk().take(number, access.viewer()), done="conversation.taken")


@access.page(f"{RULE}/take-over", "administrator", ("POST",))
def take_over(number: int) -> Answer:
    """Takes it away from a colleague."""
    return attempt(number, lambda: desk().take_over(number, access.viewer()), done="conversation.taken")


@access.page(f"{RULE}/typing", "agent", ("POST",))
def typing(number: int) -> Answer:
    """Tells the visitor that somebody writes."""
    desk().typing(number, access.viewer())
    return Response(status=204)


@access.page(f"{RULE}/say", "agent", ("POST",))
def say(number: int) -> Answer:
    """Sends the reply; the same `message_id` again sends nothing more."""
    text, message_id = typed_in("text"), typed_in("message_id")[:64]
    return attempt(number, lambda: desk().say(number, access.viewer(), text, message_id or None), "reply",
                    Typed(text=text, message_id=message_id), "conversation.sent")


@access.page(f"{RULE}/note", "agent", ("POST",))
def note(number: int) -> Answer:
    """Keeps a note that only staff see."""
    text = typed_in("text")
    return attempt(number, lambda: desk().note(number, access.viewer(), text), "note", Typed(note=text), "conversation.noted")


@access.page(f"{RULE}/forward", "agent", ("POST",))
def forward(number: int) -> Answer:
    """To a colleague (`to` is account:<id>) or a team (team:<id>)."""
    to, further = typed_in("to"), typed_in("note")
    kind, _, receiver = to.partition(":")

    def work() -> None:
        if kind not in ("account", "team"):
            raise WrongInput("forward_to", "Choose one colleague or one team.")
        desk().forward(number, access.viewer(), note=further, **{f"to_{kind}": row_number(receiver)})
    return attempt(number, work, "forward", Typed(to=to, forward_note=further), "queue.forwarded")


@access.page(f"{RULE}/give-back", "agent", ("POST",))
def give_back(number: int) -> Answer:
    """The visitor talks to the machine again."""
    return attempt(number, lambda: desk().give_back(number, access.viewer()), done="queue.given_back")


@access.page(f"{RULE}/close", "agent", ("POST",))
def close(number: int) -> Answer:
    """Ends the conversation."""
    return attempt(number, lambda: desk().close(number, access.viewer()), done="queue.closed")
