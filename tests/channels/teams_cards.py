"""What the apps make of the activities and cards that we send: Microsoft's own models and a schema of what we use."""

import json
from typing import Any

import jsonschema
from microsoft_agents.activity import Activity
from pydantic import ValidationError

from .provider import Json, Shown

BOT = "28:c9e8c047-2a74-40a2-b28a-b162d5f5327c"
MOST_BYTES = 80_000  # Microsoft takes 100 KB of UTF-16 and asks for a fifth of it to be left
_TEXT = {"type": "string", "minLength": 1}


def _object(**properties: Any) -> Json:
    """A schema of an object with these properties; those that end with _ may be missing."""
    return {"type": "object", "additionalProperties": False, "properties": {name.rstrip("_"): one for name, one in properties.items()},
            "required": [name for name in properties if not name.endswith("_")]}


def _one(value: Any) -> Json:
    return {"const": value}


_SPACING = {"enum": ["None", "Small", "Default", "Medium"]}
_RUN = _object(type=_one("TextRun"), text=_TEXT, size_={"enum": ["Small", "Default"]}, isSubtle_={"type": "boolean"})
_OPEN = _object(type=_one("Action.OpenUrl"), title=_TEXT, url={"type": "string", "pattern": "^https://"})
_BACK = _object(type=_one("messageBack"), displayText=_TEXT, value=_object(choice=_TEXT))
_SUBMIT = _object(type=_one("Action.Submit"), title=_TEXT, data=_object(choice=_TEXT, msteams=_BACK))
_BODY = {"anyOf": [
    _object(type=_one("RichTextBlock"), inlines={"type": "array", "items": _RUN, "minItems": 1}, spacing_=_SPACING),
    _object(type=_one("ActionSet"), actions={"type": "array", "items": _OPEN, "maxItems": 6}, spacing_=_SPACING)]}
CARD = _object(**{"$schema": _TEXT}, type=_one("AdaptiveCard"), version=_one("1.5"), lang=_TEXT, rtl={"type": "boolean"},
               msteams=_object(width=_one("Full")), body={"type": "array", "items": _BODY, "minItems": 1},
               actions_={"type": "array", "items": _SUBMIT, "minItems": 1, "maxItems": 6})
_ATTACHMENT = _object(contentType=_one("application/vnd.microsoft.card.adaptive"), content=CARD)
ACTIVITY = {"anyOf": [
    _object(type=_one("typing"), **{"from": _object(id=_one(BOT))}, conversation=_object(id=_TEXT)),
    _object(type=_one("message"), locale=_TEXT, summary=_TEXT, conversation=_object(id=_TEXT),
            attachments={"type": "array", "items": _ATTACHMENT, "minItems": 1, "maxItems": 1},
            **{"from": _object(id=_one(BOT))})]}


def complaints(activity: Json) -> list[str]:
    """What the connector would not take, or the apps would show wrongly."""
    found = ["too large"] if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le")) > MOST_BYTES else []
    try:
        Activity.model_validate(activity)
        jsonschema.validate(activity, ACTIVITY)
    except (ValidationError, jsonschema.ValidationError) as error:
        found.append(str(error))
    return found


def card(activity: Json) -> Json:
    return activity["attachments"][0]["content"]


def actions(activity: Json) -> list[Json]:
    return card(activity).get("actions", [])


def shown(activity: Json) -> Shown:
    """Lines as the apps show them: a larger space between blocks looks like an empty line."""
    lines, links = [], []
    for element in card(activity)["body"]:
        if element["type"] == "ActionSet":
            links += [action["url"] for action in element["actions"]]
        else:
            gap = "\n" if lines and element.get("spacing") == "Medium" else ""
            lines.append(gap + "".join(run["text"] for run in element["inlines"]))
    return Shown("\n".join(lines), [action["title"] for action in actions(activity)], links)
