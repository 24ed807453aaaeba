"""What the tests of the learning loop share: stored questions, bodies of items, and a knowledge base that is fast."""

import json
import zlib
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import psycopg
from flask import Flask

from knowledge import content
from web.learning import Learning

URL = "https://commission.europa.eu/blue-card_de"


@cache
def files():
    """The real content of the files."""
    return content.load()


class WordVectors:
    """Stands for the knowledge base where nothing is asked: texts with the same words have the same vector."""

    model = "words"

    def __init__(self) -> None:
        self.content, self.files = files(), self
        self.encoded: list[str] = []

    def encode(self, texts: list[str]) -> np.ndarray:
        self.encoded += texts
        vectors = np.zeros((len(texts), 512), np.float32)
        for row, text in zip(vectors, texts):
            for word in text.casefold().strip("?! ").split():
                row[zlib.crc32(word.encode()) % 512] += 1
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def suggest(self, text: str, language: str, number: int = 3) -> list[Any]:
        return [SimpleNamespace(item="areas", title="Die fünf Schlüsselbereiche", confidence=0.42)]


def teach(app: Flask, knowledge: Any = None) -> Learning:
    """The learning loop of the application, over this knowledge base."""
    known = knowledge or WordVectors()
    app.extensions["knowledge"] = SimpleNamespace(current=lambda: known, warm=lambda: None, close=lambda: None)
    loop: Learning = app.extensions["learning"]
    if knowledge is None or isinstance(knowledge, WordVectors):
        loop.meaning = known
    return loop


def ask(database: psycopg.Connection, text: str, **fields: Any) -> int:
    """Stores a turn in a conversation of its own; its number."""
    values = {"text": text, "status": "refused", "reason": "not_in_sources", "item": None, "language": "de"} | fields
    conversation = database.execute(
        "INSERT INTO conversation (channel, key) VALUES ('web', gen_random_uuid()::text) RETURNING id").fetchone()[0]
    return database.execute(
        """INSERT INTO turn (conversation_id, user_text, reply, status, reason, item, language, milliseconds)
           VALUES (%(conversation)s, %(text)s, '[]', %(status)s, %(reason)s, %(item)s, %(language)s, 5) RETURNING id""",
        values | {"conversation": conversation}).fetchone()[0]


def body(**changes: Any) -> dict[str, Any]:
    """The complete body of a new item about something that the files do not know."""
    return json.loads(json.dumps({
        "id": "blue-card", "topic": "talent", "scope": "background", "section": {"de": "Zusatz", "en": "Background"},
        "title": {"de": "Die Blaue Karte EU", "en": "The EU Blue Card"}, "facts": {"kind": "info"},
        "text": {"de": "Die Blaue Karte EU ist ein Aufenthaltstitel für hoch qualifizierte Fachkräfte.",
                 "en": "The EU Blue Card is a residence permit for highly qualified workers."},
        "plain": {"de": "Die Blaue Karte ist eine Erlaubnis. Damit dürfen Fachkräfte in der EU arbeiten."},
        "questions": {
            "de": ["Was ist die Blaue Karte EU?", "Wozu gibt es die Blaue Karte?", "Bekomme ich mit Studium eine Blue Card?",
                   "Erklären Sie mir bitte die Blaue Karte EU.", "blaue karte was ist das"],
            "en": ["What is the EU Blue Card?", "What is the blue card for?", "Can you explain the EU Blue Card?"]},
        "source": {"title": "Blaue Karte EU", "url": URL, "date": None, "as_of": "2026-11-01"},
    } | changes))


def typed(body: dict[str, Any], revision: int = 1, **changes: str) -> dict[str, str]:
    """The form of a draft as a browser sends it."""
    from web.learning.form import fields
    form = fields(body)
    shown = {"de", "en"} | {name.rpartition(".")[2] for name, value in form.items() if value}
    sent = {name: value for name, value in form.items() if len(name.rpartition(".")[2]) != 2 or name.rpartition(".")[2] in shown}
    return sent | {"revision": str(revision)} | changes


def report(version: int = 0, **lists: list[dict[str, Any]]) -> dict[str, Any]:
    """What the gate stores; without lists nothing changes."""
    empty = {name: [] for name in ("broken", "repaired", "missed", "now_answered", "now_refused", "flipped")}
    found = empty | {"unchanged": 7, "languages": {}} | lists
    return {"version": version, "report": found, "accepted": {}, "asked": 7, "at": "2026-11-28T12:00:00+00:00"}


def case(key: str = "k1", question: str = "Wann begann das?", text: str = "Neu.") -> dict[str, Any]:
    """A broken case of a report."""
    return {"key": key, "question": question, "language": "de", "expected": "areas",
            "before": {"status": "answered", "item": "areas", "text": "Alt."},
            "after": {"status": "answered", "item": "blue-card", "text": text}}
