"""The whole benchmark: train, start both sides, measure in turn, stop, write it down."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from start import layout, services
from start.layout import ROOT, VAR
from start.postgres import socket_folder
from start.say import say
from tests.bench import baseline, channel, helpdesk, load, processes, report
from tests.bench.measure import ROUNDS, Side, alternate, cpu_ms, speed
from tests.bench.widget import click_to_usable


def bench(baseline_port: int) -> None:
    """Measures, prints, and writes var/bench.json and docs/speed.md. Raises StartError."""
    through = through_channel()  # before the training, which takes long
    baseline.train()
    figures = about() | _measured(baseline_port) | {"channel": through, "lists": helpdesk.lists()}
    (VAR / "bench.json").write_text(json.dumps(figures, indent=2), "utf-8")
    (ROOT / "docs" / "speed.md").write_text(report.page(figures), "utf-8")
    say("\n\n".join(["", report.speed(figures), report.goals(figures), report.cpu(figures), report.lists(figures)]))
    say("\nWritten to docs/speed.md and var/bench.json.")


def _measured(baseline_port: int) -> dict[str, Any]:
    with lotse() as (pid, ready):
        widget = click_to_usable(f"http://127.0.0.1:{layout.web_port()}", os.environ["LOTSE_ORIGINS"])
        say(f"- from the click to a usable chat: median {widget['median_ms']:.0f} ms, 95 % {widget['p95_ms']:.0f} ms")
        parts = _parts(pid)
        with baseline.running(baseline_port) as (other, other_ready):
            shared = {part: parts[part] for part in ("actions", "postgres")}
            ours = Side("Lotse", layout.web_port(), parts, {pid})
            rasa = Side("baseline", baseline_port, {"rasa": other} | shared, {other, *shared.values()})
            alternate([ours, rasa])
    return {"lotse": _figures(ours, ready), "baseline": _figures(rasa, other_ready), "widget": widget}


def through_channel() -> dict[str, float]:
    """A service of its own: the signed webhook beside the REST contract."""
    with channel.receiving() as receiver, lotse():
        found = channel.compare(layout.web_port(), receiver)
    say(f"- through a channel {found['share']:.0%} of REST: {found['channel_per_s']:.1f} and {found['rest_per_s']:.1f} turns/s")
    return found


@contextmanager
def lotse() -> Iterator[tuple[int, float]]:
    """The supervisor's process id and the seconds until everything answered, with a new and empty database."""
    process = services.start()
    try:
        seconds = services.wait_until_ready(process)
        say(f"- Lotse: ready after {seconds:.1f} s")
        yield process.pid, seconds
    finally:
        services.stop(process)
        shutil.rmtree(socket_folder(), ignore_errors=True)


def _parts(supervisor: int) -> dict[str, int]:
    """The supervisor's processes by the name of their program; Postgres replaces its command line by another."""
    names = {tuple(command): name for name, command in services.commands().items()}
    found = {names.get(tuple(processes.command(pid)), "postgres"): pid for pid in processes.children(supervisor)}
    return {name: found[name] for name in ("web", "rasa", "actions", "postgres")}


def _figures(side: Side, ready: float) -> dict[str, Any]:
    found = {str(users): speed(rounds) for users, rounds in side.rounds.items()}
    return found | {"ready_s": ready, "memory_mb": side.memory, "cpu_ms": cpu_ms(side)}


def about() -> dict[str, Any]:
    """What the figures depend on."""
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), "unknown processor")  # fmt: skip
    questions = {text for script in load.conversations() for text in script}
    return {
        "command": "make bench", "date": date.today().isoformat(), "machine": f"{os.cpu_count()} cores ({model})",
        "load": f"{os.getloadavg()[0]:.1f}", "rounds": ROUNDS, "questions": len(questions),
    }  # fmt: skip
