"""Questions of one meaning, put together by their vectors."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from .unanswered import Question

FAR = 0.45
"""Mean cosine distance from which two groups stay two; knowledge/meaning.py says how well that does."""


@dataclass(frozen=True)
class Group:
    """Questions of one meaning, newest first; `typical` is the one in their middle."""

    questions: list[Question]
    typical: Question

    @property
    def turns(self) -> list[int]:
        return [question.turn for question in self.questions]

    @property
    def last(self) -> datetime:
        return max(question.at for question in self.questions)

    @property
    def languages(self) -> list[tuple[str, int]]:
        """Each language with how many questions are in it, the most first."""
        return Counter(question.language for question in self.questions).most_common()

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """Why they are here, the most frequent reason first."""
        return Counter(kind for question in self.questions for kind in question.kinds).most_common()

    @property
    def said(self) -> tuple[str, str | None, str | None]:
        """What was answered mostly: status, reason and item."""
        return Counter((question.status, question.reason, question.item) for question in self.questions).most_common(1)[0][0]

    @property
    def texts(self) -> list[tuple[Question, list[int]]]:
        """Each wording once, with the turns that have it, the most frequent first."""
        same: defaultdict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            same[" ".join(question.text.casefold().split())].append(question)
        return sorted(((found[0], [one.turn for one in found]) for found in same.values()), key=lambda pair: -len(pair[1]))


def grouped(questions: list[Question], vectors: dict[int, np.ndarray]) -> list[Group]:
    """The questions that have a vector, in groups; the largest first, of equal ones that with the newest question."""
    known = [question for question in questions if question.turn in vectors]
    if not known:
        return []
    matrix = np.stack([vectors[question.turn] for question in known])
    numbers = _numbers(matrix)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(numbers):
        members[number].append(place)
    groups = [_group(known, matrix, places) for places in members.values()]
    return sorted(groups, key=lambda group: (-len(group.questions), -max(group.turns)))


def _numbers(matrix: np.ndarray) -> list[int]:
    """The number of each row's group: agglomerative, by the mean distance between groups."""
    if len(matrix) == 1:
        return [1]
    from scipy.cluster.hierarchy import fcluster, linkage  # a third of a second, and only needed here
    above = np.triu_indices(len(matrix), 1)
    distances = np.maximum(1 - (matrix @ matrix.T)[above], 0)
    return fcluster(linkage(distances, "average"), FAR, "distance").tolist()


def _group(known: list[Question], matrix: np.ndarray, places: list[int]) -> Group:
    mine = matrix[places]
    typical = places[int((mine @ mine.mean(axis=0)).argmax())]
    return Group([known[place] for place in places], known[typical])
