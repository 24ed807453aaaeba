"""What people ask about these topics that no source of ours states.

A question that is close to an item is still no question that the item answers: 'Wie viel Geld bekommt Tunesien?'
is as near to the partnership with Tunisia as a text can be. The words of such questions stand in knowledge/wording.
"""

from __future__ import annotations

from dataclasses import dataclass

from knowledge import wording
from knowledge.content import Item
from knowledge.normalise import fold
from knowledge.operations import names_kind
from knowledge.question import Question


@dataclass(frozen=True)
class Attribute:
    """``words`` is what knowledge/wording calls it; ``stated_by`` are ids, or beginnings of ids, of the items that answer it.

    Where ``only`` is set, the words mean the attribute of these items alone; where it is not ``told``, there is no
    message of its own about it.
    """

    words: str
    stated_by: tuple[str, ...]
    only: tuple[str, ...] = ()
    told: bool = True

    @property
    def message(self) -> str | None:
        """Name of the message that says what no source states."""
        return self.words if self.told else None


ATTRIBUTES = (
    Attribute("silent_amount", ("profits", "goal-funding", "page-coverage", "contact")),
    Attribute("silent_people", ("page-coverage", "contact")),
    Attribute("silent_signatory", ("page-coverage", "contact")),
    Attribute("silent_end", ("plan", "doc-plan", "doc-factsheet", "profits", "page-coverage", "contact", "term")),
    Attribute("silent_place", ("contact",)),
    Attribute("silent_agency", ()),
    Attribute("silent_route", (), only=("profits",)),
    Attribute("silent_countries", ("page-coverage",)),
    Attribute("reckoning", (), only=("profits",), told=False),  # shares of the figure, other currencies
    Attribute("other_plan", (), only=("plan", "doc-plan"), told=False),  # against something else, for later years
    Attribute("region_members", (), only=("agreement-western-balkans",), told=False),
)

# Items, or beginnings of ids, that say how many there are of something. Nothing else here is counted.
COUNTED = ("agreements", "documents", "areas", "examples", "agencies", "profits", "goal-fields", "goal-coherence", "page",
           "plan", "doc-plan", "support", "partners", "contact", "goal-joint-action")  # fmt: skip


def counts(question: Question, item: Item) -> bool:
    """Whether the question wants something counted that `item` does not count: 'Wie viele Leute hat Eurojust?'"""
    if "count" not in question.operations or item.id.startswith((*COUNTED, "doc-")):
        return False
    return not (item.subject in wording.names("nouns") and names_kind(question.text, item.subject, question.language))


def asked(question: Question, item: str) -> Attribute | None:
    """The attribute that the question asks for and `item` does not state, or None."""
    folded = fold(question.text)
    for attribute in ATTRIBUTES:
        concerned = item.startswith(attribute.only) if attribute.only else not item.startswith(attribute.stated_by)
        if concerned and wording.pattern("unstated", attribute.words, question.language).search(folded):
            return attribute
    return None
