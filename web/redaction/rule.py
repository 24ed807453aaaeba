"""What a rule is, and the pieces that rules of several languages are made of."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

UPPER = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
"""Capital letters of the Latin, Greek and Cyrillic scripts, for the inside of a character class."""
CAPITALISED = rf"[{UPPER}][\w'’]{{0,30}}(?:-[{UPPER}][\w'’]{{0,30}}){{0,2}}"
"""A word that begins with a capital; 'Al-Masri' is one word."""

DIGITS = tuple("0123456789")

_TO_ASCII = {code: str(unicodedata.decimal(chr(code))) for code in range(0x660, 0x1FC00)
             if unicodedata.category(chr(code)) == "Nd"}


@dataclass(frozen=True)
class Rule:
    """`pattern` finds personal data of a kind; its group `keep`, if it has one, is the keyword in front, which stays.

    `unless` tells of a match that it is none. Patterns have no unbounded repetition of anything that can follow itself:
    the longest message takes time in proportion to its length.
    """

    kind: str
    pattern: re.Pattern[str]
    unless: Callable[[re.Match[str]], bool] | None = None


@dataclass(frozen=True)
class Group:
    """Rules that are tried only on a text in which one of the `hints` stands, and a digit if they need one.

    Hints are in lower case; most messages have none of them, and are done within microseconds.
    """

    hints: tuple[str, ...]
    rules: tuple[Rule, ...]
    digits: bool = False

    def concerns(self, lowered: str) -> bool:
        """Whether the rules could find anything in the text, given in lower case."""
        return any(hint in lowered for hint in self.hints) and (not self.digits or any(digit in lowered for digit in DIGITS))


def any_of(*patterns: str) -> str:
    """A pattern for one of these."""
    return f"(?:{'|'.join(patterns)})"


def ascii_digits(text: str) -> str:
    """The text with the digits of all scripts as 0 to 9; its length stays."""
    return text if text.isascii() else text.translate(_TO_ASCII)
