"""The words by which questions are understood, a file a language: knowledge/wording/<language>.yml.

Patterns are matched against folded text (knowledge.normalise.fold) and begin and end at the edge of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from knowledge.paths import ROOT
from knowledge.schema import ContentError, read_yaml

FOLDER = ROOT / "knowledge" / "wording"
# German and English are mixed in one message; elsewhere a word of another language would mislead, titles excepted.
MIXED = ("de", "en")
TITLES = "documents"
NEVER = re.compile(r"(?!)")


@cache
def languages(folder: Path = FOLDER) -> frozenset[str]:
    """The languages there is a file for."""
    return frozenset(path.stem for path in folder.glob("*.yml"))


@cache
def read(language: str, folder: Path = FOLDER) -> dict:
    """The file of a language. Raises ContentError, naming file and place, where a pattern is none."""
    path = folder / f"{language}.yml"
    data = read_yaml(path)
    for group, content in data.items():
        for name, patterns in content.items() if isinstance(content, dict) else [("", content)]:
            if group not in {"numbers", "examples"} and name != "empty":
                _compile(patterns, f"{path.name}: {group} {name}".rstrip())
    return data


def _compile(patterns: list[str], where: str = "") -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else NEVER
    except (re.error, TypeError) as error:
        raise ContentError(f"{where}: no regular expression: {error}") from error


def _chain(language: str, group: str) -> tuple[str, ...]:
    if language not in languages() or language in MIXED:
        return MIXED
    return (language, *MIXED) if group == TITLES else (language,)


@cache
def pattern(group: str, name: str | None = None, language: str = "de") -> re.Pattern[str]:
    """The pattern of ``group`` (and ``name`` in it) for messages in `language`."""
    found: list[str] = []
    for one in _chain(language, group):
        content = read(one)[group]
        found += content if name is None else content.get(name, [])
    return _compile(found)


@cache
def names(group: str) -> tuple[str, ...]:
    """What a group tells apart, in the order of the German file."""
    return tuple(read("de")[group])


def present(group: str, folded: str, language: str = "de") -> Iterator[str]:
    """Names of `group` that `folded` text matches."""
    return (name for name in names(group) if pattern(group, name, language).search(folded))


def spans(group: str, folded: str, language: str = "de") -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of every match of `group` in `folded` text."""
    for name in names(group):
        for match in pattern(group, name, language).finditer(folded):
            yield name, *match.span()


@cache
def numbers(language: str = "de") -> dict[str, int]:
    """Number words, folded, with their numbers."""
    return {
        str(word): int(number)
        for one in _chain(language, "numbers")
        for number, several in read(one)["numbers"].items()
        for word in several
    }


@cache
def empty(language: str = "de") -> frozenset[str]:
    """Folded words that name no topic of their own."""
    return frozenset(str(word) for one in _chain(language, "follow_up") for word in read(one)["follow_up"]["empty"])
