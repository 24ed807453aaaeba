"""Published sample questions at work: which questions mean the same, without training.

The nearest samples are weighed against the nearest questions that were learnt with another label. The weights come from
labels that were left out of training (docs/decisions/0050-published-without-training.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from knowledge import entities, wording
from knowledge.content import Content
from knowledge.countries import EU
from knowledge.normalise import fold
from knowledge.paths import ROOT
from knowledge.published import Published
from knowledge.question import Question
from knowledge.questions import REFUSE, Labelled
from knowledge.schema import read_yaml
from knowledge.translations import numbers

FILE = ROOT / "knowledge" / "exemplars.yml"
SOFT = ("refuse:not_in_sources", "refuse:outside_topic")  # what publishing is there to change
SIGNALS = ("nearest", "near", "others", "refused", "firm")
NEAREST = 3
LEAST = 0.35  # cosine below which no sample is worth a closer look
AGENCIES = re.compile(r"(?<!\w)(?:europol|eurojust|frontex|cepol|interpol)(?!\w)")


@dataclass(frozen=True)
class Match:
    """``label`` is an item or ``refuse:`` and a reason; ``probability`` that the question is of it."""

    label: str
    probability: float

    @property
    def sure(self) -> bool:
        """Whether it decides, whatever was learnt."""
        return self.probability >= limits()["answer"]


@dataclass(frozen=True)
class Learnt:
    """By label of the trained model: ``probabilities``, and cosine of the ``nearest`` question; each of shape (labels,)."""

    probabilities: np.ndarray
    nearest: np.ndarray


@dataclass(frozen=True)
class Evidence:
    """Signals for one label, in the order of SIGNALS.

    ``nearest`` and ``near``: cosine of the nearest fitting sample, and mean of the three nearest; ``others``: of the
    nearest learnt question of any other item, act or firm reason to refuse; ``refused``: of the reasons in SOFT;
    ``firm``: probability of the firm reasons by the trained model.
    """

    label: str
    signals: tuple[float, ...]


def samples_of(published: Published, files: Content, labels: list[str]) -> list[Labelled]:
    """The published sample questions, without those of the files that were learnt: they are of one of the `labels`."""
    learnt = [item for item in files.items.values() if item.id in labels]
    known = {item.id: {text for texts in item.questions.values() for text in texts} for item in learnt}
    return [
        Labelled(text, label, language)
        for label, by_language in published.questions().items()
        for language, texts in by_language.items()
        for text in texts if text not in known.get(label, ())
    ]  # fmt: skip


def names(text: str, language: str) -> frozenset[str]:
    """Countries outside the EU, partners, documents and agencies: a question about one is none about another."""
    named = {entity.value for entity in entities.extract(text, language) if entity.kind in {"country", "document"}}
    return frozenset(named - set(EU) | set(AGENCIES.findall(fold(text))))


def details(text: str, language: str) -> frozenset[str]:
    """Numbers, and attributes that no source of the files states: what an item must know to be asked for it."""
    return frozenset(numbers(text) | set(wording.present("unstated", fold(text), language)))


class Exemplars:
    """Samples with their vectors, ready to be compared. Thread-safe: nothing in it changes."""

    def __init__(self, samples: list[Labelled], vectors: np.ndarray, content: Content, labels: list[str]):
        """`vectors` of shape (len(samples), dimensions), unit length; `labels` are those of the trained model."""
        self._labels, self._names = [one.label for one in samples], [names(one.text, one.language) for one in samples]
        self._vectors, self._trained = vectors, labels
        self._is_soft = np.array([label in SOFT for label in labels])
        self._is_firm = np.array([label.startswith(REFUSE) and label not in SOFT for label in labels])
        self._rows = {label: np.array([one.label == label for one in samples]) for label in {one.label for one in samples}}
        self._details = {label: _details(label, samples, content) for label in self._rows}

    def matches(self, question: Question, look: Callable[[], Learnt]) -> tuple[Match, ...]:
        """Labels with a sample nearby, the likeliest first; `look` is only called where there is one."""
        found = [Match(one.label, _probability(one.signals)) for one in self.evidence(question, look)]
        return tuple(sorted(found, key=lambda match: -match.probability))

    def evidence(self, question: Question, look: Callable[[], Learnt]) -> list[Evidence]:
        """What speaks for and against each label with a sample that fits; samples of other labels count as learnt."""
        if not self.near(question.vector):
            return []
        cosines = np.where(self._fitting(question), self._vectors @ question.vector, 0.0)
        labels = [label for label, rows in self._rows.items() if cosines[rows].max() >= LEAST]
        learnt = look() if labels else None
        return [self._of(label, cosines, learnt) for label in labels if learnt]

    def near(self, vector: np.ndarray) -> bool:
        """Whether any sample is near to a question's `vector`, shape (dimensions,)."""
        return bool((self._vectors @ vector).max() >= LEAST)

    def _fitting(self, question: Question) -> np.ndarray:
        """Which samples name the same as the question, of labels that know its details; shape (samples,)."""
        named, wanted = names(question.text, question.language), details(question.text, question.language)
        known = {label for label, known in self._details.items() if wanted <= known}
        return np.array([name == named and label in known for label, name in zip(self._labels, self._names)])

    def _of(self, label: str, cosines: np.ndarray, learnt: Learnt) -> Evidence:
        own = np.sort(cosines[self._rows[label]])[::-1][:NEAREST].clip(min=0)
        another = np.array([name != label for name in self._trained])
        published = cosines[~self._rows[label]].max(initial=-1.0)
        others = max(float(learnt.nearest[another & ~self._is_soft].max(initial=-1.0)), float(published))
        refused = float(learnt.nearest[another & self._is_soft].max(initial=-1.0))
        firm = float(learnt.probabilities[another & self._is_firm].sum())
        return Evidence(label, (float(own[0]), float(own.mean()), others, refused, firm))


def _details(label: str, samples: list[Labelled], content: Content) -> frozenset[str]:
    """Details of the item and of its samples."""
    found = [details(one.text, one.language) for one in samples if one.label == label]
    item = content.items.get(label)
    if item:
        found += [numbers(text) for text in (*item.text.values(), *item.title.values(), str(item.facts))]
    return frozenset().union(*found)


@cache
def limits(file: Path = FILE) -> dict[str, float]:
    """Weights of SIGNALS, ``bias``, and ``answer``: the probability from which a question is taken for a sample's."""
    return {name: float(value) for name, value in read_yaml(file).items()}


def _probability(signals: tuple[float, ...]) -> float:
    weights = limits()
    return 1 / (1 + exp(-sum(weights[name] * value for name, value in zip(SIGNALS, signals)) - weights["bias"]))
