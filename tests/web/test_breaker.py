"""The circuit breaker: rests after a failure, then lets one try."""

from web.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_rests_then_lets_one_try_at_a_time() -> None:
    clock = Clock()
    breaker = Breaker(rest=1, trial=5, clock=clock)
    assert breaker.allows()
    breaker.failed()
    assert not breaker.allows()
    clock.now = 1
    assert breaker.allows() and not breaker.allows()
    clock.now = 6  # whoever tried never came back
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows() and breaker.allows()


def test_tolerates_some_failures_in_a_row() -> None:
    breaker = Breaker(rest=1, trial=5, tolerance=3, clock=Clock())
    for _ in range(2):
        breaker.failed(at_once=False)
    assert breaker.allows()
    breaker.succeeded()
    for _ in range(3):
        assert breaker.allows()
        breaker.failed(at_once=False)
    assert not breaker.allows()
