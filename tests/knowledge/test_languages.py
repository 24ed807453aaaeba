"""The language of a message, alone and in a conversation."""

import pytest

from knowledge import languages
from knowledge.countries import LANGUAGES

SENTENCES = {
    "ar": "منذ متى توجد الشراكة مع المغرب؟",
    "bg": "Откога съществува партньорството с Мароко?",
    "cs": "Od kdy existuje partnerství s Marokem?",
    "da": "Hvornår begyndte partnerskabet med Marokko?",
    "de": "Seit wann gibt es die Partnerschaft mit Marokko?",
    "el": "Από πότε υπάρχει η εταιρική σχέση με το Μαρόκο;",
    "en": "Since when has the partnership with Morocco existed?",
    "es": "¿Desde cuándo existe la asociación con Marruecos?",
    "et": "Mis ajast on partnerlus Marokoga olemas?",
    "fa": "مشارکت با مراکش از چه زمانی وجود دارد؟",
    "fi": "Milloin kumppanuus Marokon kanssa alkoi?",
    "fr": "Depuis quand le partenariat avec le Maroc existe-t-il ?",
    "ga": "Cén uair a thosaigh an chomhpháirtíocht le Maracó?",
    "hr": "Od kada postoji partnerstvo s Marokom?",
    "hu": "Mióta létezik a partnerség Marokkóval?",
    "it": "Da quando esiste il partenariato con il Marocco?",
    "lt": "Nuo kada egzistuoja partnerystė su Maroku?",
    "lv": "Kopš kura laika pastāv partnerība ar Maroku?",
    "mt": "Minn meta teżisti s-sħubija mal-Marokk?",
    "nl": "Sinds wanneer bestaat het partnerschap met Marokko?",
    "pl": "Od kiedy istnieje partnerstwo z Marokiem?",
    "pt": "Desde quando existe a parceria com Marrocos?",
    "ro": "De când există parteneriatul cu Marocul?",
    "ru": "С какого времени существует партнёрство с Марокко?",
    "sk": "Odkedy existuje partnerstvo s Marokom?",
    "sl": "Od kdaj obstaja partnerstvo z Marokom?",
    "sv": "Sedan när finns partnerskapet med Marocko?",
    "tr": "Fas ile ortaklık ne zamandan beri var?",
    "uk": "Відколи існує партнерство з Марокко?",
}


def test_there_is_a_sentence_for_every_language():
    assert SENTENCES.keys() == set(LANGUAGES)
    assert len(SENTENCES) == 29


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_first_message(language, sentence):
    assert languages.detect(sentence) == language


@pytest.mark.parametrize("previous", ["de", "en", "fr"])
@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_whole_sentence_changes_the_language(language, sentence, previous):
    assert languages.detect(sentence, previous) == language


@pytest.mark.parametrize("previous", sorted(SENTENCES))
@pytest.mark.parametrize("text", ["ok", "2022", "?", "EU", "", "😀", "7.", "  "])
def test_what_has_no_language_stays_in_the_conversations(text, previous):
    assert languages.detect(text, previous) == previous


@pytest.mark.parametrize("previous", ["de", "en", "fr", "es", "it", "nl", "pl"])
@pytest.mark.parametrize(
    "text", ["Niger", "Niger?", "Tunisia?", "Marokko", "Europol", "Frontex?", "CEPOL", "Hi"]
)
def test_names_stay_in_the_conversations_language(text, previous):
    assert languages.detect(text, previous) == previous


@pytest.mark.parametrize(
    "text", ["", "?", "12", "Niger", "Tunesien?", "Marokko", "Europol", "Frontex", "marokko datum"]
)
def test_german_where_nothing_tells(text):
    assert languages.detect(text) == "de"


@pytest.mark.parametrize(
    ("text", "language"), [("Und wann?", "de"), ("Wer?", "de"), ("And when?", "en"), ("Who are you?", "en")]
)
def test_telling_words_of_german_and_english(text, language):
    assert languages.detect(text) == language
    assert languages.detect(text, language) == language


@pytest.mark.parametrize(
    ("text", "previous", "language"),
    [
        ("Welche Dokumente nennt die Seite?", "en", "de"),
        ("Which documents does the page list?", "de", "en"),
        ("Warum ist das so?", "en", "de"),
        ("Why is that the case?", "de", "en"),
    ],
)
def test_people_may_change_between_german_and_english(text, previous, language):
    assert languages.detect(text, previous) == language


@pytest.mark.parametrize(
    "text",
    [
        "Welche Agenturen helfen?", "Ist Frontex dabei?",
        "Von wann ist die Operational Strategy for more effective returns?",
        "wann war tunesien", "Wos is nacha CEPOL, a Polizeischui?",
    ],
)  # fmt: skip
def test_german_with_english_or_dialect_in_it(text):
    assert languages.detect(text) == "de"


@pytest.mark.parametrize(
    "text", ["niger july 2022", "western balkans date", "smuggler profits 2017 2019", "europol role"]
)
def test_english_catchwords_in_an_english_conversation(text):
    assert languages.detect(text, "en") == "en"
