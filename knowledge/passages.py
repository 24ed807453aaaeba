"""Which texts of the knowledge base are searched."""

from __future__ import annotations

from knowledge.content import Content, Item
from knowledge.search import Passage


def of_content(content: Content) -> list[Passage]:
    """Text with title, plain text and sample questions of every item, in German and English."""
    return [passage for item in content.items.values() for passage in of_item(item)]


# The encoder brings every language to these; encoding all translations would add a minute to the first start.
LANGUAGES = ("de", "en")


def of_item(item: Item) -> list[Passage]:
    texts = [Passage(item.id, f"{item.title.get(lang, '')}. {item.text[lang]}", lang) for lang in LANGUAGES]
    plain = [Passage(item.id, text, language, "plain") for language, text in item.plain.items()]
    questions = [
        Passage(item.id, question, language, "question")
        for language in LANGUAGES
        for question in item.questions[language]
    ]
    return texts + plain + questions
