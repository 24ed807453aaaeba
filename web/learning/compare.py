"""Two versions of a body, side by side: which fields differ, and in which words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from .bodies import Body

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Words that are the `same` in both, only in the old one (`del`), or only in the new one (`ins`)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """A field, such as `text.de`, that differs. `language` is of its words, where it has one."""

    field: str
    language: str | None
    pieces: list[Piece]

    @property
    def name(self) -> str:
        """The field without its language."""
        return self.field.removesuffix(f".{self.language}")


def flat(body: Body | None, within: str = "") -> dict[str, str]:
    """Every field with its value as text: {"text.de": …, "questions.en": one a line, "source.as_of": …}."""
    found: dict[str, str] = {}
    for name, value in (body or {}).items():
        if isinstance(value, dict):
            found |= flat(value, f"{within}{name}.")
        elif value is not None:
            found[within + name] = _as_text(value)
    return found


def differences(old: Body | None, new: Body | None) -> list[Difference]:
    """What differs, in the order of the fields."""
    before, after = flat(old), flat(new)
    fields = [name for name in {**before, **after} if before.get(name, "") != after.get(name, "")]
    return [Difference(name, _language(name), pieces(before.get(name, ""), after.get(name, ""))) for name in fields]


def pieces(old: str, new: str) -> list[Piece]:
    """The words of both, in reading order."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        found += [Piece(name, "".join(words)) for name, words in (("del", before[a:b]), ("ins", after[c:d])) if words]
    return found


def _as_text(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _language(field: str) -> str | None:
    last = field.rpartition(".")[2]
    return last if len(last) == 2 and "." in field else None
