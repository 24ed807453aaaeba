"""Names of all countries in all our languages, to one value each.

The partners of the page have values of their own; every other country has its ISO 3166 code. CLDR (package
Babel) gives one name a country and language; what people say besides (Turkey, Ivory Coast), adjectives and case
endings stand in `country_words`. A country that is not meant makes a good question refused, so other countries than
those of MAIN need a capital letter and their exact accents unless the name is German or English.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.country_words import (
    ALIASES,
    ARABIC_PREFIXES,
    ARTICLES,
    BALKAN,
    CAPITALISED,
    CASES,
    EXACT,
    LONGEST_END,
    NEVER,
    PHRASES,
    REGIONS,
    STEMS,
    SUFFIXES,
)
from knowledge.normalise import fold

LANGUAGES = ("de en bg hr cs da nl et fi fr el hu ga it lv lt mt pl pt ro sk sl es sv "
             "ar tr uk ru fa").split()  # fmt: skip
PARTNERS = {"MA": "morocco", "NE": "niger", "TN": "tunisia"}
BALKANS = "western-balkans"
EU = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE EU EZ".split())
NOT_COUNTRIES = {"UN", "QO", "ZZ", "XA", "XB", "EU", "EZ", "AC", "CP", "DG", "CQ", "TA"}
# Countries that questions name most, inflected in every language. Nigeria comes first: it wins where a case of
# Niger is written alike (Finnish 'Nigeriä').
MAIN = "NG NE MA TN LY TR EG MR LB JO SY AF UA DZ SN GM PK BD IQ IR SO ER ET SD AL RS XK GB US".split()
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
                         "ي": "ی", "ى": "ی", "ك": "ک"})  # fmt: skip
_PHRASES = {BALKANS: BALKAN} | {value: re.compile(pattern) for value, pattern in PHRASES.items()}


def phrases(folded: str) -> list[tuple[str, int, int]]:
    """(value, start, end) of the Balkans and of inflected names of several words in a folded text."""
    return [(value, *match.span()) for value, pattern in _PHRASES.items() for match in pattern.finditer(folded)]


def lookup(phrase: str, original: str | None = None) -> str | None:
    """Value of a folded word or phrase, also of a misspelt partner country; else None.

    `original` is the phrase as written, whose capitals and accents tell rare names from everyday words. Without it
    spelling is not looked at.
    """
    key = phrase.translate(LETTERS)
    first, _, rest = key.partition(" ")
    if rest and first in ARTICLES:
        return lookup(rest, original and original[len(first) + 1 :])
    if original and original.lower() in EXACT:
        return EXACT[original.lower()]
    if key in NEVER or (original and not _spelt_as_name(key, original)):
        return None
    value = _names().get(key) or next((value for value, stem in _rare().get(key, ()) if _spelt(stem, original)), None)
    if value or rest or len(key) < 5:
        return value
    return _stem(key) or _misspelt(key)


def begins_name(word: str) -> bool:
    """Whether a name of several words begins with the folded `word`. An article begins none."""
    return word.translate(LETTERS) in _first_words()


@cache
def _first_words() -> set[str]:
    return {name.split()[0] for name in (*_names(), *_rare(), *REGIONS) if " " in name}


def _spelt_as_name(key: str, original: str) -> bool:
    """Short names need capitals: 'US', 'Mali'. Arabic has none."""
    if key in CAPITALISED:
        return original[:1].isupper()
    short = key.isascii() and len(key.replace(" ", "")) <= 3
    return original.isupper() if short else True


def _spelt(stem: str, original: str | None) -> bool:
    if original is None:
        return True
    return not original[:1].islower() and original.lower().replace("-", " ").startswith(stem)


@cache
def _names() -> dict[str, str]:
    """Key -> value of what is taken however it is written: MAIN in all languages, all countries in German and English."""
    table = {_key(alias.replace("-", " ")): value for value, aliases in ALIASES.items() for alias in aliases.split()}
    inflected = [(language, _territories(language)) for language in LANGUAGES]
    main = [(PARTNERS.get(code, code), language, names[code]) for code in MAIN for language, names in inflected]
    near = [(code, language, name) for language, names in inflected[:2] for code, name in names.items()]
    for value, _, name in main + near:
        table.setdefault(_key(name), value)
    for value, language, name in main + near:
        for form in _forms(_key(name), language):
            table.setdefault(form, value)
    return table


@cache
def _rare() -> dict[str, list[tuple[str, str]]]:
    """Key -> (value, letters that must be exact) of the other countries in the other languages."""
    table: dict[str, list[tuple[str, str]]] = {}
    for language in LANGUAGES[2:]:
        for code, name in _territories(language).items():
            if code in MAIN:
                continue
            key, exact = _key(name), _without_article(name.lower().replace("-", " "))
            table.setdefault(key, []).append((code, exact))
            for form in _forms(key, language) if len(key) >= 5 else []:
                kept = exact[: min(_common_length(key, form), len(exact) - (form == key))]
                table.setdefault(form, []).append((code, kept))
    return table


def _territories(language: str) -> dict[str, str]:
    known = Locale(language).territories.items()
    return {code: name for code, name in known if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES}


def _key(name: str) -> str:
    """`name` as it is looked up: folded, ß as ss, words joined by one blank, no article."""
    return _without_article(" ".join(re.findall(r"[^\W_]+", fold(name))).translate(LETTERS))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first in ARTICLES else name


def _common_length(one: str, other: str) -> int:
    return next((at for at, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), min(len(one), len(other)))


def _forms(key: str, language: str) -> list[str]:
    """Case forms of a name of one word; German and English also give inhabitants and adjectives."""
    if language == "ar" and " " not in key:
        return _arabic(key)
    if " " in key or len(key) < 4:
        return []
    vowel = key[-1] in "aeiouyαειουωη"
    after_vowel, _, after_consonant = SUFFIXES.get(language, "").partition("|")
    forms = [key + suffix for suffix in (after_vowel if vowel else after_consonant).split()]
    if language == "hu" and not vowel:
        forms += [key + key[-1] + end for end in ("al", "el")]
    for rule in filter(None, fold(CASES.get(language, "")).split("|")):
        end, _, others = rule.partition(">")
        if key.endswith(end) and (end or not vowel and key[-1] not in "аяоеиіїуюэй"):
            return forms + [key[: len(key) - len(end)] + other for other in others.split()]
    return forms


def _arabic(key: str) -> list[str]:
    """With one-letter words before it, and as adjective: المغرب, بالمغرب, للمغرب, المغربية."""
    bare = key.removeprefix("ال")
    stem = bare[:-2] if bare.endswith("یا") else bare.removesuffix("ا")
    adjectives = [article + stem + end for article in ("", "ال") for end in ("ی", "یة", "یین", "یون")] if len(stem) > 2 else []
    forms = [prefix + key for prefix in ARABIC_PREFIXES]
    return [*forms, *(["لل" + bare, "ولل" + bare] if bare != key else []), *adjectives]


@cache
def _stems() -> dict[str, str]:
    return {_key(stem): value for value, stems in STEMS.items() for stem in stems.split()}


def _stem(word: str) -> str | None:
    """The longest beginning of an adjective that at most LONGEST_END letters end."""
    stems = (word[: len(word) - cut] for cut in range(LONGEST_END + 1))
    return next((value for stem in stems if len(stem) >= 5 and (value := _stems().get(stem))), None)


@cache
def _partner_names() -> dict[str, str]:
    """Names that a slip is allowed in. Not Niger's: one letter beside them lies Nigeria."""
    found = [(_key(_territories(language)[code]), PARTNERS[code]) for language in LANGUAGES for code in ("MA", "TN")]
    return {key: value for key, value in found if len(key) >= 6 and key.isascii()}


def _misspelt(word: str) -> str | None:
    """A partner one slip away from `word` ('tunesein', 'maroko')."""
    if len(word) < 6 or not word.isascii():
        return None
    found = process.extractOne(word, _partner_names().keys(), scorer=OSA.distance, score_cutoff=1)
    return _partner_names()[found[0]] if found else None


def name_of(code: str, language: str) -> str:
    """What a country with this ISO 3166 code is called in `language`."""
    return Locale(language).territories.get(code, code)
