"""Names of all countries in all our languages, to one value each.

The partners of the page have values of their own; every other country has its ISO 3166 code. CLDR (package
Babel) gives one name a country and language; what people say besides (Turkey, Ivory Coast), adjectives and case
endings stand here. A country that is not meant makes a good question refused, so other countries than those of
MAIN need a capital letter and their exact accents unless the name is German or English.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.normalise import fold

LANGUAGES = ("de en bg hr cs da nl et fi fr el hu ga it lv lt mt pl pt ro sk sl es sv "
             "ar tr uk ru fa").split()  # fmt: skip
PARTNERS = {"MA": "morocco", "NE": "niger", "TN": "tunisia"}
BALKANS = "western-balkans"
EU = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE EU EZ".split())
NOT_COUNTRIES = {"UN", "QO", "ZZ", "XA", "XB", "EU", "EZ", "AC", "CP", "DG", "CQ", "TA"}
# Countries that questions name most, inflected in every language. Nigeria comes first: it wins where a case of
# Niger is written alike (Finnish 'Nigeriä').
MAIN = "NG NE MA TN LY TR EG MR LB JO SY AF UA DZ SN GM PK BD IQ IR SO ER ET SD AL RS XK GB US".split()

# Words for a country besides CLDR's names. A hyphen stands for a blank.
ALIASES = {
    "morocco": "marrok marokk marokkos marocko marokkan marroko maracco mharaco μαροκο марокка фаса",
    "tunisia": "tunis tuniss tuinis thuineis dtuineis тунісу",
    "niger": "nigeru nigerem nigru nigrem nigrze nigir nigerul nigerului nigrische nigrisches nigrer",
    "NG": "nigerii nigerias",
    "GB": "grossbritannien great-britain britain england uk u-k schottland scotland wales vereinigten-konigreich "
    "britannien britisch brite briten britin british anglia anglie anglicko anglija inglaterra inghilterra "
    "angleterre royaume-uni gran-bretagna gran-bretana grande-bretagne gra-bretanha groot-brittannie ingiltere "
    "britanya birlesik-krallik breatain riocht-aontaithe gran-brittanja renju-unit marea-britanie marii-britanii "
    "англия англии англией англію англії британия британии британією британії αγγλια αγγλιας βρετανια "
    "βρετανιας بريطانيا انجلترا انگلستان انگلیس بریتانیا britannia",
    "US": "us usa amerika vereinigten-staaten vereinigte-staaten-von-amerika vereinigten-staaten-von-amerika "
    "united-states-of-america america us-amerika amerikanisch amerikaner american americans etats-unis stati-uniti "
    "estados-unidos ameerika amerique stany-zjednoczone statele-unite statelor-unite u-s u-s-a ee-uu eeuu abd zda sad jav asv sua сша сащ "
    "америка америки америке америку америкою αμερικη αμερικης ηπα أمريكا امريكا آمریکا امریکا usas",
    "TR": "turkey turkiye türkiye turkei turk turke turken turkin turkinnen turks turc turcs turque turques "
    "turco turca turcos turcas turchi turche turki turkkia turkissa turkista turkkiin turgi turgis turgiga turek "
    "turtsia turchii турции турцию турцией تركية ترکیه",
    "CI": "elfenbeinkuste ivory-coast ivorisch cote-d-ivoire costa-d-avorio costa-de-marfil costa-do-marfim",
    "AE": "emirate emiraten emirates vae uae", "CD": "kongo congo", "KR": "sudkorea south-korea", "KP": "nordkorea north-korea",
    "PS": "palastina palastinas palestine palestina gaza gazastreifen palastinenser palestinian palestinians فلسطين",
    "BY": "weissrussland weissrusslands", "MD": "moldawien moldawiens moldau moldova", "CZ": "tschechei czech-republic",
    "MK": "mazedonien mazedoniens nordmazedonien macedonia", "BA": "bosnien bosniens bosnia bosnier herzegowina",
    "MM": "burma birma", "CV": "kapverden cape-verde", "SZ": "swasiland swaziland", "TL": "osttimor east-timor",
    "NL": "holland", "VA": "vatikan vatican", "RU": "russisch russe russen russian russians",
    "CN": "chinesisch chinese chinesen", "IN": "inder indern inderin indian indians",
    "LY": "libyer libyers libyern libyan libyans", "EG": "agypten aegypten egitto egipta egiptu egiptom egiptem egipcie",
    "SY": "syrer syrern syrerin syrerinnen syrian syrians", "AF": "afghane afghanen afghanin afghan afghans afganistani",
    "LB": "libanesen libanese lebanese", "UA": "ukrainer ukrainern ukrainerin ukrainian ukrainians ucrania",
    "PK": "pakistani pakistanis pakistaner", "IQ": "iraker irakern iraki iraqi iraqis iraagi iraagis iraagiga",
    "IR": "iraner iranern iranerin iranian iranians", "SO": "somalier somali somalis somalias", "ER": "eritreer eritreern",
    "AL": "albaner albanern albanerin", "RS": "serben serbe serbin", "XK": "kosovaren kosovo-albaner kosova",
    "JO": "jordanier jordaniern", "GM": "the-gambia gambier", "SD": "sudanesen sudanese", "MR": "mauretanier",
}  # fmt: skip
# Beginnings of adjectives and inhabitants, which at most LONGEST_END more letters end.
LONGEST_END = 4
STEMS = {
    "morocco": "marokkanisch marokkaner moroccan marocain marocchin marroqui marroquin marokkaans marokkansk marockansk "
    "marokansk marokans marosk marocan marokietisk μαροκιν марокканс марокканц мароканск мароканс",
    "tunisia": "tunesisch tunesier tunisian tunisien tunisin tunecin tunezyjsk tunezyjcz tunisansk tunesisk tunisisk "
    "τυνησιακ тунисск тунисец туніськ туніс туниск tunezjan",
    "niger": "nigrisch nigerien nigerin nigersk нигерск нігерськ",
    "NG": "nigerian nigerianisch nigerijsk nigeryjsk nigerijc nigerialai νιγηριαν нигерийс нигерийц нігерійс",
    "TR": "turkisch turkish tureck τουρκικ турецк туречч turkisk",
    "LY": "libysch libyen libic libysk libijsk ливийс лівійс libyjsk", "SY": "syrisch syryjsk сирийс сирійс syrisk syrien sirian",
    "EG": "agyptisch aegyptisch agypter egyptian egyptien egiziano egipcio egipsk egyptisk египетс египта египту египто єгипет єгипт",
    "MR": "mauretanisch mauritanian mauritanien mauritano мавританс", "LB": "libanesisch libanais libanens libansk ливанск ліванс",
    "JO": "jordanisch jordanian jordanien jordansk иорданс йорданс",
    "AF": "afghanisch afghanistanisch afganisch afganistansk afgansk афганск афганц afghansk",
    "UA": "ukrainisch ukrainien ukraińsk ukrajinsk ukrainsk украинс украинц украінс україн украйн",
    "DZ": "algerisch algerier algerian algerien algerin argelin algiersk алжирс", "SN": "senegalesisch senegalais senegales сенегальс",
    "GM": "gambisch gambian", "PK": "pakistanisch pakistanais pakistansk пакистанс",
    "BD": "bangladeschisch bangladeshi бангладешс", "IQ": "irakisch irakien irachen iraqui iracki иракск",
    "IR": "iranisch iranien iranian iransk иранск іранс", "SO": "somalisch somalien somalisk сомалийс", "ER": "eritreisch eritrean",
    "ET": "athiopisch aethiopisch athiopier ethiopian ethiopien etiopisk эфиопс ефіопс", "SD": "sudanesisch soudanais суданск",
    "AL": "albanisch albanian albanais albansk албанс албанц", "RS": "serbisch serbian serbisk сербск сербс",
    "XK": "kosovarisch kosovar kosowsk косовск", "GB": "britisch britannique britannic britanic британс английс brytyjsk",
    "US": "amerikanisch american americain americano amerikansk amerykansk американс",
    "RU": "russisch", "CN": "chinesisch", "IN": "indisch inderin", "IL": "israelisch israeli", "CI": "ivorisch", "GH": "ghanaisch",
    "ML": "malisch", "TD": "tschadisch", "VN": "vietnamesisch", "PS": "palastinensisch", "KP": "nordkoreanisch",
    "CM": "kamerunisch", "CD": "kongolesisch", "SA": "saudisch", "YE": "jemenitisch",
}  # fmt: skip
# What a name's ending becomes in the cases of a language; nothing before '>' is a name that ends in a consonant.
CASES = {
    "de": "ien>iens ier iers iern ierin ierinnen isch ische ischen ischer isches ischem",
    "en": "ia>ian ians",
    "pl": "ia>ii ie ia|ja>ji je ja|a>y i e ie|o>a u em iem|>u em a owi ie",
    "cs": "ko>ka ku kem|ie>ii i|ye>yi|o>a u em|a>y e u ou|>u em a",
    "sk": "ko>ka ku kom|ia>ie iu ii iou|ya>ye yu you yi|o>a u om|a>y e u ou|>u om a e",
    "hr": "ija>ije iji iju ijom|ska>ske skoj sku skom|o>a u om|a>e i u om|>a u om em",
    "sl": "ija>ije iji ijo|o>a u om|a>e i o|>a u om em",
    "lt": "as>o ui a u e|is>io iui i iu yje|us>aus ui u umi uje|ia>ios iai ioje|ija>ijos ijai ijoje ijo|a>os ai oje",
    "lv": "a>as ai u am a|e>es ei i",
    "et": "us>use uses usest usele usel uselt usega",
    "ro": "ia>iei|a>ei|>ul ului",
    "el": "ια>ιας|ος>ου ο ον ε|ας>α|α>ας|η>ης|ο>ου",
    "ru": "ия>ии ию ией|а>ы е у ой|>а у ом е",
    "uk": "ія>ії ію ією|а>и і у ою|>а у ом і ові",
    "bg": "ия>ията",
}
# Endings that a name takes after a vowel | after a consonant.
SUFFIXES = {
    **dict.fromkeys(("de", "en", "nl", "sv", "da"), "s|s"),
    "fi": "n ssa sta an on lla lta lle na ksi a ta|in issa ista iin illa ilta ille ina iksi ia",
    "et": "s sse st le l lt ga ni na ta ks t|i is isse ist ile il ilt iga ini ina ita iks it",
    "hu": "val vel ban ben ba be bol rol nak nek hoz hez ra re n tol ig ert t i k"
    "|ban ben ba be bol rol nak nek hoz hez ra re on en tol ig ert ot et i",
    "tr": "ya ye yla yle da de dan den nin nun yi yu|da de ta te dan den tan ten la le in un",
}
# Where only the accents tell two countries, or a country and a word, apart: Lithuanian and Finnish cases of Niger.
EXACT = {"nigeriu": "niger", "nigeriä": "niger", "irã": "IR"}
ARTICLES = set("il l in it is ir an the".split())  # Maltese, Irish and English; no part of a name
ARABIC_PREFIXES = "و ب ل ف ك وب ول".split()
# Names and forms that are everyday words elsewhere: never taken, or only with a capital letter.
NEVER = set("مالی مالي بنین بنين پرو cad cada can man oma sao tome ile los os de men den indes la".split())
SHOUTED = set("us sua sad".split())  # everyday words where all letters are capitals
CAPITALISED = set("mali oman fas peru togo chad georgia guam niue jersey malta chile katar samoa "
                  "tonga turk turks".split())  # fmt: skip
# Names of several words that only hold the name of a country.
REGIONS = set("latin america|south america|north america|central america|america latina|america do sul|amerique latine|"
              "amerique du sud|america del sur|indian ocean|indischer ozean|indischen ozean".split("|"))  # fmt: skip
LETTERS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe",
                         "ي": "ی", "ى": "ی", "ك": "ک"})  # fmt: skip
BALKAN = re.compile(
    r"\b(?:(?:west\w*|západn\w*|zapadn\w*|zachodni\w*|zahodn\w*|западн\w*|західн\w*|vakar\w*|rietum\w*|nyugat\w*|nyugati"
    r"|bat[iı]|vest\w*|vast\w*|laane|lansi|δυτικ\w+|occident\w*)[\s-]+|rietum|west|vest|vast)?"
    r"(?:ba[lł]kan\w*|балкан\w*|βαλκαν\w*|(?:[وبلف]|ول|وب)?(?:ال)?بلقان|بال[کك]ان|[mb]?bh?alc(?:an|ain)\w*|balcas)"
)
# Names of several words, which have cases of their own; USA in small letters is a word of Spanish and Italian.
PHRASES = {
    "morocco": r"\bfas(?= (?:ile|ve|icin|ortakl[iı]\w*|anlasma\w*|tarih\w*)\b)",
    "US": r"(?<!\w)(?:stan\w+ zjednoczon\w+|соединенн\w+ штат\w+|сполучен\w+ штат\w+|съединен\w+ (?:американски )?щат\w+"
    r"|spojen\w+ stat\w+|sjedinjen\w+ (?:americk\w+ )?drzav\w+|zdruzen\w+ drzav\w+|jungtin\w+ (?:amerikos )?valstij\w+"
    r"|savienot\w+ valst\w+|egyesult allam\w+|uhendrii\w+|yhdysval\w+|ηνωμεν\w+ πολιτει\w+|stait aontaithe"
    r"|(?:(?<=\bden )|(?<=\bdie )|(?<=\bder )|(?<=\bthe )|(?<=\bund )|(?<=\band )|(?<=\bmit )|(?<=\bmed ))usa\b)",
    "GB": r"(?<!\w)(?:великобритан\w+|велик\w+ британ\w+|wielk\w+ brytani\w+|velk\w+ britani\w+|velik\w+ britanij\w+"
    r"|didzi\w+ britanij\w+|lielbritanij\w+|jungtin\w+ karalyst\w+|apvienot\w+ karalist\w+|spojen\w+ kralovstv\w+"
    r"|ujedinjen\w+ kraljevstv\w+|zdruzen\w+ kraljestv\w+|egyesult kiralys\w+|nagy-britanni\w+|suurbritanni\w+"
    r"|uhendkuningrii\w+|yhdistyn\w+ kuningaskun\w+|iso-britanni\w+|storbritannien\w*|regatul\w* unit|ηνωμεν\w+ βασιλει\w+"
    r"|μεγαλ\w+ βρεταν\w+|обединено\w* кралств\w+)",
}
_PHRASES = {BALKANS: BALKAN} | {value: re.compile(pattern) for value, pattern in PHRASES.items()}


def phrases(folded: str) -> list[tuple[str, int, int]]:
    """(value, start, end) of the Balkans and of inflected names of several words in a folded text."""
    return [(value, *match.span()) for value, pattern in _PHRASES.items() for match in pattern.finditer(folded)]


def lookup(phrase: str, original: str | None = None) -> str | None:
    """Value of a folded word or phrase, also of a misspelt partner country; else None.

    `original` is the phrase as written, whose capitals and accents tell rare names from everyday words. Without it
    spelling is not looked at.
    """
    key = phrase.translate(LETTERS)
    first, _, rest = key.partition(" ")
    if rest and first in ARTICLES:
        return lookup(rest, original and original[len(first) + 1 :])
    if original and original.lower() in EXACT:
        return EXACT[original.lower()]
    if key in NEVER or (original and not _spelt_as_name(key, original)):
        return None
    value = _names().get(key) or next((value for value, stem in _rare().get(key, ()) if _spelt(stem, original)), None)
    if value or rest or len(key) < 5:
        return value
    return _stem(key) or _misspelt(key)


def begins_name(word: str) -> bool:
    """Whether a name of several words begins with the folded `word`. An article begins none."""
    return word.translate(LETTERS) in _first_words()


@cache
def _first_words() -> set[str]:
    return {name.split()[0] for name in (*_names(), *_rare(), *REGIONS) if " " in name}


def _spelt_as_name(key: str, original: str) -> bool:
    """Short names need capitals: 'US', 'Mali'. Arabic has none."""
    if key in CAPITALISED:
        return original[:1].isupper()
    short = key.isascii() and len(key.replace(" ", "")) <= 3
    return original.isupper() if short else True


def _spelt(stem: str, original: str | None) -> bool:
    if original is None:
        return True
    return not original[:1].islower() and original.lower().replace("-", " ").startswith(stem)


@cache
def _names() -> dict[str, str]:
    """Key -> value of what is taken however it is written: MAIN in all languages, all countries in German and English."""
    table = {_key(alias.replace("-", " ")): value for value, aliases in ALIASES.items() for alias in aliases.split()}
    inflected = [(language, _territories(language)) for language in LANGUAGES]
    main = [(PARTNERS.get(code, code), language, names[code]) for code in MAIN for language, names in inflected]
    near = [(code, language, name) for language, names in inflected[:2] for code, name in names.items()]
    for value, _, name in main + near:
        table.setdefault(_key(name), value)
    for value, language, name in main + near:
        for form in _forms(_key(name), language):
            table.setdefault(form, value)
    return table


@cache
def _rare() -> dict[str, list[tuple[str, str]]]:
    """Key -> (value, letters that must be exact) of the other countries in the other languages."""
    table: dict[str, list[tuple[str, str]]] = {}
    for language in LANGUAGES[2:]:
        for code, name in _territories(language).items():
            if code in MAIN:
                continue
            key, exact = _key(name), _without_article(name.lower().replace("-", " "))
            table.setdefault(key, []).append((code, exact))
            for form in _forms(key, language) if len(key) >= 5 else []:
                kept = exact[: min(_common_length(key, form), len(exact) - (form == key))]
                table.setdefault(form, []).append((code, kept))
    return table


def _territories(language: str) -> dict[str, str]:
    known = Locale(language).territories.items()
    return {code: name for code, name in known if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES}


def _key(name: str) -> str:
    """`name` as it is looked up: folded, ß as ss, words joined by one blank, no article."""
    return _without_article(" ".join(re.findall(r"[^\W_]+", fold(name))).translate(LETTERS))


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first in ARTICLES else name


def _common_length(one: str, other: str) -> int:
    return next((at for at, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), min(len(one), len(other)))


def _forms(key: str, language: str) -> list[str]:
    """Case forms of a name of one word; German and English also give inhabitants and adjectives."""
    if language == "ar" and " " not in key:
        return _arabic(key)
    if " " in key or len(key) < 4:
        return []
    vowel = key[-1] in "aeiouyαειουωη"
    after_vowel, _, after_consonant = SUFFIXES.get(language, "").partition("|")
    forms = [key + suffix for suffix in (after_vowel if vowel else after_consonant).split()]
    if language == "hu" and not vowel:
        forms += [key + key[-1] + end for end in ("al", "el")]
    for rule in filter(None, fold(CASES.get(language, "")).split("|")):
        end, _, others = rule.partition(">")
        if key.endswith(end) and (end or not vowel and key[-1] not in "аяоеиіїуюэй"):
            return forms + [key[: len(key) - len(end)] + other for other in others.split()]
    return forms


def _arabic(key: str) -> list[str]:
    """With one-letter words before it, and as adjective: المغرب, بالمغرب, للمغرب, المغربية."""
    bare = key.removeprefix("ال")
    stem = bare[:-2] if bare.endswith("یا") else bare.removesuffix("ا")
    adjectives = [article + stem + end for article in ("", "ال") for end in ("ی", "یة", "یین", "یون")] if len(stem) > 2 else []
    forms = [prefix + key for prefix in ARABIC_PREFIXES]
    return [*forms, *(["لل" + bare, "ولل" + bare] if bare != key else []), *adjectives]


@cache
def _stems() -> dict[str, str]:
    return {_key(stem): value for value, stems in STEMS.items() for stem in stems.split()}


def _stem(word: str) -> str | None:
    """The longest beginning of an adjective that at most LONGEST_END letters end."""
    stems = (word[: len(word) - cut] for cut in range(LONGEST_END + 1))
    return next((value for stem in stems if len(stem) >= 5 and (value := _stems().get(stem))), None)


@cache
def _partner_names() -> dict[str, str]:
    """Names that a slip is allowed in. Not Niger's: one letter beside them lies Nigeria."""
    found = [(_key(_territories(language)[code]), PARTNERS[code]) for language in LANGUAGES for code in ("MA", "TN")]
    return {key: value for key, value in found if len(key) >= 6 and key.isascii()}


def _misspelt(word: str) -> str | None:
    """A partner one slip away from `word` ('tunesein', 'maroko')."""
    if len(word) < 6 or not word.isascii():
        return None
    found = process.extractOne(word, _partner_names().keys(), scorer=OSA.distance, score_cutoff=1)
    return _partner_names()[found[0]] if found else None


def name_of(code: str, language: str) -> str:
    """What a country with this ISO 3166 code is called in `language`."""
    return Locale(language).territories.get(code, code)
