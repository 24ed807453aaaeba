"""'Herr Müller', 'Mrs Khan': a private person's name, unless an office is near or everybody knows the person."""

import re

from .rule import CAPITALISED, UPPER, Group, Rule, any_of

# Those whom questions about the EU's migration policy are about.
_PUBLIC = any_of(*"""
    von\\sder\\sLeyen Leyen Brunner Johansson Schinas Šuica Suica Kallas Borrell Michel Costa Metsola Leijtens Leggeri Juncker
    Merz Scholz Merkel Steinmeier Faeser Dobrindt Seehofer Baerbock Wadephul Meloni Macron Sánchez Orbán Orban Tusk Rutte Starmer
    Erdoğan Erdogan Saied Sisi Bazoum Tiani Trump Biden Putin Selenskyj Zelensky Assad Nehammer Kickl Wilders Le\\sPen Salvini
    Piantedosi Retailleau
""".split())
# 'Frau Ministerin', 'Herr Kommissar' name an office; near a name they say that it is a public one.
_OFFICE = re.compile(r"präsident|kommissar|minister|kanzler|abgeordnet|sprecher|direktor|botschafter|vertreter|könig|politik|partei"
                     r"|president|commission|chancellor|spokes|ambassador|director|mep\b|député|ministr|presidente|comisari", re.I)
_NEAR = 40
# German nouns have capitals too: what may stand behind a name, or behind 'Frau' and 'Herr' where they are just words.
_NOUNS = any_of(*"""
    Anspruch Recht Asyl Geld Post Hilfe Angst Kinder Kind Termin Visum Antrag Bescheid Arbeit Deutsch Probleme Papiere Unterlagen
    Familie Auskunft Fragen Frage Dokumente Sie Ihnen Ihr Doktor Professor Nachbar Lehrer Lehrerin Anwalt Anwältin Richter Richterin
    Gott Holle Kollege Kollegin Jemand Bundes\\w+ General\\w+ Und Oder
""".split())
_WOMAN = re.compile(r"(?:\b(?:ein|mein|dein|sein|ihr|unser|euer|kein|jed|dies|welch|manch|ander|solch)(?:e|er|en)|\b(?:die|der|als|"
                    r"pro|jung\w*|alt\w*|älter\w*|schwanger\w*|arme|beste|mann (?:und|oder)))\s\Z", re.I)
_TITLES = r"(?:(?:Dr|Prof|Dr\.-Ing|Mag)\.\s){0,2}"
_PARTICLES = r"(?:(?:von|van|de|el|al|bin|ben|zu) (?:de[rnm] )?)?"
_NAME = (rf"(?!{_PUBLIC}(?![\w-]))(?!{_NOUNS}\b){_PARTICLES}{CAPITALISED}"
         # A second word, where it is plainly a part of the name.
         rf"(?: (?!{_NOUNS}\b)[{UPPER}][\w'’-]{{1,30}}(?=[,.;:!?)\n]|\Z|\s[a-zäöüß]))?")


def _public(match: re.Match[str]) -> bool:
    around = match.string[max(0, match.start() - _NEAR):match.end() + _NEAR]
    if _OFFICE.search(around):
        return True
    last = match[0].split()[-1]
    return bool(re.fullmatch(_PUBLIC, last))


def _woman_or_public(match: re.Match[str]) -> bool:
    """Whether 'Frau' is just the word for a woman here, or the person is public."""
    return bool(_WOMAN.search(match.string[max(0, match.start() - _NEAR):match.start()])) or _public(match)


SALUTATIONS = Group(
    ("herr", "frau", "mr", "ms", "madame", "mme", "monsieur", "señor", "senor", "sra", "sr.", "signor", "sig."),
    (
        Rule("name", re.compile(rf"(?P<keep>\bHerrn?\s{_TITLES}){_NAME}"), _public),
        Rule("name", re.compile(rf"(?P<keep>\bFrau\s{_TITLES}){_NAME}"), _woman_or_public),
        Rule("name", re.compile(rf"(?P<keep>\b(?:Mrs?\.?|Ms\.?|Madame|Mme|Monsieur|[Ss]e[ñn]ora?|Sra?\.|[Ss]ignora?|Sig\.(?:ra)?)\s)"
                                rf"{_NAME}"), _public),
    ))
