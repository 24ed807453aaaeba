"""Takes personal data out of a message before it is stored or handed on. Better too careful than sorry,
but dates, document numbers, amounts and short emergency numbers stay: questions are about them. Names go
only where the words around say that it is somebody's name."""

import re
from dataclasses import dataclass

from . import births, names, numbers, places, salutations
from .rule import Rule, ascii_digits

__all__ = ["PLACEHOLDERS", "Finding", "find", "redact"]

PLACEHOLDERS = {
    "email": "[E-Mail]", "iban": "[IBAN]", "azr": "[AZR-Nummer]", "file_number": "[Aktenzeichen]",
    "passport": "[Ausweisnummer]", "phone": "[Telefon]", "number": "[Nummer]", "personal_number": "[Personennummer]",
    "name": "[Name]", "address": "[Anschrift]", "birth": "[Geburtsdatum]",
}
"""What stands in place of each kind."""
_GROUPS = (numbers.EMAIL, births.BIRTHS, places.ADDRESSES, numbers.IBAN, *numbers.NAMED, numbers.NUMBERS, numbers.PHONE,
           *names.NAMES, salutations.SALUTATIONS)
# No letter, digit or space, so that no later rule sees anything where an earlier one has found something.
_COVER = "\ufffc"


@dataclass(frozen=True)
class Finding:
    """Personal data of a kind of PLACEHOLDERS, from character `start` up to `end` of the text."""

    start: int
    end: int
    kind: str


def redact(text: str) -> str:
    """The text with personal data replaced: addresses, numbers, dates of birth, names where that is certain.

    >>> redact("Schreiben Sie an eva@example.org oder +49 170 1234567")
    'Schreiben Sie an [E-Mail] oder [Telefon]'
    """
    parts, done = [], 0
    for finding in find(text):
        parts += [text[done:finding.start], PLACEHOLDERS[finding.kind]]
        done = finding.end
    return "".join([*parts, text[done:]]) if parts else text


def find(text: str) -> list[Finding]:
    """What `redact` replaces, in the order of the text."""
    found: list[Finding] = []
    work = ascii_digits(text)
    lowered = work.lower()
    for group in _GROUPS:
        if group.concerns(lowered):
            for rule in group.rules:
                work = _covered(work, rule, found)
    return sorted(found, key=lambda finding: finding.start)


def _covered(text: str, rule: Rule, found: list[Finding]) -> str:
    """The text, as long as before, with what the rule finds covered; adds that to `found`."""
    def cover(match: re.Match[str]) -> str:
        if rule.unless and rule.unless(match):
            return match[0]
        start = match.end("keep") if "keep" in rule.pattern.groupindex else match.start()
        found.append(Finding(start, match.end(), rule.kind))
        return text[match.start():start] + _COVER * (match.end() - start)
    return rule.pattern.sub(cover, text)
