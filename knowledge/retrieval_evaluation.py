"""Retrieval quality on any corpus: the engine as shipped, dense alone and BM25 alone."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from knowledge import languages, paths
from knowledge.encoder.onnx import PASSAGE, QUERY
from knowledge.schema import ContentError
from knowledge.search import HybridIndex, Passage, Scores
from knowledge.search_tokens import TokenEncoder

METHODS: dict[str, Callable[[Scores], np.ndarray]] = {
    "engine (hybrid)": lambda scores: scores.fused,
    "dense alone": lambda scores: scores.dense,
    "BM25 alone": lambda scores: scores.bm25,
}
MOST_CHARACTERS = 4_000_000  # of passages compared token by token: about a million tokens, 400 MB


@dataclass(frozen=True)
class Result:
    """Shares from 0 to 1; ``milliseconds`` is the median of a question, encoding included."""

    recall_at_1: float
    recall_at_5: float
    mrr: float
    milliseconds: float


def read_lines(path: Path, needed: set[str]) -> list[dict]:
    """JSON lines with at least the fields `needed`. Raises ContentError, naming file and line."""
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ContentError(f"{path.name}, line {number}: no JSON: {error}") from error
        missing = needed - row.keys() if isinstance(row, dict) else needed
        if missing:
            raise ContentError(f"{path.name}, line {number}: lacks {', '.join(sorted(missing))}")
        rows.append(row)
    if not rows:
        raise ContentError(f"{path.name} is empty.")
    return rows


def evaluate(passages: list[dict], questions: list[dict], say: Callable[[str], None]) -> dict[str, Result]:
    """A result for each method. Raises ContentError where a question names an unknown passage."""
    encoder = TokenEncoder(paths.PLAIN_ENCODER, threads=2)
    texts = [Passage(str(row["id"]), row["text"], row.get("language") or languages.detect(row["text"])) for row in passages]
    say(f"encoding {len(texts)} passages")
    index = _index(encoder, texts, say)
    place = {text.item: number for number, text in enumerate(texts)}
    unknown = [row["passage"] for row in questions if str(row["passage"]) not in place]
    if unknown:
        raise ContentError(f"The questions name passages that do not exist: {unknown[:3]}")
    say(f"asking {len(questions)} questions")
    ranks: dict[str, list[int]] = {name: [] for name in METHODS}
    # For products as small as these, waiting for a second thread of numpy's costs more than it saves.
    with threadpool_limits(1, "blas"):
        times = [_ask(encoder, index, row, place[str(row["passage"])], ranks) for row in questions]
    return {name: _result(found, times) for name, found in ranks.items()}


def _index(encoder: TokenEncoder, texts: list[Passage], say: Callable[[str], None]) -> HybridIndex:
    """With the vectors of all tokens where they fit into memory, else with one vector a passage."""
    if sum(len(text.text) for text in texts) > MOST_CHARACTERS:
        say("too much text for token vectors: words and meaning only")
        return HybridIndex(texts, encoder.encode([PASSAGE + text.text for text in texts]))
    return HybridIndex(texts, *encoder.encode_tokens([text.text for text in texts], PASSAGE))


def _ask(encoder: TokenEncoder, index: HybridIndex, row: dict, right: int, ranks: dict[str, list[int]]) -> float:
    """Adds the rank of the right passage by each method; returns milliseconds."""
    begun = time.perf_counter()
    language = row.get("language") or languages.detect(row["text"])
    vectors, tokens = encoder.encode_tokens([row["text"]], QUERY)
    scores = index.search(row["text"], vectors[0], language, tokens[0])
    elapsed = (time.perf_counter() - begun) * 1000
    for name, method in METHODS.items():
        values = method(scores)
        # Ties count against us: a passage that nothing tells apart is not found.
        ranks[name].append(int((values >= values[right]).sum()))
    return elapsed


def _result(ranks: list[int], times: list[float]) -> Result:
    found = np.array(ranks)
    return Result(float((found == 1).mean()), float((found <= 5).mean()), float((1 / found).mean()), statistics.median(times))


def run(passages: Path, questions: Path) -> None:
    """Print a table. Raises ContentError for files that cannot be used."""
    for path in (passages, questions):
        if not path.is_file():
            raise ContentError(f"There is no file {path}.")
    results = evaluate(
        read_lines(passages, {"id", "text"}), read_lines(questions, {"text", "passage"}),
        lambda line: print(line, file=sys.stderr, flush=True),
    )  # fmt: skip
    print(f"{'':16} recall@1  recall@5  MRR     ms/question")
    for name, result in results.items():
        print(f"{name:16} {result.recall_at_1:.3f}     {result.recall_at_5:.3f}     {result.mrr:.3f}   {result.milliseconds:.1f}")
