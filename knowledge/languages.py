"""Which language a message is in. Short messages stay in the conversation's language.

Names tell nothing: countries, dates, agencies and titles of documents are taken out before.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from knowledge import entities
from knowledge.countries import LANGUAGES
from knowledge.normalise import fold, words

DEFAULT = "de"
# How much, in log probability, the language spoken so far and the service's main languages weigh.
PRIOR_PREVIOUS, PRIOR_GERMAN, PRIOR_ENGLISH = 9.0, 6.0, 3.0
# One or two words of Latin letters tell little: in a conversation they need to be much likelier in another language.
FEW_WORDS, PRIOR_FEW, PRIOR_FIRST = 2, 20.0, 5.0
ENOUGH_LETTERS = 3
NAMES = re.compile(
    r"\b(?:europol|eurojust|frontex|cepol|eu|ue|operational strategy(?: for more effective returns?)?"
    r"|acting together to deepen international partnerships|renewed eu action plan(?: against migrant smuggling)?"
    r"|talent partnerships?|western balkans)\b"
)
# Short words that decide between German and English where n-grams see too little.
TELLING = {
    "de": "der die das und ist wann wer wie was wo mit von zu zum zur den dem ein eine nicht ich wir sie es auf "
    "gibt sind wird bitte danke hallo welche welcher welches warum wieso fur fuer uber auch noch mal nochmal "
    "kann hat haben im am bei seit oder aber doch dann nach vor bis ja nein quelle einfacher mensch wos nacha des ned mia",
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
    fallback, rest = previous or DEFAULT, unicodedata.normalize("NFC", text)
    latin = _is_latin(rest)
    if latin:  # in other scripts the names tell the script
        rest = _without_names(rest)
    if sum(character.isalpha() for character in rest) < ENOUGH_LETTERS:
        return fallback
    scores = dict(_identifier().rank(rest))
    priors = _priors(rest, previous)
    if len(words(rest)) <= FEW_WORDS and not any(_told(rest).values()) and latin:
        priors[fallback] = priors.get(fallback, 0.0) + (PRIOR_FEW if previous else PRIOR_FIRST)
    return max(scores, key=lambda language: scores[language] + priors.get(language, 0.0))


def _without_names(text: str) -> str:
    """`text` without what is called the same in many languages."""
    spans = [(entity.start, entity.end) for entity in entities.extract(text) if entity.kind in ("country", "date")]
    spans += [match.span() for match in NAMES.finditer(fold(text))]
    letters = list(text)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return " ".join("".join(letters).split())


def _told(text: str) -> dict[str, int]:
    """How many telling words of German and of English `text` has."""
    found = words(text)
    return {language: sum(word in telling for word in found) for language, telling in _TELLING.items()}


def _is_latin(text: str) -> bool:
    folded = fold(text)
    return not any(script.search(folded) for script in SCRIPTS.values())


def _priors(text: str, previous: str | None) -> dict[str, float]:
    weights = {"de": 0.0, "en": 0.0}
    if _is_latin(text):
        weights["de"] += PRIOR_GERMAN
        weights["en"] += PRIOR_ENGLISH
        for language, count in _told(text).items():
            weights[language] += TELLING_WEIGHT * count
    if previous:
        weights[previous] = weights.get(previous, 0.0) + PRIOR_PREVIOUS
    return weights
