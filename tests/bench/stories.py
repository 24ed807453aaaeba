"""The rules once more as stories: TED learns from stories only and would sit idle in the baseline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def write(rules: list[Path], file: Path) -> None:
    """Reads Rasa's rule files and writes one file of stories."""
    found = [rule for path in rules for rule in yaml.safe_load(path.read_text("utf-8"))["rules"]]
    content = {"version": "3.1", "stories": chained(found)}
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def chained(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One story a rule, in which it comes before and after every other: no order of turns is new to the policies."""
    return [
        {"story": f"{first['rule']}, among all others",
         "steps": [step for second in rules for step in first["steps"] + second["steps"]]}
        for first in rules
    ]  # fmt: skip
