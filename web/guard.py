"""Makes a message harmless before anything else sees it; never fails, whatever the characters."""

import re
import unicodedata

# Control characters (C0, C1) but newline and tab, soft hyphen, zero-width and bidi controls, interlinear
# marks, tags, surrogates, private use, non-characters: nothing here can be seen, much of it can deceive.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_KEPT = frozenset("\n\t")
# Letters that show as nothing, and variation selectors.
_BLANK_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_ASCII = re.compile(r"[\n\t\x20-\x7e]*\Z")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LEADING_SLASHES = re.compile(r"[\s/\\\u2044\u2215\uff0f\u29f8]+")
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
MAX_MARKS = 4
"""Combining marks left on one base character; Vietnamese and pointed Hebrew need fewer."""


def clean(text: str) -> str:
    """The text in NFC, without invisible characters, piled-up marks and surrounding space.

    >>> clean("  Ta\\u0308g\\u200blich\\u202e\\x00 ")
    'Täglich'
    """
    text = _LINE_ENDS.sub("\n", text)
    if not _ASCII.match(text):
        # Surrogates have to go before NFC only for safety of later encoders; the order is otherwise free.
        text = "".join(c for c in text if c in _KEPT or unicodedata.category(c) not in _INVISIBLE_CATEGORIES)
        text = unicodedata.normalize("NFC", _limit_marks(_BLANK_LETTERS.sub("", text)))
    else:
        text = text.replace("\x7f", "")
    text = _BLANK_LINES.sub("\n\n", _SPACES.sub(" ", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def defuse(text: str) -> str:
    """The cleaned text without leading slashes: Rasa obeys '/intent{"slot": 1}' as a command.

    >>> defuse('/ /restart')
    'restart'
    """
    leading = _LEADING_SLASHES.match(text)
    return text[leading.end():] if leading else text


def is_blank(text: str) -> bool:
    """Whether there is nothing to answer: no letter, digit or symbol such as an emoji or a question mark.

    A lone question mark is something (the assistant can ask what is meant), a lone mark or space is not.
    """
    return not any(unicodedata.category(c)[0] in "LNSP" for c in text)


def _limit_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept)
