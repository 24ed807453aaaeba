"""What a question only claims and wants confirmed: 'Die Strategie ist von 2020, oder?', 'Das dritte ist doch das mit der Rückkehr?'.

What is named is meant; the date or the place claimed of it must not tell what the question is about.
"""

from __future__ import annotations

from knowledge.entities import Entity
from knowledge.followup import topics
from knowledge.normalise import fold
from knowledge.operations import names_kind
from knowledge.question import Question
from knowledge.wording import pattern

NUMBERED = ("area", "example", "agreement", "document")  # kinds of which one can be meant by its place


def claimed(question: Question) -> list[Entity]:
    """The entities of `question` that are only claimed of what it names."""
    if "confirm" not in question.operations:
        return []
    found = [entity for entity in question.entities if entity.kind == "ordinal"] if claims_place(question) else []
    if question.partners or question.values("document") or _told(question):
        found += [entity for entity in question.entities if entity.kind == "date"]
    return found


def claims_place(question: Question) -> bool:
    """Whether the question wants it confirmed that something is the first, second … of its kind."""
    if "confirm" not in question.operations or not question.values("ordinal"):
        return False
    if question.partners:
        return True
    return any(names_kind(question.text, kind, question.language) for kind in NUMBERED) and not place_is_meant(question)


def place_is_meant(question: Question) -> bool:
    """Whether a place stands before all that is said of it: 'Im dritten Beispiel geht es um Grenzschutz, stimmt's?'"""
    ordinals = [entity.start for entity in question.entities if entity.kind == "ordinal"]
    told = _told(question)
    return bool(ordinals and told) and ordinals[0] < fold(question.text).find(told[0])


def _told(question: Question) -> list[str]:
    """The words that say what the question is about, besides its entities and the names of kinds."""
    kinds = [pattern("nouns", kind, question.language) for kind in NUMBERED]
    spoken = topics(question.text, list(question.entities), question.language)
    confirming = pattern("operations", "confirm", question.language)
    return [word for word in spoken if not any(kind.fullmatch(word) for kind in kinds) and not confirming.search(f"{word}?")]


def without(text: str, entities: list[Entity]) -> str:
    """`text` without the words of `entities`."""
    for entity in sorted(entities, key=lambda one: -one.start):
        text = text[: entity.start] + text[entity.end :]
    return text
