"""The figures as a Markdown page, with the goals computed from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.bench import helpdesk

PAGE = """# Speed

Written by `make bench`: Lotse as it runs, beside the pipeline that `rasa init` writes (DIET and TED, 100 epochs; see
`bot/baseline/`). Both learn from the same data (the baseline's TED from the same rules written as stories), call the
same action server and store in the same Postgres. Lotse is asked at its public port, so that web tier, Rasa, actions
and database are all in its times; the baseline is asked at Rasa's own REST channel, without a web tier. One run,
{rounds} rounds each in turn, {questions} different questions, conversations of ten turns; medians over the rounds.
The chat is opened in a headless Chromium with an empty cache, on a page of another origin.

{date}, {machine}, load before the start {load}.

{speed}

## Goals

{goals}

## CPU milliseconds of a turn at 16 users

{cpu}

## Lists of the helpdesk

With 10,000 stored conversations of 60,000 messages, each list {list_rounds} times in turn over HTTP, as an administrator; below
`/helpdesk` ([what is stored](../tests/bench/helpdesk.sql)).

{lists}
"""
SPEED_ROWS = {
    "median of a turn, 1 user (ms)": ("1", "median_ms"),
    "95 % of turns, 1 user (ms)": ("1", "p95_ms"),
    "turns/s, 1 user": ("1", "turns_per_s"),
    "median of a turn, 16 users (ms)": ("16", "median_ms"),
    "95 % of turns, 16 users (ms)": ("16", "p95_ms"),
    "turns/s, 16 users": ("16", "turns_per_s"),
    "ready after (s)": ("ready_s",),
    "memory, shared pages once (PSS, MB)": ("memory_mb", "pss"),
    "memory, shared pages for each process (RSS, MB)": ("memory_mb", "rss"),
}


def page(figures: dict[str, Any]) -> str:
    """The whole page."""
    about = {name: figures[name] for name in ("date", "machine", "load", "rounds", "questions")}
    return PAGE.format(**about, speed=speed(figures), goals=goals(figures), cpu=cpu(figures), lists=lists(figures),
                       list_rounds=helpdesk.ROUNDS)


def speed(figures: dict[str, Any]) -> str:
    rows = []
    for title, path in SPEED_ROWS.items():
        ours, theirs = value(figures["lotse"], path), value(figures["baseline"], path)
        # How many times better: more turns, or less of anything else.
        better = ours / theirs if "turns/s" in title else theirs / ours
        rows.append((title, f"{ours:.1f}", f"{theirs:.1f}", f"{better:.1f} ×"))
    return table(("", "Lotse", "baseline", "better by"), rows)


def judged(figures: dict[str, Any]) -> list[tuple[str, float, float, bool]]:
    """Goal, what it wants, what was measured, whether it is met."""
    ours, theirs = figures["lotse"], figures["baseline"]
    at_most = [
        ("median of a turn at 1 user, at most (ms)", 20.0, ours["1"]["median_ms"]),
        ("ready, at most (s)", 20.0, ours["ready_s"]),
        ("memory, PSS, at most (GB)", 2.5, ours["memory_mb"]["pss"] / 1024),
        ("from the click to a usable chat, at most (ms)", 200.0, figures["widget"]["median_ms"]),
        ("median of the helpdesk's slowest list, at most (ms)", helpdesk.GOAL_MS,
         max(times["median_ms"] for times in figures["lists"].values())),
    ]
    at_least = [
        ("turns/s at 16 users, at least", 60.0, ours["16"]["turns_per_s"]),
        ("times the baseline's turns/s at 16 users, at least", 5.0,
         ours["16"]["turns_per_s"] / theirs["16"]["turns_per_s"]),
        ("messages/s through a channel, of those over REST, at least", 0.8, figures["channel"]["share"]),
    ]  # fmt: skip
    found = [(name, goal, measured, measured <= goal) for name, goal, measured in at_most]
    return found + [(name, goal, measured, measured >= goal) for name, goal, measured in at_least]


def goals(figures: dict[str, Any]) -> str:
    rows = [
        (name, f"{goal:g}", f"{measured:.1f}", "met" if met else "**not met**")
        for name, goal, measured, met in judged(figures)
    ]
    return table(("goal", "wanted", "measured", ""), rows)


def cpu(figures: dict[str, Any]) -> str:
    sides = [figures["lotse"]["cpu_ms"], figures["baseline"]["cpu_ms"]]
    rows = [(part, *(f"{side[part]:.1f}" if part in side else "–" for side in sides)) for part in sides[0]]
    return table(("part", "Lotse", "baseline"), rows)


def lists(figures: dict[str, Any]) -> str:
    slowest_first = sorted(figures["lists"].items(), key=lambda entry: -entry[1]["median_ms"])
    rows = [(f"`{name}`", f"{times['median_ms']:.0f}", f"{times['p95_ms']:.0f}") for name, times in slowest_first]
    return table(("list", "median (ms)", "95 % (ms)"), rows)


def value(figures: dict[str, Any], path: Iterable[str]) -> float:
    for name in path:
        figures = figures[name]
    return figures


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table: the first column to the left, the others to the right, padded to be read as text too."""
    widths = [max(len(row[number]) for row in [head, *rows]) for number in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    padded = [[cell.ljust(width) if not number else cell.rjust(width) for number, (cell, width) in
               enumerate(zip(row, widths))] for row in [head, *rows]]  # fmt: skip
    lines = [padded[0], rule, *padded[1:]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
