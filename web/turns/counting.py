"""What is counted and logged of a turn; nothing of what was said."""

import logging

from ..metrics import Metrics
from .turn import Turn

_log = logging.getLogger("web.turns")


def count(turn: Turn, metrics: Metrics) -> None:
    """Counts the turn and writes its line of the log."""
    custom = turn.custom
    if turn.resent:
        metrics.resent.inc()
    else:
        (metrics.stored if turn.stored else metrics.not_stored).inc()
        metrics.turns.labels(custom["status"], custom.get("reason") or "", turn.channel,
                             str(turn.degraded).lower()).inc()
        metrics.seconds.observe(turn.milliseconds / 1000)
    _log.info("turn", extra={
        "channel": turn.channel, "status": custom["status"], "reason": custom.get("reason"),
        "item": custom.get("item"), "language": custom.get("language"), "degraded": turn.degraded,
        "stored": turn.stored, "resent": turn.resent, "milliseconds": turn.milliseconds})
