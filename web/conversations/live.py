"""Events of a conversation: as a stream that stays open, or as a list for who asks again and again."""

from flask import Response, current_app, request

from ..errors import ApiError, NoConversation, to_json
from ..store import EventLog, News
from ..streams import Hub, as_list, frames, streamed
from .common import blueprint, key_of

_RETRY_SECONDS = 5


@blueprint.get("/<token>/events")
def events(token: str) -> Response:
    """What happened after event `Last-Event-ID` or `?after=`: server-sent events, or JSON with `?format=json`."""
    key, after = key_of(token), seen()
    wanted = request.args.get("format", "stream")
    if wanted not in ("stream", "json"):
        raise ApiError(400, "The format must be stream or json.")
    news = read(key, after)
    return to_json({"events": as_list(news.events)}) if wanted == "json" else _stream(key, after, news)


def read(key: str, after: int) -> News:
    """What is new in a conversation of any channel. Raises NoConversation."""
    news = _log().read(key, after)
    if news is None:
        raise NoConversation()
    return news


def seen() -> int:
    """The number of the last event that the client knows."""
    # A browser that reconnects repeats the address it began with; the header is newer.
    raw = request.headers.get("Last-Event-ID") or request.args.get("after") or "0"
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 18):
        raise ApiError(400, "Last-Event-ID and after must be the id of an event.")
    return int(raw)


def _stream(key: str, after: int, news: News) -> Response:
    hub: Hub = current_app.extensions["hub"]
    number = news.conversation
    return streamed(lambda: hub.join(number), lambda follower: hub.leave(number, follower),
                    lambda follower, gone: frames(_log(), key, after, follower, gone),
                    "Too many live connections are open; please ask for format=json instead.", _RETRY_SECONDS)


def _log() -> EventLog:
    return current_app.extensions["events"]
