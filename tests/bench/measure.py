"""Short rounds with two services in turn, so that whatever else the machine does hits both."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import ceil
from statistics import median

from start.errors import StartError
from start.say import say
from tests.bench import load, processes

ROUNDS = 5
# Conversations of ten turns that each user holds in a round, by the number of users.
CONVERSATIONS = {1: 6, 16: 2}


@dataclass
class Side:
    """One of the two services: where it answers, its processes by part and all, and what was measured."""

    name: str
    port: int
    parts: dict[str, int]
    whole: set[int]
    rounds: dict[int, list[load.Round]] = field(default_factory=lambda: defaultdict(list))
    cpu: Counter[str] = field(default_factory=Counter)
    memory: dict[str, float] = field(default_factory=dict)

    def run(self, users: int, scripts: list[list[str]]) -> load.Round:
        """One round; CPU and memory count where there are many users."""
        before = self._cpu()
        done = load.hold(self.port, users, CONVERSATIONS[users], scripts)
        self.rounds[users].append(done)
        if users > 1:
            self.cpu.update({part: seconds - before[part] for part, seconds in self._cpu().items()})
            self._weigh()
        return done

    def _cpu(self) -> dict[str, float]:
        used = {part: processes.cpu_seconds(pid) for part, pid in self.parts.items()}
        return used | {"client (not the service)": time.process_time()}

    def _weigh(self) -> None:
        now = processes.memory({pid for root in self.whole for pid in processes.family(root)})
        self.memory = {kind: max(now[kind], self.memory.get(kind, 0.0)) for kind in now}


def alternate(sides: list[Side], rounds: int = ROUNDS) -> None:
    """All rounds, the sides in turn, each first as often as second. Raises StartError if a turn fails."""
    scripts = load.conversations()
    for side in sides:
        load.hold(side.port, 2, 1, scripts)  # first turns are slower everywhere
    for number in range(rounds):
        for users in CONVERSATIONS:
            for side in sides if number % 2 == 0 else sides[::-1]:
                _tell(number, users, side, side.run(users, scripts))


def _tell(number: int, users: int, side: Side, done: load.Round) -> None:
    if done.failed:
        raise StartError(f"{side.name}: {done.failed} turns failed in a round, so its times mean nothing.")
    rate, middle = len(done.milliseconds) / done.seconds, median(done.milliseconds)
    say(f"  round {number + 1}, {users:2} user(s), {side.name:8}: median {middle:6.1f} ms, {rate:5.1f} turns/s")


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def speed(rounds: list[load.Round]) -> dict[str, float]:
    """The median over the rounds of each round's figures."""
    return {
        "median_ms": median(median(done.milliseconds) for done in rounds),
        "p95_ms": median(percentile(done.milliseconds, 0.95) for done in rounds),
        "turns_per_s": median(len(done.milliseconds) / done.seconds for done in rounds),
    }


def cpu_ms(side: Side) -> dict[str, float]:
    """CPU milliseconds of a turn at many users, by part."""
    turns = sum(len(done.milliseconds) for users, rounds in side.rounds.items() if users > 1 for done in rounds)
    return {part: seconds * 1000 / turns for part, seconds in side.cpu.items()}
