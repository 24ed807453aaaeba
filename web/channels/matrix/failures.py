"""What the server's errors mean. https://spec.matrix.org/v1.16/client-server-api/#standard-error-response"""

from typing import Any

from nio import ErrorResponse, Response

from ..channel import Blocked, Failure, Later
from ..http import failure

_OPERATOR = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED", "M_USER_LOCKED", "M_USER_SUSPENDED",
                       "M_CONSENT_NOT_GIVEN", "M_RESOURCE_LIMIT_EXCEEDED"})
_SECONDS = 5.0


def checked(response: Any) -> Response:
    """The response of a success. Raises Failure."""
    if isinstance(response, ErrorResponse):
        raise failure_of(response)
    return response


def failure_of(response: ErrorResponse) -> Failure:
    """Forbidden is a room that we are not in, or may not write in."""
    code, status = response.status_code, response.transport_response.status
    if code == "M_LIMIT_EXCEEDED" or status == 429:
        return Later("429", (response.retry_after_ms or _SECONDS * 1000) / 1000)
    if code in _OPERATOR:
        return Later(str(status), token=True)
    return Blocked("403") if status == 403 else failure(status)
