"""One folded form of a text for comparing words: lower case, no accents, ß as ss; positions are kept."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def fold(text: str) -> str:
    """`text` folded character by character, so that len(fold(text)) == len(text)."""
    return "".join(_fold_character(character) for character in text)


def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character.lower())
    base = "".join(part for part in decomposed if not unicodedata.combining(part))
    return base if len(base) == 1 else (character.lower() if len(character.lower()) == 1 else character)


def words(text: str) -> list[str]:
    """The folded words of `text`."""
    return [match.group() for match in WORD.finditer(fold(text))]
