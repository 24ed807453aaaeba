"""How the messaging apps do, what could not be answered or sent there, and a look whether their providers agree."""

from datetime import UTC, datetime

from flask import Response, request
from werkzeug.wrappers import Response as Redirection

from ..channels import Office, again, checking, overview
from ..channels.configuration import CHANNELS
from ..errors import ApiError
from . import access
from .labels import row_number, store
from .render import back, html


@access.page("/channels", "administrator")
def channels() -> Response:
    """Each app that is set up, the others by name, and what was given up."""
    return _page()


@access.page("/channels/<name>/check", "administrator", ("POST",))
def channel_check(name: str) -> Response:
    """Asks the provider now, and shows what it says."""
    channel = _known(name)
    findings = checking.check(channel, store("settings").public_url)
    access.staff().audit(access.viewer(), "channel.checked", name, good=all(finding.good for finding in findings))
    return _page(checked=name, findings=findings)


@access.page("/channels/<name>/again", "administrator", ("POST",))
def channel_again(name: str) -> Redirection:
    """Answers or sends once more what was given up: `message` is `in:<number>`, `out:<number>` or `all`."""
    _known(name)
    way, _, number = request.form.get("message", "").partition(":")
    if way == "all":
        found, done = again.every(store("database"), access.viewer(), name) > 0, "all_again"
    else:
        found, done = way in ("in", "out") and again.one(
            store("database"), access.viewer(), name, way, row_number(number)), "again"
    if not found:
        raise ApiError(404)
    return back("channels", done=f"channels.{done}")


def _page(**shown: object) -> Response:
    office, after = _office(), row_number(request.args.get("after", ""))
    standings = overview.standings(store("database"), office.channels)
    failed, more = overview.failed(store("database"), after)
    return html("channels.html", here="manage", standings=standings.values(), office=office, now=datetime.now(UTC), failed=failed,
                before=max(after - overview.PAGE, 0) if after else None, after=after + overview.PAGE if more else None,
                missing=[name for name in CHANNELS if name not in office.channels],
                **{"checked": None, "findings": ()} | shown)


def _known(name: str):
    channel = _office().channels.get(name)
    if channel is None:
        raise ApiError(404)
    return channel


def _office() -> Office:
    return store("channels")
