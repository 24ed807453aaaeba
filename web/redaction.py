"""Takes personal data out of a message before it is stored or handed on. Better too careful than sorry,
but dates, document numbers, amounts and short emergency numbers stay: questions are about them."""

import re

_PATTERNS: list[tuple[str, re.Pattern[str]]] = [
    ("[E-Mail]", re.compile(r"[\w.+%'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
    ("[IBAN]", re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.I)),
    # Central register of foreigners: twelve digits after the word.
    ("[AZR-Nummer]", re.compile(r"(?<=\bAZR)(\W{0,3}(?:Nr|Nummer|number|no)?\W{0,3}(?:ist|is|lautet)?\W{0,3})"
                                r"\d(?:[ -]?\d){7,13}\b", re.I)),
    # 'Aktenzeichen 12 K 345/22', 'Az.: 1234567-438', 'file number …': the next word or words with digits.
    ("[Aktenzeichen]", re.compile(r"(?<![^\W_])((?:Aktenzeichen|Geschäftszeichen|Az\.?|Gz\.|"
                                  r"(?:file|case)\s(?:number|no\.?))\s?:?\s?(?:ist\s|is\s|lautet\s)?)"
                                  r"(?=[^\s,;?!]*(?:\s[A-Z]{1,3}\s)?[^\s,;?!]*\d)"
                                  r"[\w./-]+(?:\s[A-Z]{1,3}\s[\d./-]+\w?)?", re.I)),
    # Court: '12 K 3456/22.A'; Federal Office for Migration and Refugees: '1234567-438'.
    ("[Aktenzeichen]", re.compile(r"\b\d{1,3}\s[A-Z]{1,3}[a-z]?\s\d{1,5}[/.]\d{2}(?:\.[A-Z])?\b")),
    ("[Aktenzeichen]", re.compile(r"\b[A-Z]?\d{7}-\d{3}\b")),
    # Passports: nine characters of the German set with enough digits, or one or two letters and digits.
    ("[Ausweisnummer]", re.compile(r"\b(?=(?:[A-Z]*\d){4})"
                                   r"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?\b")),
    ("[Ausweisnummer]", re.compile(r"\b[A-Z]{1,2}\s?\d{7,9}\b", re.I)),
    # A phone number starts with + or 0; a date such as 04/11/2022 or a grouped amount does so too.
    ("[Telefon]", re.compile(r"(?<![\w./-])(?!000|\d\d[ /]\d\d[ /]\d{4}\b)"
                             r"(?:\+\s?\d|\(0|0\d)(?:[ /()-]{0,2}\d){5,15}(?![\w/]|[.-]\d)")),
    ("[Nummer]", re.compile(r"(?<![\w./-])\d{10,}(?![\w/])")),
]


def redact(text: str) -> str:
    """The text with e-mail addresses, phone, IBAN, passport, file and register numbers replaced.

    >>> redact("Schreiben Sie an eva@example.org oder +49 170 1234567")
    'Schreiben Sie an [E-Mail] oder [Telefon]'
    """
    for label, pattern in _PATTERNS:
        # A first group is the keyword before the number; it stays.
        text = pattern.sub(lambda m, label=label: (m.group(1) if m.re.groups else "") + label, text)
    return text
