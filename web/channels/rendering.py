"""From a message to parts that fit: split at sentences, choices as numbers where there are no buttons for them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .channel import Choice, Message, Source
from .limits import Limits

# Blanks after a paragraph, a line, a sentence, a word; the first kind that leaves enough in front of it is taken.
_ENDS = (re.compile(r"\n\n+"), re.compile(r"\n"), re.compile(r"(?:(?<=[.!?…؟۔。])|(?<=[.!?…؟۔][\"'»“”)\]]))\s+"), re.compile(r"\s+"))
_LEAST_SHARE = 0.3
_MORE = " …"


@dataclass(frozen=True)
class Part:
    """One message of the app: the last one has the choices that become buttons, and the sources."""

    text: str
    choices: tuple[Choice, ...] = ()
    sources: tuple[Source, ...] = ()


def parts(message: Message, limits: Limits, cards: bool = False) -> list[Part]:
    """The message in parts of at most `limits.text`, in order, each with some text.

    Sources are lines at the end of the text, but with `cards` they are left to the caller. Choices that cannot be
    buttons are lines `1. …` after it.
    """
    native = has_buttons(message, limits)
    blocks = [message.text]
    if message.sources and not cards:
        blocks.append("\n".join(line(source) for source in message.sources))
    if message.choices and not native:
        blocks.append(numbered(message))
    *first, last = split("\n\n".join(block for block in blocks if block), limits.text, limits.measure)
    return [*map(Part, first), Part(last, message.choices if native else (), message.sources)]


def has_buttons(message: Message, limits: Limits) -> bool:
    """Whether all choices fit on buttons."""
    return 0 < len(message.choices) <= limits.choices and all(
        limits.measure(choice.title) <= limits.choice_title for choice in message.choices)


def numbered(message: Message) -> str:
    """The choices as lines, below a line that says how to choose."""
    lines = [f"{number}. {choice.title}" for number, choice in enumerate(message.choices, 1)]
    return "\n".join([message.words["choose"], *lines])


def line(source: Source) -> str:
    """A source as text, its address in a line of its own so that every app makes a link of it."""
    return f"{source.label}\n{source.url}" if source.url else source.label


def split(text: str, most: int, measure: Callable[[str], int] = len) -> list[str]:
    """The text in pieces of at most `most`, cut after paragraphs, else lines, else sentences, else words.

    >>> split("Eins zwei. Drei vier.", 12)
    ['Eins zwei.', 'Drei vier.']
    """
    return list(_pieces(text.strip(), most, measure)) or [""]


def shortened(text: str, most: int, measure: Callable[[str], int] = len) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if measure(text) <= most else text[:_fitting(text, most - measure(_MORE), measure)].rstrip() + _MORE


def _pieces(text: str, most: int, measure: Callable[[str], int]) -> Iterator[str]:
    while measure(text) > most:
        end = _end(text, _fitting(text, most, measure))
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text


def _fitting(text: str, most: int, measure: Callable[[str], int]) -> int:
    """How many characters of the text measure at most `most`."""
    low, high = 0, min(len(text), most)  # no character measures less than one
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle]) <= most else (low, middle - 1)
    return max(low, 1)


def _end(text: str, fitting: int) -> int:
    """Where the piece ends that has at most `fitting` characters."""
    for blanks in _ENDS:
        starts = [found.start() for found in blanks.finditer(text, 0, fitting + 1)]
        if starts and starts[-1] >= fitting * _LEAST_SHARE:
            return starts[-1]
    return fitting
