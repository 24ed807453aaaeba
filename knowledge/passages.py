"""Which texts of the knowledge base are searched."""

from __future__ import annotations

from knowledge.content import Content, Item
from knowledge.search import Passage


def of_content(content: Content) -> list[Passage]:
    """Text with title, plain text and sample questions of every item, in each language it has."""
    return [passage for item in content.items.values() for passage in of_item(item)]


def of_item(item: Item) -> list[Passage]:
    texts = [Passage(item.id, f"{item.title.get(lang, '')}. {text}", lang) for lang, text in item.text.items()]
    plain = [Passage(item.id, text, language, "plain") for language, text in item.plain.items()]
    questions = [
        Passage(item.id, question, language, "question")
        for language, several in item.questions.items()
        for question in several
    ]
    return texts + plain + questions
