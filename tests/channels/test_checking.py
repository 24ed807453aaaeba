"""A check ends in time and in a sentence, whatever a channel does."""

import threading

from web.channels.channel import Finding
from web.channels.checking import check, register
from web.channels.providers.generic import Generic


class Odd(Generic):
    """A channel whose check is a mistake, and whose registration never ends."""

    def __init__(self) -> None:
        super().__init__({})
        self.gate = threading.Event()

    def check(self, public_url: str) -> list[Finding]:
        raise KeyError("geheim")

    def register(self, public_url: str) -> list[Finding]:
        self.gate.wait(60)
        return []


def test_a_mistake_is_a_finding_without_what_it_held() -> None:
    finding, = check(Odd(), "")
    assert not finding.good and "KeyError" in finding.sentence and "geheim" not in finding.sentence


def test_what_does_not_end_is_given_up() -> None:
    odd = Odd()
    finding, = register(odd, "", seconds=0.05)
    odd.gate.set()
    assert not finding.good and "no answer within 0.05 seconds" in finding.sentence
