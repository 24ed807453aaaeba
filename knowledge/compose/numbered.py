"""Areas, examples and agencies: the list, its count, one of it by number."""

from __future__ import annotations

from knowledge.content import BACKGROUND, Content, Item, pick
from knowledge.entities import NUMBERS
from knowledge.operations import claimed_count, names_kind
from knowledge.question import Question


def members(content: Content, kind: str) -> list[Item]:
    """All items of the kind, by number."""
    found = content.of_kind(kind, BACKGROUND if kind == "agency" else "page")
    return sorted(found, key=lambda item: item.facts.get("number", 0))


def compose(
    content: Content, question: Question, item: Item, kind: str, chosen: tuple[Item, ...] = ()
) -> tuple | None:
    """(text, items, listed), or None where the item's own text is the answer."""
    several = members(content, kind)
    miscounted = correction(content, question, len(several), kind)
    ordinals = question.values("ordinal")
    if ordinals and kind != "agency" and NUMBERS[ordinals[0]] > len(several):
        return listing(content, question, item, several, kind)
    if item in several and "confirm" in question.operations and not miscounted:
        return None  # its own text puts a wrong place right
    beside = _beside(question, item, several)
    if beside:
        return pick(beside.text, question.language), [beside], []
    named = ordinals and names_kind(question.text, kind, question.language)
    if item in several and not miscounted and not named:
        return None
    if ordinals and not miscounted and kind != "agency" and abs(NUMBERS[ordinals[0]]) <= len(several):
        number = NUMBERS[ordinals[0]]
        chosen = several[number - 1 if number > 0 else -1]
        return pick(chosen.text, question.language), [chosen], []
    return listing(content, question, item, several, kind)


def _beside(question: Question, item: Item, several: list[Item]) -> Item | None:
    """The one after or before `item`, if that is asked for."""
    steps = question.operations & {"after", "before"}
    if item not in several or len(steps) != 1:
        return None
    at = several.index(item) + (1 if "after" in steps else -1)
    return several[at] if 0 <= at < len(several) else None


def listing(content: Content, question: Question, item: Item, several: list[Item], kind: str) -> tuple:
    language = question.language
    lines = [
        f"{number}. {pick(member.title, language)}" if kind != "agency" else f"– {pick(member.title, language)}"
        for number, member in enumerate(several, 1)
    ]
    lead = correction(content, question, len(several), kind)
    return "\n".join([*lead, content.message(f"list_{kind}", language), *lines]), [item], several


def correction(content: Content, question: Question, count: int, kind: str) -> list[str]:
    """A first line that puts a wrong number right."""
    claimed = claimed_count(question.text, kind, question.language)
    if claimed is None or claimed == count or "confirm" not in question.operations:
        return []
    number = content.message("numbers", question.language).split(",")[count]
    return [content.message("correct_count", question.language).format(number=number)]
