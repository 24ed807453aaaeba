"""Steps that are skipped while what they depend on has not changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from start.layout import ROOT, VAR
from start.say import say


@dataclass(frozen=True)
class Step:
    """``inputs`` are glob patterns below the project, ``words`` further strings that it depends on."""

    name: str
    act: Callable[[], None]
    inputs: tuple[str, ...]
    outputs: tuple[Path, ...]
    words: tuple[str, ...] = field(default=())

    def run(self) -> bool:
        """Act if needed; whether it did. The mark is written last, so a broken step is done again."""
        mark, state = VAR / "steps" / self.name.replace(" ", "-"), self._state()
        if all(output.exists() for output in self.outputs) and _read(mark) == state:
            return False
        mark.unlink(missing_ok=True)
        say(f"- {self.name} …")
        begun = time.monotonic()
        self.act()
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(state, "utf-8")
        say(f"- {self.name}: done in {time.monotonic() - begun:.0f} s")
        return True

    def _state(self) -> str:
        digest = hashlib.sha256(repr(self.words).encode())
        for path in sorted(path for pattern in self.inputs for path in ROOT.glob(pattern) if path.is_file()):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
        return digest.hexdigest()


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
