"""Which language a message is in. Short messages stay in the conversation's language."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from knowledge.countries import LANGUAGES
from knowledge.normalise import fold, words

DEFAULT = "de"
# How much, in log probability, the language spoken so far and the service's main languages weigh.
PRIOR_PREVIOUS, PRIOR_GERMAN, PRIOR_ENGLISH = 9.0, 6.0, 3.0
ENOUGH_LETTERS = 3
# Short words that decide between German and English where n-grams see too little.
TELLING = {
    "de": "der die das und ist wann wer wie was wo mit von zu zum zur den dem ein eine nicht ich wir sie es auf "
    "gibt sind wird bitte danke hallo welche welcher welches warum wieso fur fuer uber auch noch mal nochmal "
    "kann hat haben im am bei seit oder aber doch dann nach vor bis ja nein quelle einfacher mensch",
    "en": "the and is when who how what where with of to for are you it in does do please thanks hello which why "
    "there was were about can has have on at since or but not yes no source person simpler again",
}
_TELLING = {language: set(text.split()) for language, text in TELLING.items()}
TELLING_WEIGHT = 4.0
SCRIPTS = {"ar": re.compile(r"[ء-ي]"), "el": re.compile(r"[α-ω]"), "ru": re.compile(r"[а-я]")}


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def detect(text: str, previous: str | None = None) -> str:
    """ISO 639-1 code of `text`; `previous` (the conversation's language) or German where it cannot be told."""
    fallback = previous or DEFAULT
    if sum(character.isalpha() for character in text) < ENOUGH_LETTERS:
        return fallback
    scores = dict(_identifier().rank(text))
    priors = _priors(text, previous)
    return max(scores, key=lambda language: scores[language] + priors.get(language, 0.0))


def _priors(text: str, previous: str | None) -> dict[str, float]:
    weights = {"de": 0.0, "en": 0.0}
    latin = not any(script.search(fold(text)) for script in SCRIPTS.values())
    if latin:
        weights["de"] += PRIOR_GERMAN
        weights["en"] += PRIOR_ENGLISH
        for language, telling in _TELLING.items():
            weights[language] += TELLING_WEIGHT * sum(word in telling for word in words(text))
    if previous:
        weights[previous] = weights.get(previous, 0.0) + PRIOR_PREVIOUS
    return weights
