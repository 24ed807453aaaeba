"""Write what is published into the YAML files, where training and every new installation find it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import content as content_module
from knowledge import paths, yamlfile
from knowledge.content import FIELDS, PAGE, Content, Item, item_of
from knowledge.published import REFUSE, Published
from knowledge.schema import ContentError, read_yaml

BOTH = ("de", "en")  # languages that stand in the item's own file; the others have a file each
NEW = "published.yml"
NEW_HEAD = "# Items that staff have added, written by `python -m knowledge export`.\ntopic: published\nitems:\n"
REFUSED_HEAD = "# Questions that staff want refused, written by `python -m knowledge export`.\n"
LANGUAGE_FIELDS = ("title", "text", "questions")


@dataclass(frozen=True)
class Written:
    """How many items and questions to be refused stand in the files now that did not before."""

    changed: int
    added: int
    refused: int


def export(published: Published, content: Path | None = None, questions: Path | None = None) -> Written:
    """Brings the folders `content` and `questions` (of training) to what is published; nothing is lost.

    Raises ContentError if the files cannot be read, or do not hold it afterwards.
    """
    content, questions = content or paths.CONTENT, questions or paths.QUESTIONS / "train"
    before = content_module.load(content)
    places = dict(_places(content))
    items = [item_of(body) for body in published.bodies().values()]
    wanted = [item for item in items if before.items.get(item.id) != item]
    for item in wanted:
        _write_item(content, places.get(item.id), item)
        _write_translations(content, item)
    _compare(wanted, content_module.load(content))
    added = sum(item.id not in before.items for item in wanted)
    return Written(len(wanted) - added, added, _write_refused(questions / NEW, published))


def _compare(wanted: list[Item], after: Content) -> None:
    """A file that is laid out by hand in another way than ours may not have taken what was written."""
    lost = [item.id for item in wanted if after.items.get(item.id) != item]
    if lost:
        raise ContentError(f"The files do not hold what was written to them: {', '.join(lost)}. Put them back and tell us.")


def _places(content: Path) -> Iterator[tuple[str, Path]]:
    """Which file each item stands in."""
    for path in sorted(content.glob("*.yml")):
        yield from ((entry["id"], path) for entry in read_yaml(path)["items"])


def _write_item(content: Path, path: Path | None, item: Item) -> None:
    path = path or content / NEW
    if not path.exists():
        path.write_text(NEW_HEAD, "utf-8")
    block = yamlfile.dump([_entry(item, read_yaml(path))], 2)
    yamlfile.put(path, f"  - id: {item.id}", block)


def _entry(item: Item, file: dict[str, Any]) -> dict[str, Any]:
    """The item as its file has it: without what the file says for all of its items, and in German and English."""
    fields = {name: getattr(item, name) for name in FIELDS}
    fields |= {name: {language: fields[name][language] for language in BOTH} for name in LANGUAGE_FIELDS}
    shared = file.get("source", {})
    own = {
        "topic": item.topic if item.topic != file["topic"] else None,
        "scope": item.scope if item.scope != file.get("scope", PAGE) else None,
        "source": {name: value for name, value in item.source.items() if name not in shared or shared[name] != value},
    }
    head = {"id": item.id} | {name: value for name, value in own.items() if value}
    return head | {name: _sorted(fields[name]) for name in FIELDS[1:]}


def _sorted(value: Any) -> Any:
    """German and English first, the others by their codes."""
    if not isinstance(value, dict) or "de" not in value:
        return value
    return {language: value[language] for language in sorted(value, key=lambda one: (one not in BOTH, one))}


def _write_translations(content: Path, item: Item) -> None:
    """One entry in the file of each further language; null on the page's items says that there is none."""
    for path in sorted((content / "translations").glob("*.yml")):
        language = path.stem
        known = read_yaml(path)["items"]
        entry = {name: getattr(item, name)[language] for name in LANGUAGE_FIELDS} if language in item.text else None
        if entry is None and item.scope != PAGE and item.id not in known:
            continue
        if item.id not in known or known[item.id] != entry:
            block = yamlfile.dump({item.id: entry}, 2, flow=True) if entry else f"  {item.id}: null\n"
            yamlfile.put(path, f"  {item.id}:", block)


def _write_refused(path: Path, published: Published) -> int:
    """Adds the questions to be refused to a file of training questions; how many are new."""
    sets = {one["language"]: one["refuse"] for one in read_yaml(path)["sets"]} if path.exists() else {}
    new = 0
    for label, by_language in published.refused().items():
        for language, texts in by_language.items():
            known = sets.setdefault(language, {}).setdefault(label.removeprefix(REFUSE), [])
            missing = [text for text in texts if text not in known]
            known += missing
            new += len(missing)
    if new:
        data = {"sets": [{"language": language, "refuse": reasons} for language, reasons in sorted(sets.items())]}
        path.write_text(REFUSED_HEAD + yamlfile.dump(data, 0), "utf-8")
    return new
