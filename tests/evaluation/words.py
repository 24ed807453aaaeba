"""Whether every sentence of an answer can be found in an item: word for word, in its language."""

from __future__ import annotations

import re

from babel import Locale

from knowledge.content import Content, Item

ALONE = re.compile(r"\{\w+\}")
BULLET = re.compile(r"^(?:–|\d\.) ")


class Vocabulary:
    """All that may be said in one language: texts of items, fixed texts, names and dates to fill these with."""

    def __init__(self, content: Content, language: str):
        self.texts = sorted(_texts(content), key=len, reverse=True)
        self.fixed = [_fixed(text) for text in content.messages[language].values()]
        # Plain language is German, whatever language asks for it.
        self.fixed += [_fixed(messages["simpler_lead"]) for messages in content.messages.values()]
        self.titles = {title for item in content.items.values() for title in _titles(item, language)}
        self.numbers = set(content.messages[language]["numbers"].split(","))
        self.countries = set(Locale(language).territories.values())
        self.mark = content.message("background_mark", language)
        self.partners = {text for name, text in content.messages[language].items() if name.startswith("partner_")}

    def strangers(self, text: str) -> list[str]:
        """Lines of `text` that stand in no item and in no fixed text."""
        for known in self.texts:
            text = text.replace(known, "\n")
        # The mark of background stands before the item's text, or before a word on its language.
        lines = [line.strip().removeprefix(self.mark).strip() for line in text.splitlines()]
        return [line for line in lines if line and not self._is_known(line)]

    def _is_known(self, line: str) -> bool:
        entry = BULLET.sub("", line)
        if entry != line and self._is_entry(entry):
            return True
        return any(self._fills(match) for fixed in self.fixed if (match := fixed.fullmatch(line)))

    def _fills(self, match: re.Match) -> bool:
        """Whether what fills the placeholders is made of names, dates and numbers alone."""
        if "country" in match.groupdict() and match["country"]:
            return match["country"] in self.countries
        rest = " ".join(group for group in match.groups() if group)
        for name in sorted(self.titles | self.partners | self.numbers, key=len, reverse=True):
            rest = rest.replace(name, " ")
        return not re.search(r"[^\W\d]{4,}", _without_dates(rest))

    def _is_entry(self, entry: str) -> bool:
        named = entry.rpartition(" (")[0]
        return {entry, named, entry.partition(": ")[0], entry.rpartition(": ")[0]} & (self.titles | self.partners) != set()


def _without_dates(text: str) -> str:
    """`text` without what stands in brackets, and without months, which carry a year or a day beside them."""
    return re.sub(r"[^,]*\d[^,]*", " ", re.sub(r"\([^)]*\d[^)]*\)", " ", text))


def _texts(content: Content) -> set[str]:
    texts = {text for item in content.items.values() for text in (*item.text.values(), *item.plain.values())}
    return texts | {" ".join(text.split()) for text in texts}


def _titles(item: Item, language: str) -> list[str]:
    """Titles of the item and of its source, which is named where a reader asks for it."""
    source = item.source["title"]
    sources = source.values() if isinstance(source, dict) else [source]
    return [title for title in (item.title.get(language), item.title["en"], item.title["de"], *sources) if title]


def _fixed(text: str) -> re.Pattern[str]:
    """One line at a time; a placeholder is a group."""
    # A line that is nothing but a placeholder is filled with lines of its own.
    own = [line.strip() for line in text.splitlines() if line.strip() and not ALONE.fullmatch(line.strip())]
    lines = [re.sub(r"\\\{\w+\\\}", "(.+)", re.escape(line).replace(r"\{country\}", "(?P<country>.+)")) for line in own]
    return re.compile("|".join(lines) if len(lines) > 1 else "".join(lines))
