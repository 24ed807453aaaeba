"""All items of the knowledge base: those of the files and those that were published here."""

from dataclasses import dataclass
from datetime import date

from flask import Response, request

from knowledge.content import Content, Item, pick
from knowledge.published import REFUSE

from ..learning.bodies import REASONS
from . import access
from .labels import learning
from .render import html, reading


@dataclass(frozen=True)
class Row:
    """An item in the list; `published` when it was changed here the last time, None: it is as the files have it."""

    id: str
    title: str
    topic: str
    scope: str
    languages: int
    review_on: date | None
    published: object


@access.page("/items", "reader")
def items() -> Response:
    """The items that fit the search; those that are overdue for a review first, then those that soon will be."""
    sought = {name: request.args.get(name, "").strip() for name in ("q", "topic", "scope")}
    found = content()
    loop = learning()
    states, due = loop.publications.states(), loop.due()
    rows = [_row(item, states.get(item.id)) for item in found.items.values() if _fits(item, sought)]
    place = {name: number for number, name in enumerate(due)}
    rows.sort(key=lambda row: place.get(row.id, len(place)))
    refused = [(reason, state.samples if (state := states.get(REFUSE + reason)) else 0) for reason in REASONS]
    return html("items.html", rows=rows, sought=sought, topics=_topics(found), due=due, today=loop.today(), refused=refused,
                titles=titles(), total=len(found.items), withdrawn=_withdrawn(states, found))


def _withdrawn(states: dict, found: Content) -> list[str]:
    """Items that were published here and taken back, so that they can be found again."""
    return [name for name, state in states.items() if name not in found.items and not name.startswith(REFUSE) and state.title is None]


def content() -> Content:
    """What the knowledge base knows at this moment."""
    return learning().knowledge().content


def titles() -> dict[str, str]:
    """The title of every item in the language of who reads, by its id."""
    return {item.id: pick(item.title, reading()) for item in content().items.values()}


def by_topic() -> dict[str, list[tuple[str, str]]]:
    """Ids and titles of all items, by topic, for choosing one."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item in content().items.values():
        found.setdefault(item.topic, []).append((item.id, pick(item.title, reading())))
    return found


def _topics(found: Content) -> list[str]:
    return list(dict.fromkeys(item.topic for item in found.items.values()))


def _row(item: Item, state) -> Row:
    return Row(item.id, pick(item.title, reading()), item.topic, item.scope, len(item.text),
               state.review_on if state else None, state.at if state else None)


def _fits(item: Item, sought: dict[str, str]) -> bool:
    if any(sought[name] and sought[name] != getattr(item, name) for name in ("topic", "scope")):
        return False
    words = sought["q"].casefold().split()
    asked = [text for texts in item.questions.values() for text in texts]
    said = " ".join((item.id, *item.title.values(), *item.text.values(), *asked)).casefold()
    return all(word in said for word in words)
