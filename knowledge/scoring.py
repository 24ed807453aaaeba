"""Candidates for a question and their scores. The seam: search and model in, one ranked list out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from knowledge.exemplars import SOFT, Exemplars, Learnt, Match
from knowledge.question import Question, understand
from knowledge.questions import ACT, REFUSE
from knowledge.search import HybridIndex
from knowledge.thresholds import Thresholds
from knowledge.topic_model import TopicModel

SURE = 0.95  # probability from which a second reading, a quarter of a turn, would change nothing
SURELY_ACT = 0.995  # the same for dialogue acts: 'Sprechen die auch Englisch?' is one at 0.99
FAIRLY_SURE = 0.6  # probability below which something else may be meant
UNLIKELY = 1e-4  # probability that a reading leaves to every label


@dataclass(frozen=True)
class Candidate:
    """An item that may answer. ``probability`` is among items only; ``retrieval`` is a fused z-score."""

    item: str
    probability: float
    retrieval: float


@dataclass(frozen=True)
class Behind:
    """A message behind the title of ``item``, the one that was given last; ``understand`` makes it a question.

    It is ``needed`` where the words alone name nothing, however sure they seem to be: 'Mit wem?'.
    """

    item: str
    understand: Callable[[], Question]
    needed: bool = False


@dataclass(frozen=True)
class Scored:
    """Best candidates first; ``refusal`` is the probability that nothing here answers, by ``reason``.

    ``act`` is the likeliest dialogue act and ``acting`` the probability that this is one and no question.
    ``near`` are labels with a published sample nearby, the likeliest first.
    """

    candidates: list[Candidate]
    refusal: float
    reason: str
    act: str | None = None
    acting: float = 0.0
    near: tuple[Match, ...] = ()

    @property
    def published(self) -> Match | None:
        """The label that published samples decide for, whatever was learnt."""
        return self.near[0] if self.near and self.near[0].sure else None


class Scorer:
    """Ranks items for a question by the trained model and by search over the passages."""

    def __init__(
        self, index: HybridIndex, model: TopicModel, thresholds: Thresholds, exemplars: Exemplars | None = None
    ):
        self.index, self.model = index, model
        self._thresholds, self._exemplars = thresholds, exemplars
        self._is_refusal = np.array([label.startswith(REFUSE) for label in model.labels])
        self._is_act = np.array([label.startswith(ACT) for label in model.labels])
        column = {label: number for number, label in enumerate(model.labels)}
        self._passage_columns = np.array([column.get(passage.item, -1) for passage in index.passages])

    def with_published(self, exemplars: Exemplars | None) -> Scorer:
        """This with other published samples. The index stays: it ranks labels that were learnt, and adds little."""
        return Scorer(self.index, self.model, self._thresholds, exemplars)

    def of(self, model: TopicModel) -> Scorer:
        """This with `model`, which says the same in another way."""
        return Scorer(self.index, model, self._thresholds, self._exemplars)

    def score(self, question: Question, behind: Behind | None = None) -> Scored:
        """Every item scored for `question`, best first; `behind` is its second reading."""
        views = self.views(question)
        probabilities = self._weighed(views)
        if behind and behind.item in self.model.labels and (behind.needed or not self._sure(probabilities)):
            second = self.probabilities(behind.understand())
            probabilities = together(probabilities, second, self._thresholds.follow_ups, self._is_refusal)
        refusal = float(probabilities[self._is_refusal].sum())
        reason = self._likeliest(self._is_refusal, probabilities).removeprefix(REFUSE)
        act = self._likeliest(self._is_act, probabilities).removeprefix(ACT) if self._is_act.any() else None
        acting = float(probabilities[self._is_act].sum())
        near = self._near(question, probabilities)
        if behind and behind.item not in self.model.labels and self._left_open(probabilities, near):
            near = self._near(behind.understand(), probabilities)  # only published samples know that title
        return Scored(self._candidates(probabilities, views["retrieval"]), refusal, reason, act, acting, near)

    def _sure(self, probabilities: np.ndarray) -> bool:
        """Whether the words alone tell enough. What merely sounds like an act may be a question about what was said before."""
        return probabilities[~self._is_act].max() >= SURE or probabilities[self._is_act].sum() >= SURELY_ACT

    def _left_open(self, probabilities: np.ndarray, near: tuple[Match, ...]) -> bool:
        """Whether the words alone are of no published sample, and refused for want of an item or not understood for sure."""
        best = int(probabilities.argmax())
        unsure = not self._is_refusal[best] and probabilities[best] < FAIRLY_SURE
        open_ = self.model.labels[best] in SOFT or unsure
        return bool(open_) and not (near and near[0].sure)

    def probabilities(self, question: Question) -> np.ndarray:
        """Of each of the model's labels, of shape (labels,)."""
        return self._weighed(self.views(question))

    def learnt(self, question: Question) -> Learnt:
        """What training says about the question."""
        return Learnt(self.probabilities(question), self.model.nearest(question.vector))

    def published(self, text: str, language: str, vector: np.ndarray) -> tuple[Match, ...]:
        """Only what published samples say, as Scored.near; cheap where none is nearby."""
        if self._exemplars is None or not self._exemplars.near(vector):
            return ()
        question = understand(text, language, vector)
        return self._exemplars.matches(question, lambda: self.learnt(question))

    def _weighed(self, views: dict[str, np.ndarray]) -> np.ndarray:
        logits = sum(self._thresholds.weights[name] * view for name, view in views.items())
        return softmax(logits + self._thresholds.refusal_bias * self._is_refusal)

    def _near(self, question: Question, probabilities: np.ndarray) -> tuple[Match, ...]:
        if self._exemplars is None:
            return ()
        return self._exemplars.matches(question, lambda: Learnt(probabilities, self.model.nearest(question.vector)))

    def _likeliest(self, among: np.ndarray, probabilities: np.ndarray) -> str:
        return self.model.labels[int(np.where(among, probabilities, -1).argmax())]

    def views(self, question: Question) -> dict[str, np.ndarray]:
        """Every signal by name, a log score a label each."""
        return self.model.views(question.text, question.vector) | {"retrieval": self._retrieve(question)}

    def _retrieve(self, question: Question) -> np.ndarray:
        """Best fused score of each label's passages; refusals, which have none, get the mean."""
        fused = self.index.search(question.text, question.vector, question.language).fused
        best = np.full(len(self.model.labels) + 1, -np.inf)
        np.maximum.at(best, self._passage_columns, fused)
        best = best[:-1]
        return np.where(np.isinf(best), best[~np.isinf(best)].mean(), best)

    def _candidates(self, probabilities: np.ndarray, retrieval: np.ndarray) -> list[Candidate]:
        items = np.where(self._is_refusal | self._is_act, 0.0, probabilities)
        shares = items / max(float(items.sum()), 1e-12)
        order = np.argsort(-shares)[: int((~(self._is_refusal | self._is_act)).sum())]
        return [Candidate(self.model.labels[n], float(shares[n]), float(retrieval[n])) for n in order]


def together(alone: np.ndarray, behind_title: np.ndarray, weights: dict[str, float], refusals: np.ndarray) -> np.ndarray:
    """Probabilities by both readings of a follow-up, each array of shape (labels,): what neither of them rules out."""
    logits = weights["alone"] * np.log(alone + UNLIKELY) + weights["behind_title"] * np.log(behind_title + UNLIKELY)
    return softmax(logits + weights["refusals"] * refusals)


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()
