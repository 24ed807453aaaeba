"""A question as it is understood: text, language, entities, operations, vector."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from knowledge import entities, operations
from knowledge.countries import BALKANS, EU, PARTNERS
from knowledge.entities import Entity

ORIGIN = re.compile(r"(?<!\w)(?:aus|from) $", re.IGNORECASE)
PARTNER_VALUES = {*PARTNERS.values(), BALKANS}


@dataclass(frozen=True)
class Question:
    """``vector`` has shape (dimensions,) and comes from the text with the prefix for questions."""

    text: str
    language: str
    entities: tuple[Entity, ...]
    operations: frozenset[str]
    vector: np.ndarray

    def values(self, kind: str) -> list[str]:
        """Values of the entities of a kind, in the order of the text, each once."""
        return list(dict.fromkeys(entity.value for entity in self.entities if entity.kind == kind))

    @property
    def partners(self) -> list[str]:
        """Partners of the page that are named."""
        return [value for value in self.values("country") if value in PARTNER_VALUES]

    @property
    def foreign(self) -> list[Entity]:
        """Named countries outside the EU that are no partner of the page.

        Where a partner is named too, one that somebody only comes from does not count: 'Ich bin aus Serbien. …'
        """
        if "niger" in self.partners and "NG" in self.values("country"):
            return []  # 'Niger oder Nigeria?' asks which of the two it is
        return [
            entity for entity in self.entities
            if entity.kind == "country" and entity.value not in PARTNER_VALUES | EU
            and not (self.partners and ORIGIN.search(self.text[: entity.start]))
        ]  # fmt: skip


def understand(text: str, language: str, vector: np.ndarray, found: list[Entity] | None = None) -> Question:
    """`found` are entities that Rasa has extracted already; else they are extracted here."""
    known = entities.extract(text, language) if found is None else found
    return Question(text, language, tuple(known), operations.find(text, language), vector)
