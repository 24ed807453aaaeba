"""News for the pages of staff: server-sent events that name the topics in which something has changed."""

import re
import time
from collections.abc import Callable, Iterator

from flask import Response, current_app, request

from ..errors import ApiError
from ..store import StoreDown
from ..streams import ANY, Follower, Gone, Hub, streamed
from ..streams.stream import KEEP_SECONDS, LIFE_SECONDS, LOOK_SECONDS
from . import access

_RETRY_SECONDS = 15
_MOST_TOPICS = 20
_TOPIC = re.compile(r"queue|approvals|conversation:[0-9]{1,18}")


@access.page("/live", "agent")
def live() -> Response:
    """`event: news` with a topic of `?topics=` as data, whenever something has changed in it."""
    topics = request.args.get("topics", "").split(",")
    if len(topics) > _MOST_TOPICS or not all(map(_TOPIC.fullmatch, topics)):
        raise ApiError(400, "The topics must be queue, approvals or conversation:<number>.")
    hub: Hub = current_app.extensions["hub"]
    holds = _login()
    return streamed(hub.join_all, hub.leave_all, lambda follower, gone: frames(topics, follower, holds, gone),
                    "Too many live connections are open.", _RETRY_SECONDS)


def frames(topics: list[str], follower: Follower, holds: Callable[[], bool], gone: Gone) -> Iterator[bytes]:
    """The stream; ends when the login no longer `holds`, the reader is `gone`, or after LIFE_SECONDS.

    Every KEEP_SECONDS the login is looked at again.
    """
    yield b"retry: 2000\n\n"
    end = time.monotonic() + LIFE_SECONDS
    while not follower.ended and time.monotonic() < end:
        checked = min(time.monotonic() + KEEP_SECONDS, end)
        while time.monotonic() < checked and not follower.ended:
            if gone():
                return
            if follower.news.wait(min(LOOK_SECONDS, max(0.0, checked - time.monotonic()))):
                yield from (f"event: news\ndata: {topic}\n\n".encode() for topic in _touched(topics, follower.changed()))
        if not holds():
            return
        yield b": keep\n\n"


def _touched(topics: list[str], conversations: set[int]) -> list[str]:
    """Whatever changes in a conversation may change the queue and the approvals too."""
    names = {f"conversation:{number}" for number in conversations}
    return [topic for topic in topics if conversations and (topic in names or ":" not in topic or ANY in conversations)]


def _login() -> Callable[[], bool]:
    staff, token = access.staff(), request.cookies.get(access.COOKIE)

    def holds() -> bool:
        try:
            session = staff.session(token, active=False)
        except StoreDown:
            return False
        return session is not None and access.allows(session.account.role, "agent")
    return holds
