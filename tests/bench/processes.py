"""What processes cost, read from /proc: CPU seconds and memory of a process with all its descendants."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def family(root: int) -> list[int]:
    """A process and everything below it."""
    children: dict[int, list[int]] = {}
    for pid, fields in _all_stats().items():
        children.setdefault(int(fields[1]), []).append(pid)
    found = [root]
    for pid in found:  # grows while it is walked
        found += children.get(pid, [])
    return found


def children(parent: int) -> list[int]:
    return [pid for pid, fields in _all_stats().items() if int(fields[1]) == parent]


def command(pid: int) -> list[str]:
    return (PROC / str(pid) / "cmdline").read_text("utf-8", "replace").rstrip("\0").split("\0")


def cpu_seconds(root: int) -> float:
    """Of a process and its descendants, those that have ended included."""
    stats = _all_stats()
    # utime, stime, and the same of children that have been waited for
    return sum(sum(map(int, stats[pid][11:15])) for pid in family(root) if pid in stats) / TICKS


def memory(pids: Iterable[int]) -> dict[str, float]:
    """Megabytes: `rss` counts what processes share once for each, `pss` once in all."""
    totals = {"rss": 0, "pss": 0}
    for pid in pids:
        for line in _read(PROC / str(pid) / "smaps_rollup").splitlines():
            name, _, value = line.partition(":")
            if name.lower() in totals:
                totals[name.lower()] += int(value.split()[0])
    return {name: kilobytes / 1024 for name, kilobytes in totals.items()}


def _all_stats() -> dict[int, list[str]]:
    """The fields of /proc/PID/stat behind the name (which may hold anything): state, parent, …"""
    texts = {int(folder.name): _read(folder / "stat") for folder in PROC.iterdir() if folder.name.isdecimal()}
    return {pid: text.rpartition(")")[2].split() for pid, text in texts.items() if text}


def _read(file: Path) -> str:
    """'' for a process that has just ended."""
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
