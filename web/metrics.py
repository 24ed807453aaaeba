"""What the service counts, for Prometheus; one registry an application, so that tests do not share it."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

_SECONDS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.turns = Counter(
            "lotse_turns", "Turns answered", ("status", "reason", "channel", "degraded"),
            registry=self.registry)
        self.seconds = Histogram(
            "lotse_turn_seconds", "Seconds a turn took in the web tier", buckets=_SECONDS,
            registry=self.registry)
        self.stored = Counter("lotse_turns_stored", "Turns written to the database", registry=self.registry)
        self.not_stored = Counter(
            "lotse_turns_not_stored", "Turns answered but not written", registry=self.registry)
        self.resent = Counter("lotse_turns_resent", "Turns answered from the store", registry=self.registry)
        self.busy = Counter("lotse_turns_busy", "Messages turned away with 429", registry=self.registry)
        self.in_flight = Gauge("lotse_turns_in_flight", "Turns in work", registry=self.registry)
        self.streams = Gauge("lotse_streams", "Live connections that are open", registry=self.registry)
        self.channel_messages = Counter(
            "lotse_channel_messages", "Messages of messaging apps, in and out", ("channel", "direction"), registry=self.registry)
        self.channel_failures = Counter(
            "lotse_channel_failures", "Messages that a messaging app did not take at once", ("channel", "error"),
            registry=self.registry)
        self.up = Gauge("lotse_part_up", "Whether a part answers (1) or not (0)", ("part",),
                        registry=self.registry)

    def render(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)
