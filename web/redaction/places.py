"""Postal addresses: a street with a house number, and the postcode and town behind it. A town alone stays."""

import re

from .rule import CAPITALISED, UPPER, Group, Rule, any_of

_NUMBER = r"\d{1,3}(?!\d)(?:\s?[a-hA-H]\b)?(?!\w)(?!\.?\s?(?:Mio|Mrd|Euro|%|Prozent))"
_TOWN = rf"(?:,?\s(?:in\s)?(?:[A-Z]{{1,2}}-)?\d{{2,5}}[- ]?\d{{0,3}}\s{CAPITALISED}(?:\s(?:am|an der|im|ob der)\s{CAPITALISED})?)?"
_NAMES = rf"{CAPITALISED}(?:\s{CAPITALISED}){{0,3}}"
_OF = r"(?:(?:de la|de los|de las|de|del|des|du|della|dei|di|la|le|les|św\.|gen\.|ks\.)\s|d['’]|de l['’]|l['’]|dell['’]){0,2}"
# Ways and places that are no streets: 'Fluchtweg 2', 'Arbeitsplatz 1'.
_NO_STREET = (r"(?!(?:Ab|Aus|Um|Rück|Flucht|Heim|Hin|Rechts|Bildungs|Land|See|Luft|Migrations|Arbeits|Ausbildungs|Studien|Schlaf|Wohn|"
              r"Markt|Schengen)(?:weg|platz|straße|raum|ring)e?n?s?\b)")

_STREETS = any_of(
    rf"\b{_NO_STREET}[{UPPER}]\w{{1,30}}(?:-\w{{1,20}}){{0,3}}-?(?:[Ss]traße|[Ss]trasse|[Ss]tr\.?|[Ww]eg|[Gg]asse|[Aa]llee|[Pp]latz|"
    rf"[Rr]ing|[Dd]amm|[Uu]fer|[Cc]haussee)\s?{_NUMBER}",
    rf"\b{CAPITALISED}\s(?:Straße|Strasse|Str\.|Weg|Gasse|Allee|Platz|Ring|Damm|Ufer)\s{_NUMBER}",
    rf"\b\d{{1,4}}[a-z]?,?\s{_NAMES}\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Crescent)\b\.?",
    rf"\b\d{{1,4}}(?:\s?bis|\s?ter)?,?\s(?:rue|avenue|boulevard|bd|place|chemin|impasse|allée|quai)\s{_OF}{_NAMES}",
    rf"\b(?:[Rr]ue|[Aa]venue|[Bb]oulevard)\s{_OF}{_NAMES},?\s\d{{1,3}}\b",
    rf"(?:\b(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo)|\b[Cc]/)\s?{_OF}{_NAMES},?\s(?:n[.º°]{{0,2}}\s?)?\d{{1,3}}\b",
    rf"\b(?:[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Vv]icolo)\s{_OF}{_NAMES},?\s(?:n\.\s?)?\d{{1,3}}\b",
    rf"\b(?:ul\.|[Uu]lica|[Uu]licy|al\.|[Aa]leja|os\.|pl\.)\s{_OF}{_NAMES}\s\d{{1,3}}\s?[a-z]?(?:\s?[/m.]{{1,2}}\s?\d{{1,3}})?\b",
    rf"\b{_NAMES}\s(?:[Cc]addesi|[Cc]ad\.|[Ss]oka(?:k|ğı)|[Ss]ok\.|[Bb]ulvarı|[Mm]ahallesi|[Mm]ah\.),?\s(?:[Nn]o\s?[:.]?\s?)?\d{{1,3}}\b",
    rf"\b(?i:ул\.|улиц[аеы]|вул\.|вулиц[яі]|просп\.|проспекті?|пер\.)\s?{_NAMES},?\s?(?:д\.|дом|буд\.|будинок)?\s?\d{{1,3}}\b"
    r"(?:,?\s(?:кв\.|квартира)\s?\d{1,3})?",
    r"\b(?:شارع|خیابان)\s[^\W\d_]{2,20}(?:\s[^\W\d_]{2,20}){0,2}[،,]?\s(?:رقم|پلاک)?\s?\d{1,3}\b",
)
_MY_ADDRESS = any_of(
    r"(?:meine|unsere) (?:adresse|anschrift)", r"(?:my|our) address", r"(?:mon|notre) adresse", r"mi direcci[óo]n",
    r"il mio indirizzo", r"mój adres", r"adresim", r"мой адрес", r"моя адреса", r"عنواني", r"آدرس من", r"نشانی من")

_HINTS = tuple("""
stra str. weg gasse allee platz ring damm ufer chaussee street road avenue lane drive square crescent rue boulevard place chemin
impasse quai calle avenida avda c/ plaza paseo via piazza corso vicolo ul. ulic aleja os. pl. cad sok bulvar mah ул вул просп пер.
شارع خیابان address adress anschrift dirección direccion indirizzo adres адрес عنوان آدرس نشانی plz post zip kod
""".split())

ADDRESSES = Group((*_HINTS, " st", " rd", " bd", " ave"), (
    # 'Meine Adresse ist …': all that follows in the sentence, if it has a number.
    Rule("address", re.compile(rf"(?P<keep>(?<!\w)(?i:{_MY_ADDRESS})\s?(?i:ist|lautet|is|est|es|è|to|:|-)?\s?)"
                               rf"(?=[^?!\n]{{0,60}}\d)[^?!\n]{{5,80}}?(?=[?!\n]|\.?\s*\Z|\.\s[{UPPER}])")),
    Rule("address", re.compile(_STREETS + _TOWN)),
    Rule("address", re.compile(r"(?P<keep>\b(?:PLZ|Postleitzahl|post(?:al )?code|code postal|kod pocztowy|zip code)[\s:.]{1,3}"
                               r"(?:ist\s|is\s|est\s|to\s)?)\d{2,5}(?:-\d{3})?\b", re.I)),
), digits=True)
