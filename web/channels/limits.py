"""What a channel's messages can hold."""

from collections.abc import Callable
from dataclasses import dataclass


def utf16(text: str) -> int:
    """Code units of UTF-16, in which Telegram counts.

    >>> utf16("a🙂")
    3
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8(text: str) -> int:
    """Bytes of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class Limits:
    """Limits of one message, as the provider documents them; `per_second` messages in all, without its complaint."""

    text: int
    """Most characters of a text, as `measure` counts them."""
    choices: int = 0
    """Most buttons; 0: the app has none, choices are numbered. More than that, or longer ones, are numbered too."""
    choice_title: int = 0
    """Most characters of a button."""
    measure: Callable[[str], int] = len
    per_second: float = 20.0
