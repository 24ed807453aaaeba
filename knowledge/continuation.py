"""A message as part of what was said before it: behind the title of the item that was given last.

How far this reading counts beside the words alone is learnt from data/followups
(docs/decisions/0022-read-with-the-topic.md).
"""

from __future__ import annotations

from collections.abc import Callable

from knowledge.content import Content, pick
from knowledge.context import Context
from knowledge.followup import topics
from knowledge.followups import behind_title
from knowledge.normalise import words
from knowledge.question import Question
from knowledge.scoring import Behind

LONGEST = 12  # words of a message that may need what was said before it
STEM = 5  # letters by which a word is found again


class Continuation:
    """``understand`` makes a question of text and language spoken."""

    def __init__(self, content: Content, understand: Callable[[str, str], Question]):
        self._content, self._understand = content, understand

    def behind(self, question: Question, context: Context, spoken: str, needed: bool = False) -> Behind | None:
        """`question` behind the last answer's title; None where that was of several items or the question is long."""
        item = self._content.items.get(context.items[0]) if len(context.items) == 1 else None
        if item is None or len(words(question.text)) > LONGEST:
            return None
        text = behind_title(item, question.text, question.language)
        return Behind(item.id, lambda: self._understand(text, spoken), needed)

    def names_item(self, text: str, language: str) -> bool:
        """Whether a word of `text` is, but for its ending, one of an item's title: 'Zurück zu Frontex'."""
        named = {word[:STEM] for word in topics(text, [], language) if len(word) >= STEM}
        titles = (pick(item.title, language) for item in self._content.items.values())
        return bool(named) and any(word[:STEM] in named for title in titles for word in words(title))
