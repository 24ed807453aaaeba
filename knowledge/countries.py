"""Names of all countries in all our languages, to one value each. Names come from CLDR (package Babel).

The partners of the page have values of their own; every other country has its ISO 3166 code.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.normalise import fold

LANGUAGES = ("de en bg hr cs da nl et fi fr el hu ga it lv lt mt pl pt ro sk sl es sv "
             "ar tr uk ru fa").split()  # fmt: skip
PARTNERS = {"MA": "morocco", "NE": "niger", "TN": "tunisia"}
BALKANS = "western-balkans"
EU = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE EU EZ".split())
NOT_COUNTRIES = {"UN", "QO", "ZZ", "XA", "XB", "EU", "EZ", "AC", "CP", "DG", "CQ", "TA"}
# How people call them besides CLDR's names, and stems of their adjectives and inhabitants.
ALIASES = {
    "morocco": "marokko marokkos marocco marokk marokan marroko marruecos marokkan magreb-marokko المغربي "
    "marokka marocko марокко марокко́ мароко марокку مراکش المغربية μαροκο",
    "tunisia": "tunesien tunisien tunesia tunisia tunisie tunus tunis tunisko тунис тунисом тунісом تونسی τυνησια",
    "niger": "niger nigers nigeru niguer níger nigeri нигер нигером нігер нігером нігеру النيجر νιγηρα νιγηρας nigerul nigerului",
    "GB": "grossbritannien england vereinigtes-konigreich vereinigten-konigreich uk britannien schottland",
    "US": "usa amerika vereinigten-staaten us",
    "TR": "turkei turkiye türkiye",
    "CI": "elfenbeinkuste",
    "AE": "emirate emiraten",
    "CD": "kongo",
    "PS": "palastina palestine gaza",
    "KP": "nordkorea",
    "BY": "weissrussland",
    "MK": "mazedonien nordmazedonien",
    "BA": "bosnien",
    "LY": "libyen lybien libia libya",
    "EG": "agypten aegypten egypte egitto",
}
BALKAN = re.compile(
    r"\b(?:west\w*[\s-]+|западн\w*\s+|zapadn\w*\s+|zahodn\w*\s+|vakar\w*\s+|rietum\w*\s+|nyugat-?|bati\s+|vest\w*[\s-]+"
    r"|occident\w*\s+)?(?:balk[ae]?n\w*|балкан\w*|βαλκαν\w*|البلقان|بلقان|balcan\w*|balcas|nyugat-balkan\w*)"
    r"|\bwestbalkan\w*"
)


@cache
def names() -> dict[str, str]:
    """Folded name -> value, all languages, single and several words (joined by blanks)."""
    table: dict[str, str] = {}
    for language in reversed(LANGUAGES):  # German last: it wins where two languages differ
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES:
                table[_key(name)] = PARTNERS.get(code, code)
    for value, aliases in ALIASES.items():
        table.update((_key(alias.replace("-", " ")), value) for alias in aliases.split())
    for key, value in list(table.items()):
        table.update((form, value) for form in _forms(key) if form not in table)
    return table


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def _forms(key: str) -> list[str]:
    """Inflected forms and adjectives of a folded single-word name: tunesien -> tunesisch, tunesier, …"""
    if " " in key or len(key) < 4 or not key.isascii():
        return []
    stem = next((key[: -len(end)] for end in ("ien", "ia", "en", "o", "a", "e") if key.endswith(end)), key)
    if len(stem) < 4:
        return [key + "s"]
    endings = ("isch ische ischen ischer isches er ers ern erin erinnen ian ians ien iens anisch anische "
               "anischen an ans ese").split()  # fmt: skip
    return [key + "s"] + [stem + end for end in endings]


def lookup(phrase: str) -> str | None:
    """Value of a folded word or phrase, also of a misspelt partner country; else None."""
    value = names().get(phrase)
    if value or " " in phrase:
        return value
    if not phrase.isascii():
        return _inflected(phrase)
    return _misspelt(phrase) if len(phrase) >= 6 else None


@cache
def _stems() -> dict[str, str]:
    return {key[:-1]: value for key, value in names().items() if not key.isascii() and len(key) >= 5}


def _inflected(word: str) -> str | None:
    """Cases of names in other scripts, which end in at most four letters of their own."""
    stems = (word[:-cut] for cut in range(1, 5) if len(word) - cut >= 4)
    return next((value for stem in stems if (value := _stems().get(stem))), None)


@cache
def _partner_words() -> dict[str, str]:
    known = set(PARTNERS.values())
    return {key: value for key, value in names().items() if value in known and len(key) >= 6 and key.isascii()}


def _misspelt(word: str) -> str | None:
    """A partner one slip away from `word` ('tunesein', 'maroko')."""
    found = process.extractOne(word, _partner_words().keys(), scorer=OSA.distance, score_cutoff=1)
    return _partner_words()[found[0]] if found else None
