"""What people call countries besides CLDR's names, how names are inflected, and what only looks like a name.

Keys are the values of `knowledge.countries`. Everything is written as it is folded, but for EXACT; a hyphen stands for
a blank.
"""

from __future__ import annotations

import re

# Words for a country besides CLDR's names.
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
