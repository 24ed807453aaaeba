"""Names of countries in many languages and spellings."""

import pytest
from babel import Locale

from knowledge import countries
from knowledge.normalise import fold


def value(name: str) -> str | None:
    return countries.lookup(fold(name))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            "Marokko Morocco Maroc Marocco Marruecos Marrocos Maroko Marokkó Μαρόκο Марокко Мароко المغرب مراکش",
            "morocco",
        ),
        (
            "Tunesien Tunisia Tunisie Túnez Tunísia Tunezja Tunisko Tunézia Tunisija Τυνησία Тунис Туніс تونس",
            "tunisia",
        ),
        ("Niger Níger Nijer Niġer Nigēra Νίγηρας Нигер Нігер النيجر نیجر", "niger"),
        ("Nigeria Nigéria Nigērija Nigerija Νιγηρία Нигерия Нігерія نيجيريا", "NG"),
        ("Ägypten Egypt Égypte Egitto Egipto Egypten Αίγυπτος Египет Єгипет مصر", "EG"),
        ("Türkei Turquie Turchia Turquía Turcja Türkiye Τουρκία Турция Туреччина", "TR"),
        ("Libyen Libya Libye Libia Libië Λιβύη Ливия Лівія ليبيا", "LY"),
    ],
)
def test_names_in_many_languages(names, expected):
    assert {name: value(name) for name in names.split()} == dict.fromkeys(names.split(), expected)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            "Marokkos marokkanisch marokkanische marokkanischen Marokkaner Marokkanerin Moroccan Moroccans",
            "morocco",
        ),
        ("Marokiem Marokem Marokom Maroku Maroka", "morocco"),
        ("Tunesiens tunesisch tunesischen Tunesier Tunesierin Tunisian Tunisians Tunisiens", "tunisia"),
        ("Tunezją Tunezję Tuniskem Tuniskom Tunisijo Tunizijo Тунисе Тунисом Тунісом Τυνησίας", "tunisia"),
        ("Nigers Nigeru Nigerem nigrische nigrischen Нигером Нигера Нігеру Νίγηρα", "niger"),
        ("Nigerias nigerianisch nigerianische nigerianischen Нигерией Нигерии", "NG"),
        ("Ägyptens ägyptische ägyptischen Ägypter", "EG"),
        ("Algeriens algerische algerischen", "DZ"),
        ("Albaniens albanischer Albaner", "AL"),
    ],
)
def test_inflections(names, expected):
    assert {name: value(name) for name in names.split()} == dict.fromkeys(names.split(), expected)


@pytest.mark.parametrize(
    "name", ["Nigerian", "Nigerians", "nigeriano", "nigeriana", "nigérian", "Nigerianer"]
)
def test_nigerians_are_not_from_niger(name):
    assert value(name) == "NG"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("türkische", "TR"), ("türkischen", "TR"), ("libysche", "LY"), ("libyschen", "LY"),
        ("afghanische", "AF"),
        ("syrische", "SY"), ("senegalesisch", "SN"), ("russische", "RU"), ("indische", "IN"),
        ("chinesische", "CN"),
    ],
)  # fmt: skip
def test_adjectives_of_countries_outside_the_page(name, expected):
    assert value(name) == expected


@pytest.mark.parametrize("name", ["marroko", "marocko", "maroko", "marokk0", "marokkko"])
def test_a_misspelt_morocco(name):
    assert value(name) == "morocco"


@pytest.mark.parametrize("name", ["tunesein", "tunesin", "tunesjen", "tunisa", "tunesiien"])
def test_a_misspelt_tunisia(name):
    assert value(name) == "tunisia"


@pytest.mark.parametrize(
    "name", ["Nigeria", "Liberia", "Algeria", "Nicaragua", "Monaco", "Mauritius", "Mali"]
)
def test_no_other_country_becomes_a_partner(name):
    assert value(name) not in {"morocco", "tunisia", "niger", "western-balkans", None}


@pytest.mark.parametrize("language", countries.LANGUAGES)
def test_the_names_of_every_language(language):
    territories = Locale(language).territories
    expected = {
        "MA": "morocco",
        "NE": "niger",
        "TN": "tunisia",
        "NG": "NG",
        "EG": "EG",
        "LY": "LY",
        "SN": "SN",
        "SY": "SY",
    }
    assert {code: value(territories[code].replace("-", " ")) for code in expected} == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Großbritannien", "GB"), ("Grossbritannien", "GB"), ("England", "GB"), ("Great Britain", "GB"),
        ("USA", "US"),
        ("Turkey", "TR"), ("Elfenbeinküste", "CI"), ("Ivory Coast", "CI"), ("Weißrussland", "BY"),
        ("Belarus", "BY"),
        ("Palästina", "PS"), ("Nordkorea", "KP"), ("Kongo", "CD"), ("Bosnien", "BA"), ("Bosnia", "BA"),
        ("Nordmazedonien", "MK"), ("Moldawien", "MD"), ("Saudi Arabien", "SA"), ("Sri Lanka", "LK"),
    ],
)  # fmt: skip
def test_names_that_people_use(name, expected):
    assert value(name) == expected


@pytest.mark.parametrize(
    "word", ["partnerschaft", "niemand", "tunnel", "maroniert", "nieder", "europa", "afrika", ""]
)
def test_other_words_are_no_country(word):
    assert value(word) is None


@pytest.mark.parametrize(
    "text", ["Westbalkan", "westlichen Balkans", "Western Balkans", "Balkani", "Балкани", "Βαλκάνια"]
)
def test_the_balkans_are_one_value(text):
    assert countries.BALKAN.search(fold(text))
