"""Several questions in one message: two sentences, or one that 'and' joins."""

from __future__ import annotations

import re

from knowledge import wording
from knowledge.normalise import fold, words

MOST = 3
SENTENCE = re.compile(r"[^?؟]+[?؟]+")
SHORTEST = 3  # words that a joined question must have before the 'and'


def questions_in(text: str, language: str) -> list[str]:
    """The questions of `text`; one, or more than MOST, are given as one."""
    parts = [part.strip() for part in SENTENCE.findall(text)][: MOST + 1]
    if len(parts) < 2:
        parts = _joined(text, language)
    return parts if 2 <= len(parts) <= MOST else [text]


def _joined(text: str, language: str) -> list[str]:
    """'Wie hoch war der Gewinn und welche Agenturen helfen?' parted at the 'und' before the second question word."""
    # Arabic glues its 'and' to the next word.
    conjunction = wording.pattern("and", None, language).pattern.removesuffix(r"(?!\w)")
    interrogative = wording.pattern("question_words", None, language).pattern
    loose, folded = interrogative.removeprefix(r"(?<!\w)"), fold(text)
    for match in re.finditer(rf"{conjunction}[\s,،]*(?={loose})", folded):
        before = text[: match.start()].rstrip(" ,")
        if len(words(before)) >= SHORTEST and re.search(interrogative, folded[: match.start()]):
            return [before + "?", text[match.end() :]]
    return [text]
