"""Vectors of stored questions, kept in the database so that each question is read only once."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np

from ..store import Database
from .background import Say
from .unanswered import Question

_READ = "SELECT turn_id, vector FROM turn_vector WHERE turn_id = ANY (%(turns)s) AND model = %(model)s"
_WRITE = """
INSERT INTO turn_vector (turn_id, model, vector)
SELECT * FROM unnest(%(turns)s::bigint[], %(models)s::text[], %(vectors)s::bytea[]) AS new (turn, model, vector)
WHERE EXISTS (SELECT FROM turn t WHERE t.id = new.turn)
ON CONFLICT (turn_id) DO UPDATE SET model = EXCLUDED.model, vector = EXCLUDED.vector
"""
_PORTION = 16
_KEPT = 8000


class Vectors:
    """Float32 vectors of unit length by turn. `meaning` gives who makes them: `encode(texts)`, and the name `model`."""

    def __init__(self, database: Database, meaning: Callable[[], Any]) -> None:
        self._database, self._meaning = database, meaning
        self._kept: OrderedDict[tuple[str, int], np.ndarray] = OrderedDict()

    def known(self, questions: list[Question]) -> dict[int, np.ndarray]:
        """The vectors that are there already."""
        model = self._meaning().model
        missing = [question.turn for question in questions if (model, question.turn) not in self._kept]
        if missing:
            for turn, raw in self._database.run(_READ, {"turns": missing, "model": model}).fetchall():
                self._kept[model, turn] = np.frombuffer(raw, np.float32)
        found = {question.turn: vector for question in questions if (vector := self._kept.get((model, question.turn))) is not None}
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def fill(self, questions: list[Question], say: Say) -> None:
        """Encodes questions in small portions, so that answering is not slowed down."""
        meaning = self._meaning()
        for start in range(0, len(questions), _PORTION):
            portion = questions[start:start + _PORTION]
            vectors = meaning.encode([question.text for question in portion])
            self._database.run(_WRITE, {
                "turns": [question.turn for question in portion], "models": [meaning.model] * len(portion),
                "vectors": [np.asarray(vector, np.float32).tobytes() for vector in vectors]})
            say(start + len(portion), len(questions))
