"""Checks what Rasa answered: only a complete, well-formed reply goes on."""

from typing import Any

from .turn import REASONS, STATUSES, Element


class BadReply(ValueError):
    """Rasa answered, but not with a usable turn (its handlers or the action server failed)."""


def checked(answer: Any) -> list[Element]:
    """The elements of Rasa's answer, reduced to text, buttons and custom.

    Raises BadReply if it is empty or does not carry exactly one `custom` with a known status.
    """
    if not isinstance(answer, list) or not all(isinstance(e, dict) for e in answer):
        raise BadReply("no list of elements")
    elements = [e for e in map(_reduced, answer) if e]
    customs = [e["custom"] for e in elements if "custom" in e]
    if len(customs) != 1:
        raise BadReply("not exactly one custom")
    _check_custom(customs[0])
    if not any(e.get("text") for e in elements):
        raise BadReply("no text")
    return elements


def _reduced(element: dict[str, Any]) -> Element:
    found: Element = {}
    if isinstance(element.get("text"), str) and element["text"].strip():
        found["text"] = element["text"]
    buttons = element.get("buttons") or []
    if isinstance(buttons, list) and buttons:
        found["buttons"] = [_button(b) for b in buttons if isinstance(b, dict) and b.get("title")]
    if isinstance(element.get("custom"), dict) and "status" in element["custom"]:
        found["custom"] = element["custom"]
    return found


def _button(button: dict[str, Any]) -> dict[str, str]:
    title = str(button["title"])
    return {"title": title, "payload": str(button.get("payload") or title)}


def _check_custom(custom: dict[str, Any]) -> None:
    if custom["status"] not in STATUSES:
        raise BadReply("unknown status")
    if custom.get("reason") is not None and custom["reason"] not in REASONS:
        raise BadReply("unknown reason")
    if custom["status"] == "answered" and not custom.get("sources"):
        raise BadReply("an answer without a source")
