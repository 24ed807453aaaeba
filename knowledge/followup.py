"""Messages that only make sense with what was said before: 'Und mit Niger?', 'Wann war das?', 'Der dritte?'."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge import entities
from knowledge.context import Context
from knowledge.entities import NUMBERS, Entity
from knowledge.normalise import fold, words

LONGEST = 9  # words; longer messages say themselves what they are about
OPENING = re.compile(
    r"^(?:und|oder|aber|nein|ne|nee|doch|ok|also|dann|and|or|but|no|what about|how about|was ist mit|wie (?:ist|sieht|war) (?:es|das))\b"
)
ANAPHOR = re.compile(
    r"\b(?:das|dabei|davon|dazu|darin|dort|dar(?:u|ue)ber|daran|es|dies\w*|beide[nr]?|sie|ihr|ihm|ihnen"
    r"|it|that|this|these|those|there|they|them|one)\b"
)
# Words that carry no topic of their own: what is left over makes a message independent.
EMPTY = set(
    "und oder aber nein ne nee doch ok also dann ist war waren sind wird wurde gibt gab es das der die den dem des dies diese dieser "
    "dieses dabei davon dazu darin dort daruber daran wann wo wer wie was welche welcher welches welchem welchen in im an "
    "am aus von vom mit mir mich bei beim zu zum zur auf um fur fuer uber nach vor seit genau bitte noch mal nochmal mehr denn eigentlich "
    "datum jahr jahren jahre monat tag worum geht gehts handelt inhalt steht drin beide beiden beides sie ihr ich meinte meine sondern nicht "
    "dokument partnerschaft land bereich beispiel ein eine einen einem kam kamen dran heisst ja "
    "and or but no so then is was were are it that this these those there they them when where who how what which in on of the a an "
    "from with about at to for since exactly please again more date year years month day mean meant i not document partnership country "
    "area example one ones tell me say said".split()
)


# After talk of one of several ('agreement-tunisia'), 'and the first one?' is about all of them.
OVERVIEWS = {"agreement-": "agreements", "doc-": "documents", "area-": "areas", "example-": "examples"}


KINDS = {
    ("agreement-", "agreements"): re.compile(r"\bpartner\w*|\bcountr\w*"),
    ("doc-", "documents"): re.compile(r"\bdo[ck]ument\w*|\bpapier\w*"),
    ("area-", "areas"): re.compile(r"bereich\w*|\bareas?\b"),
    ("example-", "examples"): re.compile(r"\bbeispiel\w*|\bexamples?\b"),
    ("agency-", "agencies"): re.compile(r"\bagentur\w*|\bagenc\w*"),
}


@dataclass(frozen=True)
class Resolved:
    """``text`` is the question to ask; ``items`` are set where the context says what it is about."""

    text: str
    items: tuple[str, ...] = ()
    # Another reading is possible: the message may name a topic of its own ('und Europol?').
    weak: bool = False


def resolve(text: str, context: Context) -> Resolved:
    """`text` as a question that stands alone, as far as `context` can tell."""
    found = entities.extract(text)
    topical = _topical(text, found)
    if not context.items or topical is None:
        return Resolved(text)
    ordinals = [entity for entity in found if entity.kind == "ordinal"]
    if ordinals and _names_another_kind(text, context):
        return Resolved(text)
    if ordinals and context.listed:
        number = NUMBERS[ordinals[0].value]
        if abs(number) <= len(context.listed):
            return Resolved(text, (context.listed[number - 1 if number > 0 else -1],))
    overview = next((name for prefix, name in OVERVIEWS.items() if context.items[0].startswith(prefix)), None)
    if ordinals and overview:
        return Resolved(text, (overview,))
    if found:
        return Resolved(_substitute(context.asked, text, found))
    return Resolved(text, context.items, weak=bool(topical))


def _names_another_kind(text: str, context: Context) -> bool:
    """'Was ist das dritte Beispiel?' while a list of partnerships is open."""
    about = (context.listed or context.items)[0]
    return any(pattern.search(fold(text)) and not about.startswith(names) for names, pattern in KINDS.items())


def _topical(text: str, found: list[Entity]) -> list[str] | None:
    """The words of a dependent message that carry a topic of their own; None where it depends on nothing."""
    spoken = words(text)
    if not spoken or len(spoken) > LONGEST:
        return None
    inside = {word for entity in found for word in words(entity.text)}
    topical = [word for word in spoken if word not in EMPTY and word not in inside]
    folded = fold(text).strip()
    pointing = OPENING.match(folded) or ANAPHOR.search(folded)
    dependent = not topical or (pointing and len(topical) == 1 and not inside)
    return topical if dependent else None


def _substitute(asked: str, text: str, found: list[Entity]) -> str:
    """The last question with its entity of the same kind replaced by the new one."""
    new = found[0]
    old = [entity for entity in entities.extract(asked) if entity.kind == new.kind]
    if not old:
        return f"{asked} {text}"
    return asked[: old[0].start] + new.text + asked[old[-1].end :]
