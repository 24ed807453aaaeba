"""What a question wants done: a date, a count, an order, a confirmation … (German and English).

Patterns are matched against folded text (lower case, no accents; umlauts may also be typed as two letters).
"""

from __future__ import annotations

import re

from knowledge.normalise import fold

OPERATIONS = {
    "when": r"\bwann\b|\bseit wann|\bdatum|\bdatiert|welche[mnrs]? (?:tag|monat|jahr)\b|\bvon wann|\bwhen\b|\bdates?\b"
    r"|which (?:day|month|year)|what (?:day|month|year)|since when",
    "count": r"\bwie ?viele?\b|\bwieviele?\b|\banzahl\b|\bhow many\b|\bnumber of\b|\bwia ?vui\b|\bwoviel\b",
    "list": r"\bwelche[nrs]?\b|\balle\b|\bliste|\baufzahl|\baufzaehl|\bzahl\w* .{0,30}\bauf\b|\bnenn\w*|\bwhich\b|\blist\b"
    r"|\ball\b|\bwhat are\b|\bname\b",
    "confirm": r"\bstimmt'?s?\b|\brichtig\?|\boder\?|\bnicht wahr|\bnich\?|\bgell\b|\bkorrekt\b|\bdoch\b|\bich (?:glaube|denke|nehme an)"
    r"|\bright\?|\bcorrect\?|\bisn't|\baren't|\bis it true|^(?:ist|sind|war|waren|hat|haben|gibt|gibt's|gehort|gehoren|"
    r"kam|kamen|steht|wird|werden|is|are|were|does|do|did|has|have)\b|^was (?:the|it|this|that|there|he|she|they|morocco|niger|tunisia)\b|\berst im\b|\bmehr nicht\b|\bi (?:think|assume|believe)",
    "order": r"\bfr(?:u|ue)her\b|\b(?:a|ae)lter\b|\bj(?:u|ue)nger\b|\bneuer\b|\bolder\b|\bnewer\b|\bsp(?:a|ae)ter\b|\bzuerst\b|\beher\b|\breihenfolge\b|\breihe nach\b|\bchronolog\w*"
    r"|\bvor oder nach\b|\b(?:vor|nach) (?:der |dem )?(?:mit )?(?=[a-z])|\bearlier\b|\blater\b|\bbefore or after\b|\border\b",
    "between": r"\bzwischen\b|\bdazwischen\b|\bbetween\b",
    "after": r"\b(?:kam|folgte?|gab es|stand) nach\b|\bnach\b.{0,60}\b(?:n(?:a|ae)chste[nrs]?|kam|folgte?n?|dran|gekommen|dazu)\b|\bdanach\b|\bn(?:a|ae)chste[nrs]? nach\b"
    r"|\bnext after\b|\bafter\b.{0,40}\b(?:came|come|next|follow\w*)\b|\bcame (?:next )?after\b|\bcomes? after\b|\bfolgte?n? auf\b|\bals n(?:a|ae)chste[rs]?\b",
    "before": r"\b(?:kam|stand|gab es) vor\b|\bvor\b.{0,50}\b(?:kam|dran|gekommen|dazu|an der reihe)\b|\bdavor\b|\bbefore\b.{0,40}\b(?:came|come)\b|\bcame before\b",
    "define": r"\bwas (?:ist|sind)\b(?! (?:f(?:u|ue)r|bei|mit|in|auf|da|geplant|vorgesehen)\b)(?:\s+\S+){1,6}$|\bwas (?:hei(?:ss|ß)t|bedeutet|bedeuten|meint|versteht)\b|\bbedeut\w*|\bdefin\w*|\bbegriff\w*|\berkl(?:a|ae)r\w*|\bunterschied\w*"
    r"|\bwas .{0,40}\bhei(?:ss|ß)t\b|\bwas .{0,40}\bbedeutet\b|\bheisst\b|\bwort\b|\bmean\w*|\bwhat (?:is|are) (?:an? |the )?|\bexplain\b|\bdifference\b|\bsame as\b|\bdasselbe\b|\bdas gleiche\b",
    "amount": r"\bwie ?viel\b.{0,60}\b(?:geld|euro|mio|million\w*|gewinn\w*|kohle|zaster|verdien\w*|eingenommen|einnahm\w*)|\bwie hoch\b|\bhow much\b|\bbetrag\b|\bsumme\b",
}  # fmt: skip
_COMPILED = {name: re.compile(pattern) for name, pattern in OPERATIONS.items()}
NUMBER_WORDS = {"zwei": 2, "drei": 3, "vier": 4, "funf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8,
                "neun": 9, "zehn": 10, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
                "nine": 9, "ten": 10}  # fmt: skip


def find(text: str) -> frozenset[str]:
    """Names of the operations that `text` asks for."""
    folded = fold(text).strip()
    return frozenset(name for name, pattern in _COMPILED.items() if pattern.search(folded))


def claimed_count(text: str, noun: str) -> int | None:
    """The number that stands before `noun` (a pattern) in `text`: 'doch fünf operative Partnerschaften' -> 5."""
    folded, names = fold(text), "|".join(NUMBER_WORDS)
    match = re.search(rf"\b(\d{{1,2}}|{names})\b(?:\s+\w+){{0,3}}?\s+(?:{noun})", folded)
    match = match or re.search(rf"\b(?:{noun})\b.{{0,60}}\b(?:nur|blo(?:ss|ß)|only|lediglich)\s+(\d{{1,2}}|{names})\b", folded)
    if not match:
        return None
    return int(match.group(1)) if match.group(1).isdigit() else NUMBER_WORDS[match.group(1)]
