"""What people ask about these topics that no source of ours states.

A question that is close to an item is still no question that the item answers: 'Wie viel Geld bekommt Tunesien?'
is as near to the partnership with Tunisia as a text can be. Each attribute here has a pattern for the question
(folded, German and English) and the items that do state it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.normalise import fold
from knowledge.question import Question


@dataclass(frozen=True)
class Attribute:
    """``stated_by`` are ids, or beginnings of ids, of the items that answer such a question.

    Where ``only`` is set, the words mean the attribute of these items alone.
    """

    message: str
    pattern: re.Pattern[str]
    stated_by: tuple[str, ...]
    only: tuple[str, ...] = ()


def _attribute(message: str, pattern: str, *stated_by: str, only: tuple[str, ...] = ()) -> Attribute:
    return Attribute(message, re.compile(pattern), stated_by, only)


PEOPLE = (r"menschen|leute|personen|migrant\w*|fl(?:u|ue)chtling\w*|gefl(?:u|ue)chtete\w*|asyl\w*|tote\w*|schleuser\b|arbeiter|"
          r"fachkr(?:a|ae)fte\w*|azubis?|auszubildende\w*|beamte\w*|polizist\w*|mitarbeit\w*|besch(?:a|ae)ftigte\w*|"
          r"people|persons|migrants|refugees|workers|officers|staff|employees|deaths|arrests|abschiebung\w*|"
          r"r(?:u|ue)ckf(?:u|ue)hrung(?:en)?\b|verhaftung\w*|festnahme\w*|returns|deportations|visa|jobs|arbeitspl(?:a|ae)tze")  # fmt: skip
MONEY = r"geld\w*|euro\b|millionen|milliarden|mittel\b|summe|betrag|budget\w*|haushalt\w*|money|funding|million|billion"
SIGN = r"unterschr\w*|unterzeich\w*|signed|signator\w*|verhandel\w*|negotiat\w*|ausgehandelt"
MINISTER = r"minister(?:in|s)?|kommissar\w*|commissioner|pr(?:a|ae)sident\w*|regierungschef\w*|k(?:o|oe)nig"
AGENCY = r"europol|eurojust|frontex|cepol|agentur\w*|agenc\w*"

ATTRIBUTES = [
    _attribute("silent_amount",
               rf"\b(?:wie ?viele?|how much|how many)\b.{{0,40}}\b(?:{MONEY}|kostet?\w*|zahlt\b|bekomm\w*|erh(?:a|ae)lt|pays?|get|cost\w*)\b"
               r"|\bwas kostet\w*|\bwas (?:zahlt|bekomm\w*)\b.{0,30}\b(?:an|daf(?:u|ue)r|geld|euro)\b"
               rf"|\bwie (?:hoch|gro(?:ss|ß)|teuer)\b.{{0,40}}\b(?:budget|haushalt|kosten|mittel|etat|summe|betrag|f(?:o|oe)rder\w*|zahlung\w*)"
               rf"|\b(?:budget|etat)\b|\bhow (?:large|big|high) is the\b.{{0,20}}\bbudget", "profits", "goal-funding", "page-coverage", "contact"),
    _attribute("silent_people",
               rf"\b(?:wie ?viele|how many|anzahl|zahl der|number of)\b(?:\s+\w+){{0,2}}?\s+(?:{PEOPLE})\b", "page-coverage", "contact"),
    _attribute("silent_signatory",
               rf"\bwer\b.{{0,40}}\b(?:{SIGN})|\bwho\b.{{0,30}}\b(?:{SIGN})|\bwelche[rs]?\b.{{0,20}}\b(?:{MINISTER})\b|\bwhich\b.{{0,20}}\b(?:{MINISTER})\b"
               rf"|\bwer (?:leitet|f(?:u|ue)hrt|ist (?:der |die )?(?:chef\w*|direktor\w*|leiter\w*|{MINISTER}))|\bwho (?:heads|leads|runs) (?:the )?(?:{AGENCY}|commission)", "page-coverage", "contact"),
    _attribute("silent_end",
               r"\b(?:l(?:a|ae)uft|gilt|besteht)\b.{0,60}\b(?:noch|aus|ab)\b|\bwann endet\b|\b(?:ended|abgelaufen|gek(?:u|ue)ndigt|beendet)\b|\bbis wann\b|\bwie lange (?:gilt|l(?:a|ae)uft|dauert|noch)\b|\bverl(?:a|ae)nger\w*"
               r"|\bexpires?\b|\buntil when\b|\bend date\b|\brenewed\?", "plan", "doc-plan", "doc-factsheet", "profits", "page-coverage", "contact", "term"),
    _attribute("silent_place",
               rf"\b(?:wo|in welcher stadt|an welchem ort|where)\b.{{0,40}}\b(?:{SIGN}|vereinbart|geschlossen|gestartet|vorgestellt|concluded|agreed)", "contact"),
    _attribute("silent_agency",
               rf"\b(?:gegr(?:u|ue)ndet|gr(?:u|ue)ndung\w*|founded|established|budget|haushalt|chef\w*|direktor\w*|director|mitarbeiter\w*|personal)\b.{{0,60}}\b(?:{AGENCY})"
               rf"|\b(?:{AGENCY})\b.{{0,60}}\b(?:gegr(?:u|ue)ndet|gr(?:u|ue)ndung\w*|founded|established|budget|haushalt|chef\w*|direktor\w*|director|mitarbeiter\w*|personal)\b"),
    _attribute("silent_route",
               r"\b(?:(?:o|oe)stliche[nrs]?|atlanti\w*|kanarische\w*|balkan)\b.{0,30}route\w*|\bbalkanroute|\bpro jahr\b|\bj(?:a|ae)hrlich\w*|\bper year\b|\bannual\w*"
               r"|\beastern\b.{0,30}\broute\w*|\ballein\b.{0,40}route\w*|route\b.{0,30}\ballein\b|\bweltweit\w*|\bworldwide", only=("profits",)),
    _attribute("silent_countries",
               r"\bwelche[nr]? (?:l(?:a|ae)nder\w*|staaten|berufe\w*|branchen|professions|sektoren)\b.{0,60}\b(?:fachkr(?:a|ae)ftepartnerschaft\w*|talentpartnerschaft\w*)"
               r"|\bwhich (?:countries|professions|sectors|jobs)\b.{0,60}\btalent partnerships?", "page-coverage"),
]  # fmt: skip


def asked(question: Question, item: str) -> Attribute | None:
    """The attribute that the question asks for and `item` does not state, or None."""
    folded = fold(question.text)
    for attribute in ATTRIBUTES:
        concerned = item.startswith(attribute.only) if attribute.only else not item.startswith(attribute.stated_by)
        if concerned and attribute.pattern.search(folded):
            return attribute
    return None
