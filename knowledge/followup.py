"""Messages that only make sense with what was said before: 'Und mit Niger?', 'Wann war das?', 'Der dritte?'."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from knowledge import entities, operations, wording
from knowledge.context import Context
from knowledge.entities import PLACES, Entity
from knowledge.normalise import fold, words

MOST_BESIDE = 2  # words of a topic that a message may have beside an ordinal and still mean the list
DATED = ("agreement", "doc")
UPSIDE_DOWN = ("doc", "documents")  # listed as on the page, the newest first: there the oldest is the last
AGES = ("first", "last")
FIRST_WORD = 4  # characters before it: an article
OF_ITS_OWN = {"after", "before", "between", "order"}  # operations that the question before cannot have meant
LONGEST = 9  # words; longer messages say themselves what they are about
PREFACE = re.compile(r"^([^:?؟{}/\"]{3,60}):\s+(?=\S)")  # 'Zurück zu vorhin: auf welchen Routen?'
LONGEST_PREFACE = 6  # words
APOSTROPHE = re.compile("['’]")
# After talk of one of several ('agreement-tunisia'), 'and the first one?' is about all of them.
OVERVIEWS = {"agreement": "agreements", "doc": "documents", "area": "areas", "example": "examples", "agency": "agencies"}
KINDS = {"agreement": "agreement", "document": "doc", "area": "area", "example": "example", "agency": "agency"}


@dataclass(frozen=True)
class Resolved:
    """``text`` is the question to ask; ``items`` are set where the context says what it is about."""

    text: str
    items: tuple[str, ...] = ()
    # Another reading is possible: the message may name a topic of its own ('und Europol?').
    weak: bool = False
    # The reader says that the answer is wrong.
    disputed: bool = False
    # A place in a list, or a step from the last item, tells what is meant; nothing else is to be weighed.
    placed: bool = False


def resolve(text: str, context: Context, language: str = "de") -> Resolved:
    """`text` as a question that stands alone, as far as `context` can tell."""
    if not context.items:
        return Resolved(text)
    found = entities.extract(text, language)
    if _disputes(text, found, context, language):
        return Resolved(text, context.items, disputed=True)
    ordinals = [entity for entity in found if entity.kind == "ordinal"]
    topical = _topical(text, found, language)
    if ordinals and len(found) == len(ordinals) and (_few(text, found, language) or _leads(text, ordinals[0], context)):
        return _by_ordinal(text, ordinals[0], context, language)
    if topical is None:
        return Resolved(text)
    beside = None if found else _beside(text, context, language)
    if beside:
        return Resolved(text, (beside,), placed=True)
    if found:
        return Resolved(text if _complete(text, found, context.asked, language) else _substitute(context.asked, text, found, language))
    steps = not topical and bool(operations.find(text, language) & OF_ITS_OWN)  # 'Und danach?'
    return Resolved(text, context.items, weak=bool(topical), placed=steps)


def without_preface(text: str, language: str, names_item: Callable[[str, str], bool]) -> str:
    """`text` without a few words before a colon that name nothing: they only announce the question.

    `names_item` tells of words and their language whether they name a thing that the content knows.
    """
    preface = PREFACE.match(text)
    if not preface or len(words(preface[1])) > LONGEST_PREFACE:
        return text
    if entities.extract(preface[1], language) or names_item(preface[1], language):
        return text
    return text[preface.end() :]


def points_back(text: str, language: str) -> bool:
    """Whether a short message begins like a follow-up or has a word that points to what was said."""
    folded = fold(text).strip()
    opening = wording.pattern("follow_up", "opening", language).match(folded)
    return len(words(text)) <= LONGEST and bool(opening or wording.pattern("follow_up", "pointing", language).search(folded))


def _disputes(text: str, found: list[Entity], context: Context, language: str) -> bool:
    """'Das stimmt nicht, das war 2021': a new country would be a correction of the question, no dispute."""
    named = any(entity.kind in {"country", "document"} for entity in found)
    return not named and bool(wording.pattern("disputes", None, language).search(fold(text))) and len(words(text)) <= 2 * LONGEST


def _by_ordinal(text: str, ordinal: Entity, context: Context, language: str) -> Resolved:
    """One or two of the list just given, else of all there are of the kind."""
    about = (context.listed or context.items)[0].partition("-")[0]
    other = [kind for kind, prefix in KINDS.items() if operations.names_kind(text, kind, language)]
    if other and about not in {KINDS[kind] for kind in other} and about not in {OVERVIEWS[KINDS[kind]] for kind in other}:
        return Resolved(text)  # 'Was ist das dritte Beispiel?' while a list of partnerships is open
    places = PLACES[ordinal.value]
    if about in UPSIDE_DOWN and _by_age(ordinal, language):
        return Resolved(text, (OVERVIEWS["doc"],), placed=True)
    if context.listed and all(abs(place) <= len(context.listed) for place in places):
        return Resolved(text, tuple(context.listed[place - 1 if place > 0 else place] for place in places), placed=True)
    overview = OVERVIEWS.get(about)
    return Resolved(text, (overview,), placed=True) if overview else Resolved(text)


def _by_age(ordinal: Entity, language: str) -> bool:
    """Whether 'the oldest', 'the newest' is meant: the first pattern of each list is the ordinal proper."""
    read = wording.MIXED if language in wording.MIXED or language not in wording.languages() else (language,)
    proper = [patterns[0] for one in read if (patterns := wording.read(one)["ordinals"].get(ordinal.value))]
    return ordinal.value in AGES and not any(re.fullmatch(pattern, fold(ordinal.text)) for pattern in proper)


def _beside(text: str, context: Context, language: str) -> str | None:
    """What stands before or after the last item in the list just given; dated things have an order of their own."""
    if context.items[0] not in context.listed or context.items[0].startswith(DATED):
        return None
    steps = operations.find(text, language) & {"after", "before"}
    at = context.listed.index(context.items[0]) + (1 if "after" in steps else -1)
    return context.listed[at] if len(steps) == 1 and 0 <= at < len(context.listed) else None


def _few(text: str, found: list[Entity], language: str) -> bool:
    """Whether a short message says little besides its entities: 'Erzähl mir mehr über den dritten.'"""
    rest = topics(text, found, language)
    return len(words(text)) <= LONGEST and len(rest) <= MOST_BESIDE


def _leads(text: str, ordinal: Entity, context: Context) -> bool:
    """Whether a message begins with a place in the list just given: 'Die ersten beiden: wo haben die ihren Sitz?'"""
    return bool(context.listed) and ordinal.start <= FIRST_WORD and len(words(text)) <= LONGEST


def topics(text: str, found: list[Entity], language: str) -> list[str]:
    """The words of `text` that carry a topic and are no part of an entity."""
    inside = {word for entity in found for word in words(entity.text)}
    empty = wording.empty(language)
    spoken = [word for word in words(text) if len(word) > 1 and word not in empty and word not in inside]
    return [word for word in spoken if not inside.intersection(APOSTROPHE.split(word))]  # 'l’Égypte', "Fas'ı"


def _topical(text: str, found: list[Entity], language: str) -> list[str] | None:
    """The words of a dependent message that carry a topic of their own; None where it depends on nothing."""
    spoken = words(text)
    if not spoken or len(spoken) > LONGEST:
        return None
    topical = topics(text, found, language)
    dependent = not topical or (points_back(text, language) and len(topical) == 1 and not found)
    return topical if dependent else None


def _complete(text: str, found: list[Entity], asked: str, language: str) -> bool:
    """Whether a message that names a country asks something of its own: 'Wer kam nach Niger?' is no 'And Niger?'."""
    unstated = set(wording.present("unstated", fold(text), language)) - set(wording.present("unstated", fold(asked), language))
    countries = {entity.value for entity in found if entity.kind == "country"}
    return bool(unstated or operations.find(text, language) & OF_ITS_OWN or len(countries) > 1)


def _substitute(asked: str, text: str, found: list[Entity], language: str) -> str:
    """The last question with its entity of the same kind replaced by the new one."""
    new = found[0]
    old = [entity for entity in entities.extract(asked, language) if entity.kind == new.kind]
    if not old:
        return text if new.kind == "country" else f"{asked} {text}"
    return asked[: old[0].start] + new.text + asked[old[-1].end :]
