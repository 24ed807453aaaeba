"""Dates of birth: a full date right beside a word that says so. A date alone stays."""

import re

from .rule import Group, Rule, any_of

_DATE = any_of(
    r"\d{4}[./-]\d{1,2}[./-]\d{1,2}",
    r"\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}",
    r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s(?:de |of )?[^\W\d_]{3,12}\.?,?\s(?:de |del )?\d{4}",
    r"[^\W\d_]{3,12}\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}",
)
_BORN = any_of(
    r"geb(?:oren(?: bin ich)?|\.)", r"(?:mein )?geburts(?:datum|tag)", r"born", r"(?:date of birth|birth ?date|birthday)",
    r"d\.?o\.?b\.?", r"n[ée]\(?e?\)?", r"date de naissance", r"nac[ií](?:d[oa])?", r"fecha de nacimiento", r"nat[oa]",
    r"data di nascita", r"ur\.", r"urodz(?:ony|ona|iłem się|iłam się)", r"data urodzenia", r"doğum tarih(?:i|im)",
    r"род(?:ился|илась|\.)", r"дата рождения", r"народи(?:вся|лася)", r"дата народження",
    r"تاريخ (?:ال)?ميلادي?", r"ولدت", r"مواليد", r"تاریخ تولدم?", r"متولد",
)
_LINK = r"(?:\s?:|\s(?:in|à|en|a|w|в|у)\s[^\W\d_]{2,20},?|\s(?:war|ist|is|was|est|es|è|to|это|هو|است)){0,2}"
_ON = r"\s?(?:am|den|on|the|le|el|il|dnia|em|في|در|بتاريخ)?\s?"

BIRTHS = Group(
    ("geb", "born", "birth", "dob", "d.o.b", "né", "née", "ne ", "naissance", "nac", "nat", "nascita", "ur.", "urod", "doğ",
     "род", "рожд", "народ", "р.", "ميلاد", "ولدت", "مواليد", "تولد", "متولد"),
    (
        Rule("birth", re.compile(rf"(?P<keep>(?<!\w){_BORN}{_LINK}{_ON}){_DATE}", re.I)),
        # The date in front: 'am 3.4.1990 in Kabul geboren', '03.04.1990 doğumluyum'.
        Rule("birth", re.compile(rf"{_DATE}(?=(?:\s(?:in|у|в)\s[^\W\d_]{{2,20}})?\s?(?:geboren|doğumlu|г\.\s?р|р\.\s?н|року народж))",
                                 re.I)),
    ), digits=True)
