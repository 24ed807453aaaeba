"""A stream as an answer to a request: one place is taken for as long as it is open."""

from collections.abc import Callable, Iterator

from flask import Response, request

from ..errors import ApiError
from .hub import Follower, TooMany
from .stream import Gone

_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
_GONE = "waitress.client_disconnected"


def streamed(join: Callable[[], Follower], leave: Callable[[Follower], None], frames: Callable[[Follower, Gone], Iterator[bytes]],
             refusal: str, retry_after: int) -> Response:
    """Server-sent events: the `frames` of a follower who has joined and leaves at the end.

    Without room for one more: 503 with the sentence `refusal`, to be tried again after so many seconds.
    """
    try:
        follower = join()
    except TooMany:
        raise ApiError(503, refusal, code="too_many_streams", retry_after=retry_after) from None
    gone = request.environ.get(_GONE, lambda: False)
    response = Response(frames(follower, gone), content_type="text/event-stream; charset=utf-8", headers=_HEADERS)
    response.call_on_close(lambda: leave(follower))
    return response
