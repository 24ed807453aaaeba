"""Partnerships and documents, which have a date each: first, last, next, between, in a year, in order."""

from __future__ import annotations

import re

from knowledge import dates, datewords
from knowledge.compose.numbered import correction
from knowledge.content import Content, Item, pick
from knowledge.entities import NUMBERS
from knowledge.normalise import fold
from knowledge.question import Question

KINDS = ("agreement", "document")
DISTANCE = re.compile(r"\b(?:tage?n?|wochen?|monate?n?|days?|weeks?|months?)\b")
NATURE = re.compile(r"\b(?:afrika\w*|africa\w*|region\w*|europa\w*|europe\w*|staat\w*|state)\b")


def members(content: Content, kind: str) -> list[Item]:
    """All dated items of the kind on the page, the oldest first."""
    return sorted(content.of_kind(kind), key=lambda item: item.facts["date"])


def name_of(content: Content, item: Item, language: str) -> str:
    if item.kind == "agreement":
        return content.message(f"partner_{item.facts['country']}", language)
    return pick(item.title, language)


def entry(content: Content, item: Item, language: str) -> str:
    """'Marokko (8. Juli 2022)'."""
    return f"{name_of(content, item, language)} ({datewords.say(item.facts['date'], language)})"


def compose(
    content: Content, question: Question, item: Item, kind: str, chosen: tuple[Item, ...] = ()
) -> tuple | None:
    """(text, items, listed), or None where the item's own text is the answer."""
    return Timeline(content, question, item, kind, chosen).compose()


def points_beside(question: Question, kind: str) -> bool:
    """Whether what comes before, after or between is asked for: 'Und welches Land kam danach?'"""
    return kind in KINDS and bool(question.operations & {"after", "before", "between"})


class Timeline:
    """One question about the dated items of one kind."""

    def __init__(self, content: Content, question: Question, item: Item, kind: str, chosen: tuple[Item, ...] = ()):
        self.content, self.question, self.item, self.kind = content, question, item, kind
        self.language = question.language
        self.members = members(content, kind)
        self.named = self._named() or self._chosen(chosen)

    def compose(self) -> tuple | None:
        if self._miscounted():
            return self._list()
        steps = (
            self._between, self._order, self._neighbour, self._by_ordinal,
            self._several, self._by_date, self._wrong_date,
        )  # fmt: skip
        made = next((result for step in steps if (result := step())), None)
        if made:
            return made
        return None if self.item in self.members else self._list()

    def _miscounted(self) -> bool:
        """Whether the question counts the kind wrongly and wants that confirmed."""
        return bool(correction(self.content, self.question, len(self.members), self.kind))

    def _named(self) -> list[Item]:
        """Members that the question names, in its order."""
        if self.kind == "agreement":
            by_country = {item.facts["country"]: item for item in self.members}
            return [by_country[country] for country in self.question.partners]
        by_id = {item.id: item for item in self.members}
        return [by_id[name] for name in self.question.values("document") if name in by_id]

    def _chosen(self, chosen: tuple[Item, ...]) -> list[Item]:
        """Members that the conversation has chosen, if the question is what lies beside them."""
        return [item for item in chosen if item in self.members] if points_beside(self.question, self.kind) else []

    def _say(self, message: str, items: list[Item], **words: str) -> tuple:
        entries = ", ".join(entry(self.content, item, self.language) for item in items)
        text = self.content.message(message, self.language).format(entries=entries, **words)
        return text, items or [self.item], items

    def _between(self) -> tuple | None:
        if "between" not in self.question.operations or len(self.named) != 2:
            return None
        if DISTANCE.search(fold(self.question.text)):
            return self._say("timeline_dates", self.named)
        early, late = sorted(item.facts["date"] for item in self.named)
        inside = [item for item in self.members if early < item.facts["date"] < late]
        return self._say("timeline_between" if inside else "timeline_between_none", inside)

    def _order(self) -> tuple | None:
        if "order" not in self.question.operations or len(self.named) < 2:
            return None
        return self._say("timeline_order", sorted(self.named, key=lambda item: item.facts["date"]))

    def _neighbour(self) -> tuple | None:
        """What comes next after, or stands before, the one that is named."""
        asked = self.question.operations & {"after", "before"}
        if len(self.named) != 1 or len(asked) != 1:
            return None
        (side,) = asked
        at = self.members.index(self.named[0])
        found = self.members[at + 1 : at + 2] if side == "after" else self.members[max(at - 1, 0) : at]
        name = name_of(self.content, self.named[0], self.language)
        return self._say(f"timeline_{side}" if found else f"timeline_{side}_none", found, name=name)

    def _by_ordinal(self) -> tuple | None:
        ordinals = self.question.values("ordinal")
        if not ordinals or self.named and "confirm" not in self.question.operations or self._by_nature():
            return None
        number = NUMBERS[ordinals[0]]
        if number > len(self.members):
            return None
        chosen = [self.members[number - 1 if number > 0 else -1]]
        if "confirm" in self.question.operations and self._meant() not in (None, chosen[0]):
            return self._list()  # it has another place: the order puts that right
        message = {1: "timeline_first", -1: "timeline_last"}.get(number, "timeline_nth")
        text, items, _ = self._say(message, chosen, number=str(number))
        return f"{text} {pick(chosen[0].text, self.language)}", items, []

    def _meant(self) -> Item | None:
        """The one member that is spoken of."""
        named = self.named or [self.item]
        return named[0] if len(named) == 1 and named[0] in self.members else None

    def _by_nature(self) -> bool:
        """'Three are in Africa. And the fourth?' counts by what they are, not by time: only the list is right."""
        return self.kind == "agreement" and bool(NATURE.search(fold(self.question.text)))

    def _several(self) -> tuple | None:
        return self._say("timeline_dates", self.named) if len(self.named) > 1 else None

    def _by_date(self) -> tuple | None:
        """Members of a day, month or year that the question names."""
        values = self.question.values("date")
        if not values or self.named or "confirm" in self.question.operations and self.item in self.members:
            return None
        found = [item for item in self.members if any(dates.matches(value, item.facts["date"]) for value in values)]
        if not found:
            return None
        whole = any(len(value) == len("2023-03-16") for value in values)
        when = ", ".join(datewords.say(value, self.language) for value in values)
        text, items, listed = self._say("timeline_on" if whole else "timeline_in", found, when=when)
        if len(found) == 1:
            text = f"{text} {pick(found[0].text, self.language)}"
        return text, items, listed

    def _wrong_date(self) -> tuple | None:
        """The question names a date that is not the item's: say so first."""
        values = self.question.values("date")
        day = self.item.facts.get("date")
        right = {day, self.item.facts.get("document_date")} - {None}
        years = self.item.facts.get("years", {})
        if not values or not day or any(dates.matches(value, known) for value in values for known in right):
            return None
        if "confirm" not in self.question.operations or set(values) <= {str(year) for year in years.values()}:
            return None
        lead = self.content.message("correct_date", self.language).format(when=datewords.say(day, self.language))
        return f"{lead} {pick(self.item.text, self.language)}", [self.item], []

    def _list(self) -> tuple:
        several = self.members if self.kind == "agreement" else self.members[::-1]
        lead = correction(self.content, self.question, len(several), self.kind)
        lines = [f"– {entry(self.content, item, self.language)}" for item in several]
        return "\n".join([*lead, self.content.message(f"list_{self.kind}", self.language), *lines]), [self.item], several
