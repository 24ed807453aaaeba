"""The form between reading a file and making drafts of it: what it carries, and what may be wrong with it."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from ..guard import clean
from ..texts import LANGUAGES
from .document import LONGEST_TITLE, MOST_CHARACTERS, MOST_SECTIONS, Section
from .portions import portions

FIELDS = ("title", "url", "date", "as_of", "language", "topic")
_LONGEST_NAME, _LONGEST_URL = 120, 2000


class Forged(ValueError):
    """The form carries what this service has never put there."""


@dataclass
class Typed:
    """The file's `name`, what was typed into FIELDS, the sections, the places of those that are chosen, and what is wrong
    with which field (the name of a sentence)."""

    name: str
    fields: dict[str, str]
    sections: list[Section]
    chosen: set[int]
    wrong: dict[str, str] = field(default_factory=dict)

    def packed(self) -> list[str]:
        """The sections as the form carries them."""
        return [json.dumps(asdict(section), ensure_ascii=False) for section in self.sections]

    def parts(self) -> list[int]:
        """How many drafts each section would become."""
        return [len(portions(section.text)) for section in self.sections]

    def wanted(self) -> list[Section]:
        """The sections that are chosen."""
        return [section for number, section in enumerate(self.sections) if number in self.chosen]


def read(form: MultiDict[str, str]) -> Typed:
    """What was sent. Raises Forged."""
    try:
        sections = [_section(json.loads(packed)) for packed in form.getlist("section")]
        chosen = {int(number) for number in form.getlist("take")}
    except (ValueError, TypeError, RecursionError):
        raise Forged from None
    if not 1 <= len(sections) <= MOST_SECTIONS or sum(len(section.text) for section in sections) > MOST_CHARACTERS:
        raise Forged
    fields = {name: clean(form.get(name, "")) for name in FIELDS}
    return Typed(file_name(form.get("name", "")), fields, sections, chosen & set(range(len(sections))))


def findings(typed: Typed, topics: Collection[str]) -> dict[str, str]:
    """What is wrong, by field: the name of a sentence."""
    given, wrong = typed.fields, {}
    if not 1 <= len(given["title"]) <= LONGEST_TITLE:
        wrong["title"] = "title"
    if not _is_address(given["url"]):
        wrong["url"] = "url"
    wrong |= {name: "date" for name in ("date", "as_of") if _bad_date(given[name])}
    if not given["as_of"]:
        wrong["as_of"] = "as_of"
    wrong |= {name: "choose" for name, known in (("language", LANGUAGES), ("topic", topics)) if given[name] not in known}
    return wrong | ({} if typed.chosen else {"take": "take"})


def file_name(name: str) -> str:
    """A file's name without the folders that some browsers send."""
    return clean(name.replace("\\", "/").rsplit("/", 1)[-1])[:_LONGEST_NAME]


def _section(value: dict[str, Any]) -> Section:
    section = Section(**value)
    told = (section.title, section.text, section.within)
    if not all(isinstance(text, str) and "\x00" not in text for text in told) or not isinstance(section.level, int):
        raise TypeError
    if not section.title.strip() or not section.text.strip() or _bad_date(section.date or "", until=date.max):
        raise ValueError
    return section


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")
                and not any(map(str.isspace, text)) and len(text) <= _LONGEST_URL)
    except ValueError:
        return False


def _bad_date(text: str, until: date | None = None) -> bool:
    """Whether it is something, but no day up to today."""
    try:
        return bool(text) and date.fromisoformat(text) > (until or datetime.now(UTC).date())
    except (ValueError, TypeError):
        return True
