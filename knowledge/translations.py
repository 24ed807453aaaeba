"""Translations of items: knowledge/content/translations/<language>.yml. German is authoritative.

All items of the page stand there; null says that there is no translation, as of an item whose German text is newer.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema

from knowledge.schema import ContentError, read_checked

if TYPE_CHECKING:
    from knowledge.content import Item

_TEXT = {"type": "string", "pattern": r"\S", "maxLength": 900}
_ITEM = {
    "type": "object",
    "required": ["title", "text", "questions"],
    "additionalProperties": False,
    "properties": {"title": _TEXT, "text": _TEXT, "questions": {"type": "array", "minItems": 2, "items": _TEXT}},
}
_FILE = jsonschema.Draft202012Validator({
    "type": "object",
    "required": ["language", "origin", "items"],
    "additionalProperties": False,
    "properties": {
        "language": {"type": "string", "pattern": "^[a-z]{2}$"},
        "origin": _TEXT,
        "items": {"type": "object", "additionalProperties": {"if": {"type": "null"}, "else": _ITEM}},
    },
})  # fmt: skip
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
NUMBER = re.compile(r"\d{2,}")


def add(items: dict[str, Item], folder: Path) -> dict[str, Item]:
    """`items` with the translations of `folder`. Raises ContentError, naming file and item."""
    for path in sorted(folder.glob("*.yml")):
        items = _with(items, path, _read(path))
    return items


def _read(path: Path) -> dict:
    data = read_checked(path, _FILE)
    if data["language"] != path.stem:
        raise ContentError(f"{path.name}: field 'language': is '{data['language']}', and the file is named '{path.stem}'")
    return data


def _with(items: dict[str, Item], path: Path, data: dict) -> dict[str, Item]:
    wanted = {name for name, item in items.items() if item.scope == "page"}
    given = {name: entry for name, entry in data["items"].items() if entry}
    wrong = [f"lacks '{name}'" for name in sorted(wanted - data["items"].keys())]
    wrong += [f"item '{name}': no such item" for name in sorted(data["items"].keys() - items.keys())]
    wrong += [
        f"item '{name}': field 'text': has other numbers than the German text"
        for name in sorted(items.keys() & given.keys())
        if numbers(given[name]["text"]) != numbers(items[name].text["de"])
    ]
    if wrong:
        raise ContentError("\n".join(f"{path.name}: {finding}" for finding in wrong))
    return items | {name: _translated(items[name], path.stem, entry) for name, entry in given.items()}


def numbers(text: str) -> set[str]:
    """Numbers of two digits or more, in any of our digits: what no translation may change."""
    return set(NUMBER.findall(text.translate(DIGITS)))


def _translated(item: Item, language: str, entry: dict) -> Item:
    return replace(
        item,
        title={**item.title, language: entry["title"]},
        text={**item.text, language: entry["text"]},
        questions={**item.questions, language: entry["questions"]},
    )
