"""How well published samples work without training, and the weights they work by: `python -m tests.evaluation.published`.

Publication is simulated: of 30 items that training has left out, ten at a time, and of the topics in published.yml. What
is asked are the calibration questions, and the questions in published.yml. `fit` writes knowledge/exemplars.yml.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from knowledge import Knowledge, paths, questions, topic_model
from knowledge.decision import KIN
from knowledge.encoder.onnx import QUERY
from knowledge.engine import VECTORS
from knowledge.exemplars import FILE, SIGNALS, Exemplars
from knowledge.judge import OVERVIEWS
from knowledge.question import understand
from knowledge.questions import Labelled
from knowledge.scoring import Scorer
from knowledge.topic_model import TopicModel
from knowledge.train import learnt
from knowledge.vectors import cached

TOPICS = Path(__file__).with_suffix(".yml")
FOLDS, LEFT_OUT, FEWEST = 3, 10, 8  # models, items that each has not learnt, calibration questions of such an item
STEPS = (0.5, 0.6, 0.7, 0.8)
WRONG_RATE = 0.001  # of the questions that are of another item, a reason to refuse or an act
TOPIC_WEIGHT = 3  # the topics are few, and like what editors publish; the items are many
HEAD = "# Weights of the published samples, written by `python -m tests.evaluation.published fit`. Do not edit by hand.\n"


@dataclass(frozen=True)
class Case:
    """A question asked while `label` is published; without `signals` no sample fits it."""

    label: str
    text: str
    right: bool
    signals: tuple[float, ...] | None
    topic: bool


class Simulation:
    """Publishes samples beside a trained model, and collects what they say about questions."""

    def __init__(self, knowledge: Knowledge, model: TopicModel):
        self._knowledge = knowledge
        self._scorer = Scorer(knowledge._scorer.index, model, knowledge.thresholds)

    def cases(self, label: str, samples: list[Labelled], asked: list[Labelled], topic: bool) -> Iterator[Case]:
        vectors = self._knowledge.encode([one.text for one in samples])
        exemplars = Exemplars(samples, vectors, self._knowledge.content, self._scorer.model.labels)
        for one, vector in zip(asked, cached([QUERY + one.text for one in asked], self._knowledge._encoder, paths.VAR / VECTORS)):
            question = understand(one.text, one.language, vector)
            found = exemplars.evidence(question, lambda asked=question: self._scorer.learnt(asked))
            yield Case(label, one.text, one.label == label, found[0].signals if found else None, topic)


def topics(knowledge: Knowledge, calibration: list[Labelled]) -> Iterator[Case]:
    """The new topics, asked what is meant for them, what is near to them, and all calibration questions."""
    simulation = Simulation(knowledge, knowledge._scorer.model)
    for name, topic in yaml.safe_load(TOPICS.read_text("utf-8")).items():
        parts = {part: [Labelled(text, name, language) for language, texts in topic[part].items() for text in texts] for part in topic}
        others = [Labelled(one.text, "", one.language) for one in parts["others"]]
        yield from simulation.cases(name, parts["samples"], [*parts["asked"], *others, *calibration], True)


def left_out(knowledge: Knowledge, calibration: list[Labelled]) -> Iterator[Case]:
    """Items that a model has not learnt: their own samples and four of the training questions are published."""
    train, chance = questions.load("train", knowledge.content), random.Random(1)
    for model in models(knowledge, calibration):
        unknown = [name for name in knowledge.content.items if name not in model.labels]
        simulation = Simulation(knowledge, model)
        for name in unknown:
            rest = [one for one in calibration if one.label == name or not _kin(name, one.label) and one.label not in unknown]
            yield from simulation.cases(name, _samples(knowledge, name, train, chance), rest, False)


def models(knowledge: Knowledge, calibration: list[Labelled]) -> Iterator[TopicModel]:
    """Models that have not learnt some items; trained once, half a minute each."""
    asked, items = [one.label for one in calibration], knowledge.content.items
    often = sorted((name for name in items if asked.count(name) >= FEWEST), key=lambda name: (items[name].kind, name))
    for number in range(FOLDS):
        file = paths.VAR / "left-out" / f"{number}.joblib"
        if not file.exists():
            _train(knowledge, set(often[number :: len(often) // LEFT_OUT][:LEFT_OUT]), file)
        yield topic_model.load(file)


def _train(knowledge: Knowledge, without: set[str], file: Path) -> None:
    labelled, texts = learnt(knowledge.content)
    vectors = cached(texts[: len(labelled)], knowledge._encoder, paths.VAR / VECTORS)
    kept = [number for number, one in enumerate(labelled) if one.label not in without]
    TopicModel([labelled[number] for number in kept], vectors[kept], print).save(file)


def _samples(knowledge: Knowledge, name: str, train: list[Labelled], chance: random.Random) -> list[Labelled]:
    item = knowledge.content.items[name]
    own = [Labelled(text, name, language) for language in ("de", "en") for text in item.questions[language]]
    more = [[one for one in train if one.label == name and one.language == language] for language in ("de", "en")]
    return own + [one for several in more for one in chance.sample(several, min(2, len(several)))]


def _kin(one: str, other: str) -> bool:
    """Whether the two speak of the same, so that either may answer."""
    alike = any({one, other} <= group for group in KIN)
    return alike or any({one, other} & {name} and prefix in f"{one} {other}" for name, prefix in OVERVIEWS.items())


def fit(cases: list[Case]) -> tuple[LogisticRegression, np.ndarray]:
    """The weights, and the probability of each case by weights that were fitted without its label: 0 where none fits."""
    usable = np.array([one.signals is not None for one in cases])
    signals = np.array([one.signals or (0.0,) * len(SIGNALS) for one in cases])
    right, weight = np.array([one.right for one in cases]), np.array([TOPIC_WEIGHT if one.topic else 1 for one in cases])
    found = np.zeros(len(cases))
    for learn, check in GroupKFold(6).split(signals, right, [one.label for one in cases]):
        learn, check = learn[usable[learn]], check[usable[check]]
        found[check] = _regression(signals[learn], right[learn], weight[learn]).predict_proba(signals[check])[:, 1]
    return _regression(signals[usable], right[usable], weight[usable]), found


def _regression(signals: np.ndarray, right: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=3, max_iter=2000).fit(signals, right, sample_weight=weight)


def report(cases: list[Case], found: np.ndarray) -> float:
    """Prints what becomes of the cases at each step; returns the lowest one with few enough wrong ones."""
    right, topic = np.array([one.right for one in cases]), np.array([one.topic for one in cases])
    chosen = STEPS[-1]
    for step in reversed(STEPS):
        taken = found >= step
        for name, part in (("items", ~topic), ("topics", topic)):
            print(f"{step} {name}: own {taken[right & part].mean():.1%}, others {taken[~right & part].mean():.3%}")
        chosen = step if taken[~right].mean() <= WRONG_RATE else chosen
    return chosen


def main() -> None:
    knowledge = Knowledge.load()
    calibration = questions.load("calibration", knowledge.content)
    cases = [*left_out(knowledge, calibration), *topics(knowledge, calibration)]
    model, found = fit(cases)
    chosen = report(cases, found)
    for one, probability in sorted(zip(cases, found), key=lambda pair: -pair[1]):
        if one.topic and one.right != (probability >= chosen):
            print(f"  {'missed' if one.right else 'taken'} by {one.label}: {one.text} ({probability:.2f})")
    values = dict(zip(SIGNALS, model.coef_[0])) | {"bias": model.intercept_[0], "answer": chosen}
    values = {name: round(float(value), 3) for name, value in values.items()}
    print(values)
    if "fit" in sys.argv[1:]:
        FILE.write_text(HEAD + yaml.safe_dump(values, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
