"""Words of approval and disapproval, which must not change what is answered."""

from __future__ import annotations

import re

from knowledge.normalise import fold

# German and English, folded; with the blank that follows.
SLANT = re.compile(
    r"(?<!\w)(?:endlich|angeblich\w*|leider|gott sei dank|zum gl(?:u|ue)ck|gl(?:u|ue)cklicherweise|bedauerlicherweise|"
    r"sogenannte[nrsm]?|"
    r"toll(?:e[nrsm]?)?|schlimm(?:e[nrsm]?)?|furchtbar(?:e[nrsm]?)?|schrecklich(?:e[nrsm]?)?|wunderbar(?:e[nrsm]?)?|gro(?:ss|ß)artig(?:e[nrsm]?)?|"
    r"arm(?:e[nrsm]?)|widerlich(?:e[nrsm]?)?|verdammt(?:e[nrsm]?)?|b(?:o|oe)se[nrsm]?|dumm(?:e[nrsm]?)?|unversch(?:a|ae)mt(?:e[nrsm]?)?|"
    r"menschenverachtend(?:e[nrsm]?)?|unmenschlich(?:e[nrsm]?)?|grausam(?:e[nrsm]?)?|gl(?:o|oe)rreich(?:e[nrsm]?)?|"
    r"finally|shamefully|allegedly|so-called|sadly|unfortunately|fortunately|luckily|great|terrible|awful|wonderful|cruel|evil|damned?|bloody)\s+"
)
LEAST = 3  # words that must be left


def without(text: str) -> str:
    """`text` without slanted words, as long as a question is left."""
    folded, kept, at = fold(text), [], 0
    for match in SLANT.finditer(folded):
        kept.append(text[at : match.start()])
        at = match.end()
    rest = "".join([*kept, text[at:]])
    return rest if len(rest.split()) >= LEAST else text
