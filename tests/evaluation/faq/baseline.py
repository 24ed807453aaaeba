"""Rasa's own FAQ on the same questions: a retrieval intent, the ResponseSelector, and the two-band fallback."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from knowledge import questions
from knowledge.content import Content
from knowledge.questions import REFUSE, Labelled
from start.layout import BOT, ROOT, VAR, python
from start.say import run
from start.setup import environment
from start.steps import Step

FOLDER = VAR / "faq"
MODEL = FOLDER / "faq.tar.gz"
CONFIG = "tests/evaluation/faq/config.yml"
LANGUAGE = "de"  # of its pipeline; ten thousand questions in 29 languages would take it hours
# The two bands: surely meant, perhaps meant.
ANSWER, ASK_BACK = 0.8, 0.6


def answers(content: Content, asked: list[Labelled]) -> list[dict]:
    """What the selector says to each question; trained first, for some 10 minutes, where its inputs have changed."""
    labelled = [one for one in questions.load("train", content) + questions.of_content(content) if one.language == LANGUAGE]
    nlu = _nlu(labelled)
    items = {entry.label for entry in labelled if not entry.label.startswith(REFUSE)}
    Step("FAQ baseline training", lambda: _train(content, items, nlu), (CONFIG,), (MODEL,), (nlu,)).run()
    texts, out = FOLDER / "texts.json", FOLDER / "answers.json"
    texts.write_text(json.dumps([entry.text for entry in asked]), "utf-8")
    script = Path(__file__).with_name("parse.py")
    command = [python(BOT), str(script), str(MODEL), str(texts), str(out)]
    run("FAQ baseline", command, FOLDER / "parse.log", cwd=ROOT, env=environment())
    return json.loads(out.read_text("utf-8"))


def status(answer: dict) -> str:
    """Answered, asked back or refused, by the two bands of the intent's confidence."""
    if answer["intent"] != "faq" or answer["intent_confidence"] < ASK_BACK:
        return "refused"
    return "answered" if answer["intent_confidence"] >= ANSWER else "clarify"


def _train(content: Content, items: set[str], nlu: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "nlu.yml").write_text(nlu, "utf-8")
    domain = {
        "version": "3.1", "intents": ["faq", "out_of_scope"],
        "responses": {f"utter_faq/{item}": [{"text": content.items[item].text["de"]}] for item in sorted(items)},
    }  # fmt: skip
    (FOLDER / "domain.yml").write_text(yaml.safe_dump(domain, allow_unicode=True, width=10_000), "utf-8")
    command = [
        python(BOT), "-m", "rasa", "train", "nlu", "--config", CONFIG, "--domain", str(FOLDER / "domain.yml"),
        "--nlu", str(FOLDER / "nlu.yml"), "--out", str(FOLDER), "--fixed-model-name", MODEL.name.split(".")[0],
    ]  # fmt: skip
    run("FAQ baseline training", command, FOLDER / "training.log", cwd=ROOT, env=environment())


def _nlu(labelled: list[Labelled]) -> str:
    """Rasa's training data: one retrieval intent for the items, one intent for all that is refused."""
    examples: dict[str, list[str]] = {}
    for entry in labelled:
        intent = "out_of_scope" if entry.label.startswith(REFUSE) else f"faq/{entry.label}"
        examples.setdefault(intent, []).append(" ".join(entry.text.split()).translate(str.maketrans("[]()", "    ")))
    intents = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in sorted(examples.items())
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": intents}, allow_unicode=True, width=10_000)
