"""Which answers wait for a person: by channel, by topic, or by both."""

from flask import Response, request
from werkzeug.wrappers import Response as Answer

from ..store.approval_rules import ApprovalRules
from . import access
from .labels import store
from .render import back, html, reading
from .words import words


@access.page("/approval-rules", "administrator")
def approval_rules() -> Response:
    """The rules, and a form for one more."""
    return _page()


@access.page("/approval-rules", "administrator", ("POST",))
def approval_rule_add() -> Answer:
    """Adds a rule, or says what is wrong."""
    channel, topic = request.form.get("channel") or None, request.form.get("topic") or None
    if channel is None and topic is None:
        return _page("choose_one")
    if (channel and channel not in _channels()) or (topic and topic not in _topics()):
        return _page("unknown_choice")
    if not _rules().add(access.viewer(), channel, topic):
        return _page("exists")
    return back("approval_rules", done="approvals.rule_added")


@access.page("/approval-rules/<int:number>/delete", "administrator", ("POST",))
def approval_rule_delete(number: int) -> Answer:
    """Answers go out at once again."""
    _rules().delete(access.viewer(), number)
    return back("approval_rules", done="approvals.rule_deleted")


def _page(problem: str | None = None) -> Response:
    own = words(reading())["approvals"]
    return html("approval_rules.html", 400 if problem else 200, here="manage", rules=_rules().all(), channels=_channels(),
                topics=_topics(), chosen=request.form, wrong=own[problem] if problem else None)


def _channels() -> list[str]:
    """The channels that the console has names for."""
    return list(words(reading())["queue"]["channel"])


def _topics() -> list[str]:
    """The topics of the items, as the files and publications have them now."""
    items = store("knowledge").current().content.items.values()
    return sorted({item.topic for item in items})


def _rules() -> ApprovalRules:
    return ApprovalRules(store("database"))
