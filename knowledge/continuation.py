"""A message that is not understood for itself, read as part of what was said before it."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.content import Content, Item, pick
from knowledge.context import Context
from knowledge.decision import Decision
from knowledge.followup import points_back, topics
from knowledge.normalise import fold, words
from knowledge.question import Question

FAIRLY_SURE = 0.6  # confidence below which a follow-up is about what was said before, not about a topic of its own
SURELY = 0.2  # confidence from which an echo overrules a refusal of the words alone
STEM = 5  # letters by which a word is found again
SHORT = 6  # words of a question that may need the one before
LONGEST = 12  # words of a question that may be about the last answer's topic
DETAILS = "-details"  # ends the id of what background says of a document
# Reasons to refuse a question alone that may not hold once the topic is known, and the confidence below which.
LEFT_OPEN = {"not_in_sources": 1.0, "unclear": 1.0, "opinion": 0.6}
NEARLY_AN_ACT = 0.98  # confidence below which a dialogue act may be a question about the topic
HARDLY_AN_ACT = 0.9  # confidence below which a dialogue act may be a question that nothing answers
OF_TOPIC, SURELY_OF_TOPIC = 0.5, 0.95  # confidence from which a question is taken for one about the topic
SURELY_SILENT = 0.3  # confidence of a refusal about the topic from which nobody is asked what was meant
NEVER = 2.0

Read = tuple[Question, Decision]


class Continuation:
    """Reads questions with their context.

    ``understand`` makes a question of text and language spoken, ``decide`` a decision of a question that stands alone.
    """

    def __init__(
        self, content: Content, understand: Callable[[str, str], Question], decide: Callable[[Question], Decision]
    ):
        self._content, self._understand, self._decide = content, understand, decide

    def names_item(self, text: str, language: str) -> bool:
        """Whether a word of `text` is, but for its ending, one of an item's title: 'Zurück zu Frontex'."""
        named = {word[:STEM] for word in topics(text, [], language) if len(word) >= STEM}
        titles = (pick(item.title, language) for item in self._content.items.values())
        return bool(named) and any(word[:STEM] in named for title in titles for word in words(title))

    def read(self, question: Question, decision: Decision, context: Context, spoken: str) -> Read:
        """The reading that the context makes clearer; else `question` and `decision` as they are."""
        return self.of_topic(question, decision, context, spoken) or self._after(question, decision, context, spoken)

    def of_topic(self, question: Question, decision: Decision, context: Context, spoken: str) -> Read | None:
        """A question without a sure answer of its own as one about the last answer's topic: 'Dürfen die Leute festnehmen?'"""
        if len(context.items) != 1 or context.items[0] not in self._content.items:
            return None
        item = self._content.items[context.items[0]]
        least = _least(decision)
        if least == NEVER or len(words(question.text)) > LONGEST or _names_others(question, item):
            return None
        about = self._understand(f"{pick(item.title, question.language)}: {question.text}", spoken)
        second = self._decide(about)
        if _open(decision) and second.reason == "not_in_sources" and second.confidence >= SURELY_SILENT:
            return about, second
        same = second.kind == "answer" and set(second.items) <= _family(item)
        return (about, second) if same and second.confidence >= least else None

    def _after(self, question: Question, decision: Decision, context: Context, spoken: str) -> Read:
        """A short question as part of the one before, where that makes it clearer: 'Auf welchen Routen?'"""
        unsure = decision.reason == "unclear" and points_back(question.text, question.language)
        if not context.asked or not (unsure or self._echoes(question, context)):
            return question, decision
        together = self._understand(f"{context.asked} {question.text}", spoken)
        second = self._decide(together)
        if second.kind != "answer":
            return question, decision
        same = second.items[0] in context.items
        least = SURELY if decision.kind == "refuse" and not unsure else decision.confidence
        return (together, second) if unsure or same and second.confidence > least else (question, decision)

    def _echoes(self, question: Question, context: Context) -> bool:
        """Whether every word that carries a topic stands in the last answer's items too: 'Auf welchen Routen?'"""
        if len(words(question.text)) > SHORT or "define" in question.operations:
            return False
        items = [self._content.items[name] for name in context.items if name in self._content.items]
        said = _said(items, question.language)
        rest = topics(question.text, list(question.entities), question.language)
        return bool(rest) and all(len(word) >= STEM and word[:STEM] in said for word in rest)


def _open(decision: Decision) -> bool:
    """Whether nothing is decided yet: one would ask back, or hardly takes the words for a dialogue act."""
    return decision.kind == "clarify" or decision.kind == "act" and decision.confidence < HARDLY_AN_ACT


def _least(decision: Decision) -> float:
    """The confidence that a reading with the topic needs to go before `decision`; NEVER where none is enough."""
    if decision.kind == "clarify":
        return OF_TOPIC
    if decision.kind == "refuse":
        open_below = LEFT_OPEN.get(decision.reason, 0)
        return max(OF_TOPIC, decision.confidence) if decision.confidence < open_below else NEVER
    sure_from = FAIRLY_SURE if decision.kind == "answer" else NEARLY_AN_ACT
    return SURELY_OF_TOPIC if decision.confidence < sure_from else NEVER


def _said(items: list[Item], language: str) -> str:
    """What the items say, folded."""
    return fold(" ".join(pick(item.text, language) for item in items))


def _names_others(question: Question, item: Item) -> bool:
    """Whether the question names a country or document that `item` does not speak of."""
    said = _said([item], question.language)
    return any(
        entity.kind in {"country", "document"} and fold(entity.text)[:STEM] not in said for entity in question.entities
    )


def _family(item: Item) -> set[str]:
    """The ids of what speaks of the same: the item, its details, what it gives details of."""
    stem = item.id.removesuffix(DETAILS)
    return {item.id, stem, stem + DETAILS}
