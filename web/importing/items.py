"""From sections of a file to bodies of draft items, for somebody to put the finishing touches to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..learning.bodies import Body
from ..learning.form import slug
from .document import Section
from .portions import portions


@dataclass(frozen=True)
class Source:
    """Where the sections come from, and what kind of items they become. Dates are ISO 8601; `date` may lack."""

    title: str
    url: str
    date: str | None
    as_of: str
    language: str
    topic: str


@dataclass(frozen=True)
class Wanted:
    """A draft to be made: its body, and which section and portion of it that is."""

    body: Body
    origin: dict[str, Any]


def wanted(sections: Iterable[Section], source: Source, name: str, taken: Iterable[str]) -> list[Wanted]:
    """A draft for each portion of each section; ids are new ones, none of those `taken`. `name` is the file's."""
    ids, found = set(taken), []
    for section in sections:
        texts = portions(section.text)
        for part, text in enumerate(texts, 1):
            title = section.title if len(texts) == 1 else f"{section.title} ({part}/{len(texts)})"
            body = _body(_new_id(section.title, ids), title, text, section, source)
            found.append(Wanted(body, {"imported": {"file": name, "section": section.title, "part": part, "parts": len(texts)}}))
    return found


def _body(name: str, title: str, text: str, section: Section, source: Source) -> Body:
    return {
        "id": name, "topic": source.topic, "scope": "background", "section": section.within or source.title,
        "title": {source.language: title}, "facts": {"kind": "info"}, "text": {source.language: text}, "plain": {}, "questions": {},
        "source": {"title": source.title, "url": source.url, "date": section.date or source.date, "as_of": source.as_of},
    }


def _new_id(title: str, ids: set[str]) -> str:
    """An id that looks like the title; a number makes it a new one. It begins with a letter."""
    base = slug(title) or "import"
    base = base if base[0].isalpha() else f"import-{base}"
    name, number = base, 2
    while name in ids:
        name, number = f"{base}-{number}", number + 1
    ids.add(name)
    return name
