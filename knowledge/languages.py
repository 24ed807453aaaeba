"""Which language a message is in. Short messages stay in the conversation's language.

Names tell little: countries, dates, agencies and titles of documents are taken out before.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from knowledge import entities
from knowledge.countries import LANGUAGES
from knowledge.normalise import fold, words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DEFAULT = "de"
# How much, in log probability, the language spoken so far and the service's main languages weigh.
PRIOR_PREVIOUS, PRIOR_GERMAN, PRIOR_ENGLISH = 9.0, 6.0, 3.0
# One or two words of Latin letters tell little: in a conversation they need to be much likelier in another language.
FEW_WORDS, PRIOR_FEW, PRIOR_FIRST = 2, 20.0, 5.0
NOTHING_SEEN = -1000.0  # in place of the lowest of all numbers, which would swallow the priors
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
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # numpy, and a fifth of a second, where nothing is detected

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def detect(text: str, previous: str | None = None) -> str:
    """ISO 639-1 code of `text`; `previous` (the conversation's language) or German where it cannot be told."""
    fallback, whole = previous or DEFAULT, unicodedata.normalize("NFC", text)
    latin = _is_latin(whole)  # in other scripts even a name tells the language
    rest = _without_names(whole, bool(previous) or len(words(whole)) <= FEW_WORDS) if latin else whole
    if sum(character.isalpha() for character in rest) < ENOUGH_LETTERS:
        return fallback
    scores = {language: max(score, NOTHING_SEEN) for language, score in _identifier().rank(rest)}
    priors = _priors(rest, previous)
    if latin and len(words(rest)) <= FEW_WORDS and not any(_told(rest).values()):
        named = words(rest) != words(whole)
        priors[fallback] = priors.get(fallback, 0.0) + (PRIOR_FEW if previous else PRIOR_FIRST * named)
    return max(scores, key=lambda language: scores[language] + priors.get(language, 0.0))


def _without_names(text: str, everything: bool) -> str:
    """`text` without titles and agencies, and without `everything` else that many languages call the same.

    In a first message of several words the spelling of a country helps: 'Et la Tunisie ?'.
    """
    spans = [match.span() for match in NAMES.finditer(fold(text))]
    if everything:
        found = entities.extract(text)
        spans += [(entity.start, entity.end) for entity in found if entity.kind in ("country", "date")]
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
