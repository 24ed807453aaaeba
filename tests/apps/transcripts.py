"""``python -m tests.apps.transcripts``: takes the transcripts of the last test run over into docs/channels."""

import re
import sys
import textwrap
from pathlib import Path

from start.layout import ROOT, VAR
from tests.channels.provider import Shown

from .comparing import Turn

MADE = VAR / "transcripts"
_PLACE = re.compile(r"<!-- transcript -->\n?(?:\n```text\n.*?```\n)?", re.DOTALL)
_WRAPPER = textwrap.TextWrapper(110, break_on_hyphens=False, break_long_words=False)


def transcript(turns: list[Turn]) -> str:
    """The conversation as text: who says what, choices in brackets, addresses of links below."""
    return "\n\n".join(part for turn in turns for part in [_said("Anna ", turn.typed), *map(_shown, turn.shown)]) + "\n"


def document(name: str) -> Path:
    """The how-to of a channel."""
    return ROOT / "docs" / "channels" / f"{name}.md"


def kept(name: str) -> str:
    """The transcript in the how-to; empty if there is none."""
    found = re.search(r"```text\n(.*?)```", "".join(_PLACE.findall(document(name).read_text("utf-8"))), re.DOTALL)
    return found[1] if found else ""


def main() -> int:
    """Writes each transcript below the mark in its document."""
    made = sorted(MADE.glob("*.txt"))
    if not made:
        print("There are no transcripts yet: run the tests of tests/apps first (make test).", file=sys.stderr)
        return 1
    for file in made:
        words = f"<!-- transcript -->\n\n```text\n{file.read_text('utf-8')}```\n"
        place = document(file.stem)
        place.write_text(_PLACE.sub(lambda _, words=words: words, place.read_text("utf-8")), "utf-8")
        print(f"{place.relative_to(ROOT)}: written")
    return 0


def _said(who: str, text: str) -> str:
    lines = [part for line in text.splitlines() for part in _WRAPPER.wrap(line) or [""]]
    return "\n".join([f"{who}  {lines[0]}", *(f"       {line}".rstrip() for line in lines[1:])])


def _shown(shown: Shown) -> str:
    links = [f"\n       → {link}" for link in shown.links if link not in shown.text]
    return _said("Lotse", "\n".join([shown.text, *(f"[ {title} ]" for title in shown.buttons)])) + "".join(links)


if __name__ == "__main__":
    sys.exit(main())
