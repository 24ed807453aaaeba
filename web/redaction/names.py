"""Names where somebody says that it is a name: 'ich heiße …', 'my name is …', 'mein Mann Ahmad K.'."""

import re

from .rule import CAPITALISED, UPPER, Group, Rule, any_of

# What follows 'my name is' or a name and is no name.
_NO_NAMES = """
    das die der den dem des es ein eine einen nicht kein keine alle alles euch dich jeden jede willkommen hier so wie was ja nein
    gut auch und oder aber falsch richtig steht geschrieben auf in im aus bei von zu mit seit sehr leider noch schon ich sie er wir
    wann wo wer warum welche welcher welches dieses diese diesen bitte danke hallo
    a an the on in it not no yes and or but wrong correct spelled spelt written missing already still listed called what when where
    who why how i we you please hello from to of for do does can could is are was
    pas et ou mais comment quand où qui que je nous vous bonjour sur dans de le la les un une ne
    y o pero cómo como cuándo cuando dónde quién qué yo nosotros hola en el los una no
    e ma come quando dove chi che io noi ciao il lo gli uno non
    i a ale jak kiedy gdzie kto co ja my nie na w z to
    ve ama nasıl ne ben biz değil bu bir mi mı için
    и а но как когда где кто что я мы не на в из это что
    і та але як коли де хто що ми не на у в з це
    ما من هل كيف متى أين هو هي على لا غير و أنا أريد
    چه که از در است هست نیست و به را چطور کی کجا
""".split()
_WORD = r"[^\W\d_][\w'’-]{1,30}"
_END = r"(?=\s*(?:[,.;:!?،؛؟\n]|\Z)|\s(?:und|and|et|y|e|i|ve|и|та|і|aus|from|uit|de|da|из|из|من|از|از|و\w*)\b)"
_JOINING = "von van de der den di da dos du la le el al bin ibn ben bint abu abd ul zu".split()
_PARTICLES = rf"(?:{any_of(*_JOINING)} ){{0,2}}"
_NOT = rf"(?!(?i:{any_of(*_NO_NAMES)})\b)"
# With a capital, a name may begin so: 'El Amrani'.
_NOT_CAPITALISED = rf"(?!(?i:{any_of(*sorted(set(_NO_NAMES) - set(_JOINING)))})\b)"
# A full stop belongs to the name only behind an initial.
_FULL = rf"{_NOT_CAPITALISED}{CAPITALISED}(?: {_NOT_CAPITALISED}(?:{_PARTICLES}{CAPITALISED}|[{UPPER}])){{0,3}}(?:(?<= [{UPPER}])\.)?"
# In small letters, or in a script without capitals: one word, and a second one where the name plainly ends.
_SMALL = rf"{_NOT}{_WORD}(?: (?!و){_NOT}{_WORD}{_END})?"

_INTRODUCTIONS = any_of(
    r"(?<!wie )ich (?:selbst )?hei(?:ß|ss)e", r"mein (?:voller |vollständiger |ganzer |richtiger )?name (?:ist|lautet)",
    r"mein (?:voller )?name\s?:", r"mein (?:vor|nach|familien)name (?:ist|lautet)",
    r"my (?:full |first |last |family |sur)?name(?: is|['’]s|\s?:)", r"i am called",
    r"je m['’ ]appell?e", r"mon (?:nom|prénom)(?: de famille)?(?: est|\s?:)",
    r"me llamo", r"mi (?:nombre|apellido)(?: completo)? es", r"mi chiamo", r"il mio (?:nome|cognome) è",
    r"nazywam się", r"mam na imię", r"moje (?:imię|nazwisko|imię i nazwisko) to",
    r"benim ad[ıi]m", r"(?:benim )?ismim", r"меня зовут", r"мо[её] имя", r"моя фамилия",
    r"мене звати", r"моє ім['’ʼ]я", r"моє прізвище",
    r"(?:أنا )?[إا]سمي(?: هو)?", r"أدعى", r"(?:نام|اسم) (?:من|کامل من)", r"اسمم",
)
_MY = any_of("mein(?:e|en|em|er|es)?", "unser(?:e|en|em|er|es)?", "my", "our", "mon", "ma", "mi", "mio", "mia", "il mio", "la mia",
             "mój", "moja", "мой", "моя", "моего", "мою", "мій", "мого")
_RELATIVE = any_of(
    *"""(?:ehe)?mann (?:ehe)?frau bruder schwester sohn tochter vater mutter onkel tante cousin cousine neffe nichte freund freundin
    schwager schwägerin verlobter verlobte enkel enkelin oma opa nachbar nachbarin kollege kollegin chef mandant mandantin
    husband wife brother sister son daughter father mother uncle aunt nephew niece friend fiancé fiancée
    mari femme frère sœur fils fille père mère oncle ami amie marido esposo esposa mujer hermano hermana hijo hija padre madre
    marito moglie fratello sorella figlio figlia mąż żona brat siostra syn córka
    муж жена брат сестра сын дочь мужа жену брата сына чоловік дружина син донька""".split())
_CALLED = any_of("hei(?:ß|ss)t", "hieß", "namens", "(?:is|was) (?:called|named)", "named", "called", "['’]s name is", "s['’]appelle",
                 "se llama", "si chiama", "nazywa się", "ma na imię", "зовут", "звати")
_VERB = any_of(*"""ist hat war wurde wird will kann lebt wohnt kommt sitzt möchte muss darf soll braucht bekam arbeitet hatte
    is has was wants lives can needs got will works came""".split())

NAMES = (
    Group(("heiß", "heiss", "name", "called", "appel", "nom", "llam", "nombre", "apellido", "chiam", "nome", "cognome", "nazyw",
           "imię", "nazwisk", "adım", "adim", "ismim", "зовут", "имя", "фамил", "зват", "ім", "прізв", "اسم", "أدعى", "نام"), (
        Rule("name", re.compile(rf"(?P<keep>(?<!\w)(?i:{_INTRODUCTIONS})[\s:]{{1,3}})(?:{_FULL}|{_SMALL})")),
        Rule("name", re.compile(r"(?P<keep>(?<!\w)(?i:vorname|nachname|familienname|geburtsname|first name|last name|surname|"
                                rf"family name|prénom|apellidos?|cognome|nazwisko|фамилия|прізвище)\s?:\s?){_FULL}")),
    )),
    Group(("mein", "unser", "my ", "our ", "mon ", "ma ", "mi ", "mio ", "mia ", "mó", "moja", "мо", "мій"), (
        Rule("name", re.compile(rf"(?P<keep>(?<!\w)(?i:{_MY}\s{_RELATIVE}\s?{_CALLED})\s){_FULL}")),
        # An initial with a full stop: 'mein Mann Ahmad K.'.
        Rule("name", re.compile(rf"(?P<keep>(?<!\w)(?i:{_MY}\s{_RELATIVE}),?\s){_NOT}{CAPITALISED}\s[{UPPER}]\.")),
        # At the beginning of a sentence only a name stands between this and the verb.
        Rule("name", re.compile(rf"(?P<keep>(?:\A|[.!?:\n]\s?)(?i:(?:mein|unser|my|our)e?\s{_RELATIVE})\s)"
                                rf"{_NOT}{CAPITALISED}(?: {CAPITALISED}){{0,2}}(?=\s{_VERB}\b)")),
    )),
)
