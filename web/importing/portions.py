"""A long text in portions that an item can hold, torn where it hurts least."""

import re

MOST = 900
"""Characters of an item's text, as knowledge/schema.yml has it."""
_SENTENCE = re.compile(r"(?<=[.!?…؟])\s+(?=[^\s\d])")


def portions(text: str, most: int = MOST) -> list[str]:
    """The text in pieces of at most `most` characters: between paragraphs, else entries, else sentences, else words."""
    return _packed(_units(text), "\n\n", most, _by_lines)


def _units(text: str) -> list[str]:
    """Paragraphs; one that ends with a colon stays with the list that it introduces."""
    units: list[str] = []
    for paragraph in text.split("\n\n"):
        if units and paragraph.startswith("• ") and units[-1].endswith(":"):
            units[-1] += "\n" + paragraph
        else:
            units.append(paragraph)
    return units


def _by_lines(text: str, most: int) -> list[str]:
    return _packed(text.split("\n"), "\n", most, _by_sentences)


def _by_sentences(text: str, most: int) -> list[str]:
    return _packed(_SENTENCE.split(text), " ", most, _by_words)


def _by_words(text: str, most: int) -> list[str]:
    return _packed(text.split(), " ", most, lambda word, size: [word[start:start + size] for start in range(0, len(word), size)])


def _packed(parts: list[str], between: str, most: int, smaller) -> list[str]:
    """Parts put together as long as they fit; one that does not fit alone is made `smaller`."""
    found: list[str] = []
    for part in parts:
        if found and len(found[-1]) + len(between) + len(part) <= most:
            found[-1] += between + part
        elif len(part) <= most:
            found.append(part)
        else:
            found += smaller(part, most)
    return [piece for piece in found if piece.strip()]
