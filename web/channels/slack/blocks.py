"""Messages for Slack. A rich text holds words and links only: nothing in an answer can become markup, an emoji or a mention."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from ..channel import Choice, Payload
from ..rendering import Part

Element = dict[str, Any]

# An address, without the signs that end the sentence it stands in.
_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\"'.,;:!?…()\[\]{}»“”؟،]")


def payload_of(part: Part) -> Payload:
    """Fields of chat.postMessage. The `text` is what notifications say; in the app people see the blocks."""
    blocks: list[Element] = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(_elements(part))}]}]
    if part.choices:
        blocks.append({"type": "actions", "elements": [_button(choice) for choice in part.choices]})
    # https://docs.slack.dev/messaging/formatting-message-text#escaping
    text = escape("\n".join([part.text, *(source.label for source in part.sources)]), quote=False)
    return {"text": text, "mrkdwn": False, "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def _elements(part: Part) -> Iterator[Element]:
    """https://docs.slack.dev/reference/block-kit/blocks/rich-text-block"""
    yield from _linked(part.text)
    for place, source in enumerate(part.sources):
        yield _words("\n" if place else "\n\n")
        yield {"type": "link", "url": source.url, "text": source.label} if source.url else _words(source.label)


def _linked(text: str) -> Iterator[Element]:
    """The text, addresses in it as links."""
    end = 0
    for found in _ADDRESS.finditer(text):
        if found.start() > end:
            yield _words(text[end:found.start()])
        yield {"type": "link", "url": found[0]}
        end = found.end()
    if text[end:]:
        yield _words(text[end:])


def _words(text: str) -> Element:
    return {"type": "text", "text": text}


def _button(choice: Choice) -> Element:
    title = {"type": "plain_text", "text": choice.title, "emoji": False}
    return {"type": "button", "text": title, "action_id": choice.name, "value": choice.name}
