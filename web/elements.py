"""What a reply says: its elements are those of Rasa's REST channel, with text, buttons or custom."""

from typing import Any

Element = dict[str, Any]


def custom_of(reply: list[Element]) -> Element:
    """The one `custom` of a reply, which says how the turn ended; empty if it has none."""
    return next((element["custom"] for element in reply if "custom" in element), {})


def texts_of(reply: list[Element]) -> list[str]:
    """All that is said in a reply, in order."""
    return [element["text"] for element in reply if element.get("text")]
