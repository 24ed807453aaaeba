"""One folded form of a text for comparing words: lower case, no accents, no styled letters; positions are kept.

ß stays one letter here, because every character keeps its place.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` folded character by character, so that len(fold(text)) == len(text)."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    # Lowered after decomposing, as styled letters have capitals of their own, and decomposed again: İ gives i and a dot.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).lower())
    base = "".join(part for part in decomposed if not unicodedata.combining(part))
    return base if len(base) == 1 else (character.lower() if len(character.lower()) == 1 else character)


def compose(text: str) -> tuple[str, list[int]]:
    """`text` with every letter and its combining marks as one character, and where each of them starts in `text`.

    The list has one entry more, the length of `text`, so that it also translates the ends of spans.
    """
    starts = [at for at, character in enumerate(text) if not (at and unicodedata.combining(character))]
    starts.append(len(text))
    letters = (unicodedata.normalize("NFC", text[start:end])[:1] for start, end in zip(starts, starts[1:]))
    return "".join(letters), starts


def words(text: str) -> list[str]:
    """The folded words of `text`."""
    return [match.group() for match in WORD.finditer(fold(text))]
