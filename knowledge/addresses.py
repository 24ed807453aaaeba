"""Addresses of pages in an item: whether they can be any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

IN_TEXT = re.compile(r"https?:\S*", re.IGNORECASE)
HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]")  # www.example.org, also with umlauts
AROUND = ".,;:!?)»“”\"'"  # punctuation that ends a sentence and no address


def is_address(text: str) -> bool:
    """Whether `text` is a complete web address; nothing is fetched."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # ValueError where it is no number
    except ValueError:
        return False
    right = parts.scheme in {"http", "https"} and HOST.fullmatch(parts.hostname or "")
    return bool(right) and "@" not in parts.netloc and not re.search(r"[\s<>\"\\]", text)


def of_body(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and address of every link in a body: of the source, of the facts, and in texts. Other shapes are passed over."""
    source, facts = body.get("source"), body.get("facts")
    yield from _texts("source.url", source.get("url") if isinstance(source, dict) else None)
    yield from _texts("facts.web", facts.get("web") if isinstance(facts, dict) else None)
    for name in ("text", "plain"):
        for where, text in _texts(name, body.get(name)):
            yield from ((where, link.rstrip(AROUND)) for link in IN_TEXT.findall(text))


def _texts(where: str, value: Any) -> Iterator[tuple[str, str]]:
    """The field and the text, or those of each language."""
    if isinstance(value, dict):
        yield from ((f"{where}.{language}", text) for language, text in value.items() if isinstance(text, str))
    elif isinstance(value, str):
        yield where, value
