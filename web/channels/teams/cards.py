"""Answers as Adaptive Cards (version 1.5, which Teams takes from bots).

All words are runs of text in RichTextBlocks, which know no markup: in a TextBlock, and in messages without a card, Teams
takes some signs for Markdown. A card can also say in which language and direction it is written.
"""

from collections.abc import Iterator
from typing import Any

from ..channel import Choice, Message, Payload, Source
from ..limits import Limits, utf16
from ..rendering import Part, parts, shortened

_LINE_UNITS = 60
"""What a line costs besides its words, as it is a block of its own."""
_SUMMARY = 150
_BUTTON = 60
Element = dict[str, Any]


def units(text: str) -> int:
    """Teams counts the whole message in UTF-16, so lines have their price."""
    return utf16(text) + _LINE_UNITS * text.count("\n")


# Teams takes 100 KB of UTF-16, of which it wants a fifth left free, shows six buttons below a card, and cuts long titles.
LIMITS = Limits(text=4000, choices=6, choice_title=45, measure=units, per_second=20)


def activities(message: Message) -> list[Payload]:
    """The message as activities, one card each."""
    return [_activity(part, message) for part in parts(message, LIMITS, cards=True)]


def _activity(part: Part, message: Message) -> Payload:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.5",
        "lang": message.language, "rtl": message.direction == "rtl", "msteams": {"width": "Full"},
        "body": [*_blocks(part.text), *(element for source in part.sources for element in _source(source))]}
    if part.choices:
        card["actions"] = [_button(choice) for choice in part.choices]
    # The summary is what a notification shows of a card.
    return {"type": "message", "locale": message.language, "summary": shortened(part.text, _SUMMARY, utf16),
            "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}]}


def _blocks(text: str) -> Iterator[Element]:
    """A block each line, as line breaks within one are shown differently by the apps; a gap after an empty line."""
    gap = False
    for line in text.split("\n"):
        if line.strip():
            yield {**_words(line), "spacing": "Medium" if gap else "None"}
        gap = not line.strip()


def _source(source: Source) -> Iterator[Element]:
    yield {**_words(source.label, size="Small", isSubtle=True), "spacing": "Medium"}
    if source.url:
        action = {"type": "Action.OpenUrl", "title": shortened(source.title, _BUTTON, utf16), "url": source.url}
        yield {"type": "ActionSet", "spacing": "Small", "actions": [action]}


def _words(text: str, **style: Any) -> Element:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **style}]}


def _button(choice: Choice) -> Element:
    """Pressed, it is a message of the person with the title as words and our name for it as value."""
    value = {"choice": choice.name}
    back = {"type": "messageBack", "displayText": choice.title, "value": value}
    return {"type": "Action.Submit", "title": choice.title, "data": {**value, "msteams": back}}
