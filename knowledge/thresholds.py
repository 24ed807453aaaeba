"""The fitted numbers of the decision, in decision.yml."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from knowledge.paths import ROOT
from knowledge.schema import ContentError, read_yaml

FILE = ROOT / "knowledge" / "decision.yml"
VIEWS = ("vector", "ngrams", "neighbours", "retrieval")
READINGS = ("alone", "behind_title", "refusals")  # the two readings of a follow-up, and what is added to every refusal
HEAD = "# Weights and thresholds of the decision, written by `python -m knowledge calibrate`. Do not edit by hand.\n"


@dataclass(frozen=True)
class Thresholds:
    """``weights`` of the log scores by view; ``refusal_bias`` is added to every refusal's log score.

    ``refuse`` is a probability that nothing here answers; ``answer`` and ``clarify`` are probabilities of the
    best item among all items, from which it is answered or asked back. ``follow_ups`` weighs READINGS.
    """

    weights: dict[str, float]
    refusal_bias: float
    refuse: float
    answer: float
    clarify: float
    follow_ups: dict[str, float]


def load(file: Path = FILE) -> Thresholds:
    """Raises ContentError where a value is missing, unknown or no number."""
    data = read_yaml(file)
    try:
        weights = {view: float(data["weights"][view]) for view in VIEWS}
        readings = {name: float(data["follow_ups"][name]) for name in READINGS}
        rest = {name: float(value) for name, value in data.items() if name not in {"weights", "follow_ups"}}
        return Thresholds(weights, follow_ups=readings, **rest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ContentError(f"{file.name}: {error}: run `python -m knowledge calibrate`") from error


def save(thresholds: Thresholds, file: Path = FILE) -> None:
    file.write_text(HEAD + yaml.safe_dump(asdict(thresholds), sort_keys=False), "utf-8")
