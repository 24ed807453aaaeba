"""Text for apps of Meta that take signs such as *this* for markup and know no way to escape them."""

import re

from .limits import utf16

# Signs are markup only where they touch what follows, so a hair space comes between. A quote or a list begins only at the
# very beginning of a line, so a word joiner comes before it.
_HAIR, _JOINER = "\u200a", "\u2060"
_MARKS = re.compile(r"(?P<address>(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]+)|(?P<mark>[*_~`])(?=\S)|(?P<start>^)(?=[>*-] )",
                    re.MULTILINE)


def literal(text: str) -> str:
    """The text so that the apps show it letter by letter; addresses stay links.

    >>> literal("*vier* https://example.org/a_b").replace(_HAIR, "|")
    '*|vier* https://example.org/a_b'
    """
    return _MARKS.sub(_kept, text)


def measure(text: str) -> int:
    """Characters of `literal(text)`. Meta's documentation does not say how it counts: UTF-16 is never less.

    >>> measure("*🙂")
    4
    """
    return utf16(literal(text))


def _kept(found: re.Match[str]) -> str:
    if found["address"] is not None:
        return found[0]
    return found["mark"] + _HAIR if found["mark"] else _JOINER
