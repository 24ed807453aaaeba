"""A database as after a busy half-year: 10,000 conversations with 60,000 turns, and all that hangs on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import psycopg
import yaml
from psycopg.types.json import Jsonb

from knowledge import content
from web.learning.bodies import of_item

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = {"conversations": 10_000, "turns": 6, "unanswered": 2_000}
DRAFTS = 500
_GROUPS, _WIDTH = 300, 384
_SOURCE = {"title": "Seite", "url": "https://example.org/seite", "date": "2023-04-27", "as_of": "2023-04-27"}
_CUSTOM = {"status": "answered", "item": "agreements", "language": "de", "confidence": 0.8, "sources": [_SOURCE]}
_REPLY = [{"text": "Das ist eine Antwort von gewöhnlicher Länge. " * 6}, {"custom": _CUSTOM}]

_OPEN = """
SELECT t.id FROM turn t LEFT JOIN rating r ON r.turn_id = t.id LEFT JOIN correction k ON k.turn_id = t.id
WHERE (t.status IN ('refused', 'clarify') OR r.value = 'down' OR k.turn_id IS NOT NULL)
    AND NOT EXISTS (SELECT FROM learnt l WHERE l.turn_id = t.id)
"""
_VECTOR = "INSERT INTO turn_vector (turn_id, model, vector) VALUES (%s, %s, %s)"
_DRAFT = """
INSERT INTO draft (item, body, origin, state)
SELECT %(item)s, %(body)s, jsonb_build_object('base', %(body)s::jsonb), CASE WHEN mod(n, 3) = 0 THEN 'published' ELSE 'open' END
FROM generate_series(1, %(times)s) n
"""
_PUBLICATION = "INSERT INTO publication (item, body, note) SELECT %(item)s, %(body)s, 'n' FROM generate_series(1, %(times)s)"


def fill(url: str, encoder: str) -> None:
    """Fills the empty tables of the database; `encoder` is the name under which vectors of questions are kept."""
    statements = Path(__file__).with_name("helpdesk.sql").read_text("utf-8")
    with psycopg.connect(url, autocommit=True) as connection:
        # A cursor that sends several statements at once.
        psycopg.ClientCursor(connection).execute(statements, NUMBERS | {"questions": questions(), "reply": Jsonb(_REPLY)})
        _add_vectors(connection, encoder)
        _add_versions(connection)
        connection.execute("VACUUM ANALYZE")  # as Postgres does by itself, a minute later


def questions() -> list[str]:
    """Questions as citizens ask them, of the training data."""
    files = sorted((ROOT / "data" / "questions" / "train").glob("*.yml"))
    parts = [yaml.safe_load(path.read_text("utf-8")).get("items", {}) for path in files]
    return [text for part in parts for texts in part.values() for text in texts]


def _add_versions(connection: psycopg.Connection) -> None:
    """Drafts and publications of every item, each as the files have it."""
    items = list(content.load().items.values())
    for item in items:
        values: dict[str, Any] = {"item": item.id, "body": Jsonb(of_item(item)), "times": DRAFTS // len(items) + 1}
        connection.execute(_DRAFT, values)
        connection.execute(_PUBLICATION, values)


def _add_vectors(connection: psycopg.Connection, encoder: str) -> None:
    """Vectors in groups of like meaning, so that nothing needs to be encoded while it is measured."""
    random = np.random.default_rng(5)
    centres = random.standard_normal((_GROUPS, _WIDTH))
    turns = [row[0] for row in connection.execute(_OPEN).fetchall()]
    vectors = centres[random.integers(_GROUPS, size=len(turns))] + 0.35 * random.standard_normal((len(turns), _WIDTH))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    with connection.cursor() as cursor:
        cursor.executemany(_VECTOR, [(turn, encoder, vector.tobytes()) for turn, vector in zip(turns, vectors)])
