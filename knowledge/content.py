"""The items, read from YAML and checked; the fixed texts of the bot."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from knowledge import paths, translations
from knowledge.published import Body, Published
from knowledge.schema import ContentError, check_file, read_yaml

PAGE, BACKGROUND = "page", "background"
AUTHORITATIVE = "de"
UNDATED = {"date": None}
FIELDS = ("id", "section", "title", "facts", "text", "plain", "questions")  # what an item has of its own in a file


def pick(texts: dict[str, str] | str, language: str) -> str:
    """The text in `language`, else in English, else in German."""
    if isinstance(texts, str):
        return texts
    return texts.get(language) or texts.get("en") or texts[AUTHORITATIVE]


@dataclass(frozen=True)
class Item:
    """One entry of the knowledge base. Texts are dicts language -> text; ``source`` is complete."""

    id: str
    topic: str
    scope: str
    section: dict[str, str] | str
    title: dict[str, str]
    facts: dict
    text: dict[str, str]
    plain: dict[str, str]
    questions: dict[str, list[str]]
    source: dict = field(hash=False)

    @property
    def kind(self) -> str:
        return self.facts["kind"]

    @property
    def points(self) -> tuple[str, ...]:
        """Ids of the items that say more of each point that the text lists, in its order."""
        return tuple(self.facts.get("points", ()))

    @property
    def subject(self) -> str:
        """The kind that it is about: an overview of the agreements has the same as each of them."""
        return (self.facts.get("topics") or [self.kind])[0]


@dataclass(frozen=True)
class Content:
    """All items by id, in the order of the files; fixed texts by language and id."""

    items: dict[str, Item]
    messages: dict[str, dict[str, str]]

    def of_kind(self, kind: str, scope: str = PAGE) -> list[Item]:
        """Items that carry a fact of this kind, overviews left out, in page order."""
        return [
            item for item in self.items.values()
            if item.kind == kind and item.scope == scope and is_single(item)
        ]  # fmt: skip

    def message(self, name: str, language: str) -> str:
        return self.messages.get(language, self.messages["en"])[name]

    def languages(self) -> set[str]:
        return set(self.messages)

    def with_items(self, published: Published) -> Content:
        """This with the published items in place of its own; new ones come last."""
        return replace(self, items=self.items | {name: item_of(body) for name, body in published.bodies().items()})


def item_of(body: Body) -> Item:
    """The item of a published body, which is complete."""
    fields = {name: body[name] for name in (*FIELDS, "topic", "scope")}
    return Item(source=UNDATED | body["source"], **fields)


def is_single(item: Item) -> bool:
    """Whether the item is one of a kind, not the overview of the kind."""
    return bool({"number", "country", "date"} & item.facts.keys()) or item.kind in {"agency", "term", "contact"}


def load(folder: Path | None = None) -> Content:
    """Read and check everything below `folder`. Raises ContentError."""
    folder = folder or paths.CONTENT
    items: dict[str, Item] = {}
    found_in: dict[str, str] = {}
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise ContentError(f"There is no content file in {folder}.")
    for path in files:
        for item in _items(path, check_file(path)):
            if item.id in items:
                raise ContentError(f"{path.name}: item '{item.id}': field 'id': exists already")
            items[item.id], found_in[item.id] = item, path.name
    _check_points(items, found_in)
    return Content(translations.add(items, folder / "translations"), load_messages(folder / "messages"))


def _check_points(items: dict[str, Item], found_in: dict[str, str]) -> None:
    for item in items.values():
        unknown = [name for name in item.points if name not in items]
        if unknown:
            raise ContentError(f"{found_in[item.id]}: item '{item.id}': field 'facts.points': there is no item '{unknown[0]}'")


def _items(path: Path, data: dict) -> list[Item]:
    return [_item(path, data, entry) for entry in data["items"]]


def _item(path: Path, data: dict, entry: dict) -> Item:
    source = UNDATED | data.get("source", {}) | entry.get("source", {})
    missing = {"title", "url", "as_of"} - source.keys()
    if missing:
        names = ", ".join(sorted(missing))
        raise ContentError(f"{path.name}: item '{entry['id']}': field 'source': lacks {names}")
    scope = entry.get("scope", data.get("scope", PAGE))
    fields = {name: entry[name] for name in FIELDS}
    return Item(topic=entry.get("topic", data["topic"]), scope=scope, source=source, **fields)


def load_messages(folder: Path) -> dict[str, dict[str, str]]:
    """Fixed texts by language. Raises ContentError where a language lacks a text that German has."""
    messages = {path.stem: read_yaml(path) for path in sorted(folder.glob("*.yml"))}
    for language in sorted({AUTHORITATIVE, "en"} | messages.keys()):
        if not isinstance(messages.get(language), dict):
            raise ContentError(f"messages/{language}.yml: is missing, empty or no list of names and texts")
    for language, texts in messages.items():
        missing = sorted(messages[AUTHORITATIVE].keys() - texts.keys())
        if missing:
            raise ContentError(f"messages/{language}.yml: lacks {', '.join(missing)}")
    return messages
