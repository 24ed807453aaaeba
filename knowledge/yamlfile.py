"""Change one entry of a YAML file and leave every other line, comments too, as it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Long texts stay on one line: nothing is folded, so nothing can be lost."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: Any, indent: int, flow: bool = False) -> str:
    """`data` as YAML, indented by so many spaces; `flow` puts short lists on one line."""
    style = None if flow else False
    text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6, default_flow_style=style)
    return "".join(" " * indent + line if line.strip() else line for line in text.splitlines(keepends=True))


def put(path: Path, start: str, block: str) -> None:
    """Replaces the entry that begins with the line `start`, up to the next line that is no deeper, or adds it at the end.

    `block` is the new entry with its indentation. Comments and blank lines before the next entry stay there.
    """
    lines = path.read_text("utf-8").splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if re.match(rf"{re.escape(start)}(?=\s|$)", line)), None)
    if first is None:
        end = "" if not lines or lines[-1].endswith("\n") else "\n"
        path.write_text("".join(lines) + end + block, "utf-8")
        return
    last = _end(lines, first, len(start) - len(start.lstrip()))
    path.write_text("".join([*lines[:first], block, *lines[last:]]), "utf-8")


def _end(lines: list[str], first: int, depth: int) -> int:
    """The number of the line after the entry that begins at `first`, which is `depth` spaces deep."""
    last = first + 1
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if len(line) - len(line.lstrip()) <= depth:
            break
        last = number + 1
    return last
