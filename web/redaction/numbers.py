"""Addresses of the net, and numbers that belong to one person."""

import re

from .rule import DIGITS, Group, Rule, any_of

# Numbers that everybody may call and that our answers name.
_HOTLINES = frozenset({"0080067891011", "+499119430", "+493018151111"})
_IS = r"(?:\s?(?:ist|is|lautet|est|es|è|to|это|це|هو|است)\b)?"
# A keyword says what the digits are. The short Spanish ones are words of other languages in small letters.
_PERSONAL_NUMBER = any_of(
    r"(?i:steuer-?(?:id|identifikationsnummer|nummer)|(?:sozial|renten)versicherungs-?nummer|krankenversicherten-?nummer)",
    r"(?i:(?:national insurance|social security|tax(?:payer)?) (?:number|id|no\.?))", "SSN", "NINO", "NIE", "DNI", "NIF",
    r"(?i:num[ée]ro (?:fiscal|de s[ée]curit[ée] sociale)|n[úu]mero de (?:la )?seguridad social|codice fiscale|pesel)",
    r"(?i:(?:tc|t\.c\.) kimlik (?:no|numaram?)|инн|снилс|рнокпп|іпн)", "الرقم الوطني", "رقم الضمان الاجتماعي", "کد ملی")
_PHONE = any_of(
    r"telefon\w{0,7}", r"tel\.?", r"handy\w{0,7}", r"mobil\w{0,8}", r"(?:phone|cell)(?: number)?", "whatsapp", r"t[ée]l[ée]phone",
    r"tel[ée]fono", "móvil", "cellulare", "(?:mój )?numer", "cep", "телефона?", "мобильный", "мобільний", "هاتفي", "رقمي", "تلفن",
    "موبایل")


def _hotline(match: re.Match[str]) -> bool:
    """Whether it is one of these, or its beginning."""
    number = re.sub(r"[^\d+]", "", match[0])
    return any(hotline.startswith(number) for hotline in _HOTLINES)


EMAIL = Group(("@",), (
    Rule("email", re.compile(r"[\w.+%'-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
))
NAMED = (
    Group(("steuer", "versicher", "insurance", "security", "tax", "ssn", "nino", "nie", "dni", "nif", "fiscal", "social", "pesel",
           "kimlik", "инн", "снилс", "рнокпп", "іпн", "الرقم", "رقم", "کد"), (
        Rule("personal_number", re.compile(
            rf"(?P<keep>\b{_PERSONAL_NUMBER}[\s:.]{{0,3}}{_IS}[\s:]{{0,3}})"
            r"(?=(?:[A-Za-z ./-]{0,8}\d){5})[A-Za-z\d](?:[ ./-]?[A-Za-z\d]){6,15}\b")),
    ), digits=True),
    # Central register of foreigners: twelve digits after the word.
    Group(("azr",), (
        Rule("azr", re.compile(r"(?<=\bAZR)(?P<keep>\W{0,3}(?:Nr|Nummer|number|no)?\W{0,3}(?:ist|is|lautet)?\W{0,3})"
                               r"\d(?:[ -]?\d){7,13}\b", re.I)),
    ), digits=True),
    # 'Aktenzeichen 12 K 345/22', 'Az.: 1234567-438', 'file number …': the next word or words with digits.
    Group(("zeichen", "az", "gz.", "file", "case"), (
        Rule("file_number", re.compile(r"(?<![^\W_])(?P<keep>(?:Aktenzeichen|Geschäftszeichen|Az\b\.?|Gz\.|"
                                       r"(?:file|case)\s(?:number|no\.?))\s?:?\s?(?:ist\s|is\s|lautet\s)?)"
                                       r"(?=[^\s,;?!]{0,30}(?:\d|\s[A-Z]{1,3}\s[^\s,;?!]{0,30}\d))"
                                       r"[\w./-]{0,60}\w(?:\s[A-Z]{1,3}\s[\d./-]{1,30}\w?)?", re.I)),
    ), digits=True),
)
NUMBERS = Group(DIGITS, (
    # Court: '12 K 3456/22.A'; Federal Office for Migration and Refugees: '1234567-438'.
    Rule("file_number", re.compile(r"\b\d{1,3}\s[A-Z]{1,3}[a-z]?\s\d{1,5}[/.]\d{2}(?:\.[A-Z])?\b")),
    Rule("file_number", re.compile(r"\b[A-Z]?\d{7}-\d{3}\b")),
    # Passports: nine characters of the German set with enough digits, or one or two letters and digits.
    Rule("passport", re.compile(r"\b(?=(?:[A-Z]{0,9}\d){4})"
                                r"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?\b")),
    Rule("passport", re.compile(r"\b[A-Z]{1,2}\s?\d{7,9}\b", re.I)),
    # A phone number starts with + or 0; a date such as 04/11/2022 or a grouped amount does so too.
    Rule("phone", re.compile(r"(?<![\w./-])(?!000|\d\d[ /]\d\d[ /]\d{4}\b)"
                             r"(?:\+\s?\d|\(0|0\d)(?:[ /()-]{0,2}\d){5,15}(?![\w/]|[.-]\d)"), _hotline),
    Rule("number", re.compile(r"(?<![\w./=-])\d{10,}(?![\w/])")),
))
IBAN = Group(DIGITS, (
    Rule("iban", re.compile(r"(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.I)),
))
# Without a leading 0 only a word in front tells: 'mój numer to 600 123 456'.
PHONE = Group(("tel", "handy", "mobil", "phone", "cell", "whatsapp", "tél", "móvil", "numer", "cep", "тел", "моб", "هاتف", "رقم",
               "تلفن", "موبایل"), (
    Rule("phone", re.compile(rf"(?P<keep>(?<!\w){_PHONE}[\s:]{{0,3}}{_IS}[\s:]{{1,3}})[1-9](?:[ /-]?\d){{7,14}}(?![\w/]|[.-]\d)",
                             re.I)),
), digits=True)
