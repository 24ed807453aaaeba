"""What people do besides asking: greet, thank, ask for the source, a repetition, simpler words, another language."""

from __future__ import annotations

from functools import cache

from babel import Locale

from knowledge.answer import Answer, Choice, sources_of
from knowledge.content import Content, Item, pick
from knowledge.context import Context
from knowledge.countries import LANGUAGES
from knowledge.normalise import fold, words

FIXED = {"greet", "thank", "leave", "bot", "capabilities", "praise", "complain"}
NAMES = FIXED | {"source", "repeat", "simpler", "language", "person"}
# Languages we do not speak, to say so where one is asked for.
OTHERS = "zh ja ko hi ur bn so am ti sq sr mk bs ku ps he vi th id sw no is ta ka hy az kk".split()
LEAST_STEM, LONGEST_ENDING = 4, 3  # letters of a language's name that must be there, and that may differ
START = ("areas", "agreements", "documents")


class Acts:
    """Answers to dialogue acts, from fixed texts and the conversation's last answer."""

    def __init__(self, content: Content):
        self._content = content

    def perform(self, name: str, text: str, context: Context, language: str) -> Answer:
        """`name` is one of NAMES; ValueError else. `language` is one that the fixed texts have."""
        if name not in NAMES:
            raise ValueError(f"Unknown dialogue act '{name}'; known are {', '.join(sorted(NAMES))}.")
        if name in FIXED:
            return self._fixed(name, context, language)
        return getattr(self, f"_{name}")(text, context, language)

    def _fixed(self, name: str, context: Context, language: str) -> Answer:
        choices = self._start(language) if name in {"greet", "bot", "capabilities"} else ()
        return Answer("smalltalk", self._content.message(name, language), language, choices=choices, context=context)

    def _start(self, language: str) -> tuple[Choice, ...]:
        texts = [pick(self._content.items[name].questions, language)[0] for name in START]
        return tuple(Choice(text, text) for text in texts)

    def _items(self, context: Context) -> list[Item]:
        return [self._content.items[name] for name in context.items if name in self._content.items]

    def _none(self, message: str, context: Context, language: str) -> Answer:
        said, choices = self._content.message(message, language), self._start(language)
        return Answer("smalltalk", said, language, choices=choices, context=context)

    def _answered(self, text: str, context: Context, language: str) -> Answer:
        items = self._items(context)
        return Answer("answered", text, language, item=items[0].id, scope=items[0].scope,
                      sources=sources_of(items, language), context=context)  # fmt: skip

    def _source(self, text: str, context: Context, language: str) -> Answer:
        items = self._items(context)
        if not items:
            return self._none("source_none", context, language)
        lines = [f"– {source.title}: {source.url}" for source in sources_of(items, language)]
        return self._answered("\n".join([self._content.message("source_lead", language), *lines]), context, language)

    def _repeat(self, text: str, context: Context, language: str) -> Answer:
        if not self._items(context) or not context.text:
            return self._none("repeat_none", context, language)
        return self._answered(context.text, context, language)

    def _simpler(self, text: str, context: Context, language: str) -> Answer:
        items = self._items(context)
        if not items or not items[0].plain:
            return self._none("simpler_none", context, language)
        # Plain language exists in German first; where the reader's language lacks it, German says more than nothing.
        spoken = language if all(language in item.plain for item in items) else "de"
        lead = self._content.message("simpler_lead", language)
        return self._answered("\n".join([lead, *(item.plain[spoken] for item in items[:2])]), context, spoken)

    def _language(self, text: str, context: Context, language: str) -> Answer:
        wanted = requested_language(text) or language
        if wanted not in self._content.languages():
            both = [self._content.message("language_unknown", known) for known in ("en", "de")]
            return Answer("smalltalk", "\n".join(both), "en", context=context)
        context = context.with_language(wanted)
        lead = self._content.message("language_switched", wanted)
        items = self._items(context)
        if not items:
            return Answer("smalltalk", lead, wanted, context=context)
        return self._answered(f"{lead}\n{pick(items[0].text, wanted)}", context, wanted)

    def _person(self, text: str, context: Context, language: str) -> Answer:
        return Answer("handoff", self._content.message("person", language), language, context=context)


@cache
def _language_names() -> dict[str, str]:
    names = {"deutsch": "de", "german": "de", "englisch": "en", "english": "en", "inglish": "en", "farsi": "fa"}
    for language in LANGUAGES:
        for code in (*OTHERS, *LANGUAGES):
            names[fold(Locale(language).languages.get(code, code))] = code
    return names


def requested_language(text: str) -> str | None:
    """The language that `text` names in any of our languages ('auf Englisch', 'en français', 'po polsku'), or None."""
    names, spoken = _language_names(), words(text)
    exact = next((names[word] for word in spoken if word in names), None)
    return exact or next((found for word in spoken if (found := _inflected(word))), None)


def _inflected(word: str) -> str | None:
    """The language whose name shares all but its ending with `word`: 'niemiecku' is 'niemiecki'."""
    for name, code in _language_names().items():
        stem = max(LEAST_STEM, len(name) - LONGEST_ENDING)
        if word[:stem] == name[:stem] and len(word) <= len(name) + LONGEST_ENDING:
            return code
    return None
