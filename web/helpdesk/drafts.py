"""The drafts, and how a new one begins."""

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from ..learning.drafts import PAGE
from . import access
from .items import titles
from .labels import learning
from .render import back, html

STATES = ("open", "published", "discarded")


@access.page("/drafts", "editor")
def drafts() -> Response:
    """The drafts of a state, the newest first, and where they stand with the gate."""
    state = request.args.get("state") if request.args.get("state") in STATES else STATES[0]
    rows = learning().drafts.list(state, request.args.get("below", type=int))
    below = rows[-1].id if len(rows) == PAGE else None
    return html("drafts.html", rows=rows, state=state, states=STATES, titles=titles(), below=below)


@access.page("/drafts", "editor", ("POST",))
def begin_draft() -> Answer:
    """An empty draft of a new item, or one that changes the item named; its open draft, if there is one."""
    number = learning().draft(request.form.get("item") or None, (), access.viewer())
    return back("draft", number=number)
