"""All questions that wait to be dealt with, in groups, fast enough for a page however many there are."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from .background import Background
from .groups import Group, grouped
from .unanswered import Question, Unanswered
from .vectors import Vectors

_AT_ONCE = 300
"""Up to so many questions are grouped while the page waits; more are grouped in the background."""
_KEPT = 16
_READING = "reading"
Chosen = tuple[tuple[str, ...], str | None]


@dataclass(frozen=True)
class Overview:
    """`read` of `total` questions have a vector; `working` while more is to come: reading or grouping."""

    groups: list[Group]
    read: int
    total: int
    working: bool


class Overviews:
    """Made once a process. Raises StoreDown."""

    def __init__(self, unanswered: Unanswered, vectors: Vectors, background: Background) -> None:
        self._unanswered, self._vectors, self._background = unanswered, vectors, background
        self._kept: OrderedDict[Chosen, list[Group]] = OrderedDict()

    def of(self, kinds: Iterable[str], language: str | None) -> Overview:
        """The groups of these kinds; what is not grouped yet comes with a later call."""
        chosen = (tuple(kinds), language)
        questions = self._unanswered.open(*chosen)
        vectors = self._vectors.known(questions)
        missing = [question for question in questions if question.turn not in vectors]
        if missing:
            self._background.start(_READING, lambda say: self._vectors.fill(missing, say))
        groups, complete = self._groups(chosen, [question for question in questions if question.turn in vectors])
        return Overview(groups, len(vectors), len(questions), bool(missing) or not complete)

    def group_with(self, turn: int, kinds: Iterable[str], language: str | None) -> Group | None:
        """The group that this question is in now."""
        return next((group for group in self.of(kinds, language).groups if turn in group.turns), None)

    def _groups(self, chosen: Chosen, questions: list[Question]) -> tuple[list[Group], bool]:
        """The groups as far as they are known, and whether that is all of them."""
        left = {question.turn for question in questions}
        groups = _only(self._kept.get(chosen, []), left)
        if sum(len(group.questions) for group in groups) == len(left):
            return groups, True
        if len(left) <= _AT_ONCE:
            return self._group(chosen, questions), True
        self._background.start(f"grouping {chosen}", lambda say: self._group(chosen, questions))
        return groups, False

    def _group(self, chosen: Chosen, questions: list[Question]) -> list[Group]:
        groups = grouped(questions, self._vectors.known(questions))
        self._kept[chosen] = groups
        self._kept.move_to_end(chosen)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return groups


def _only(groups: list[Group], turns: set[int]) -> list[Group]:
    """The groups without questions that somebody has dealt with meanwhile."""
    kept = [([question for question in group.questions if question.turn in turns], group.typical) for group in groups]
    return [Group(questions, typical if typical.turn in turns else questions[0]) for questions, typical in kept if questions]
