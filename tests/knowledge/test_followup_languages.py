"""Messages that only make sense with what was said before, in every language besides German and English."""

import pytest

from knowledge import entities, operations, wording
from knowledge.context import Context
from knowledge.followup import resolve

ASKED = "Wann begann die Partnerschaft mit Tunesien?"
TUNISIA = Context("de", ("agreement-tunisia",), (), ASKED, ".")
PLAN = Context("de", ("plan",), (), ASKED, ".")
FOUR = ("agreement-morocco", "agreement-niger", "agreement-western-balkans", "agreement-tunisia")
LIST = Context("de", ("agreements",), FOUR, ASKED, ".")
PAPERS = ("doc-recommendation", "doc-strategy", "doc-plan", "doc-factsheet")
DOCUMENTS = Context("de", ("documents",), PAPERS, ASKED, ".")
AREAS = ("area-hosts", "area-economy", "area-smuggling", "area-returns", "area-legal")
THIRD = Context("de", ("area-smuggling",), AREAS, ASKED, ".")

# Whether it is still valid, who is in it, another country, the newest; the first, the next and the one before.
FOLLOW_UPS = {
    "ar": ["هل ما زالت سارية؟", "مع من؟", "ومع النيجر؟", "وأيها الأحدث؟", "والأولى؟", "والتالي؟", "والسابق؟"],
    "bg": ["Още ли е в сила?", "Кой участва?", "А с Нигер?", "Кой от тях е най-новият?", "А първият?", "А следващата?",
           "А предишната?"],
    "cs": ["Platí ještě?", "S kým?", "A s Nigerem?", "Který z nich je nejnovější?", "A první?", "A další?", "A před ní?"],
    "da": ["Er den stadig gyldig?", "Hvem deltager?", "Hvad med Niger?", "Hvilket er det seneste?", "Og det første?", "Og det næste?",
           "Og det før?"],
    "el": ["Ισχύει ακόμα;", "Ποιος συμμετέχει;", "Και με τον Νίγηρα;", "Ποιο είναι το πιο πρόσφατο;", "Και το πρώτο;",
           "Και ο επόμενος;",
           "Και ο προηγούμενος;"],
    "es": ["¿Sigue vigente?", "¿Quién participa?", "¿Y con Níger?", "¿Cuál de ellos es el más reciente?", "¿Y el primero?",
           "¿Y el siguiente?",
           "¿Y el anterior?"],
    "et": ["Kas see kehtib veel?", "Kes osaleb?", "Ja Nigeriga?", "Milline neist on uusim?", "Ja esimene?", "Ja järgmine?",
           "Ja eelmine?"],
    "fa": ["هنوز معتبر است؟", "با کی؟", "نیجر چطور؟", "کدامشان جدیدترین است؟", "و اولی؟", "و بعدی؟", "و قبلی؟"],
    "fi": ["Onko se vielä voimassa?", "Ketkä ovat mukana?", "Entä Nigerin kanssa?", "Mikä niistä on uusin?", "Entä ensimmäinen?",
           "Entä seuraava?", "Entä edellinen?"],
    "fr": ["Il est toujours en vigueur ?", "Qui y participe ?", "Et le Niger ?", "Lequel est le plus récent ?", "Et le premier ?",
           "Et le suivant ?", "Et celui d'avant ?"],
    "ga": ["An bhfuil sé i bhfeidhm fós?", "Cé atá páirteach ann?", "Agus an Nígir?", "Cé acu is nuaí?", "Agus an chéad cheann?",
           "Agus an chéad cheann eile?", "Agus roimhe sin?"],
    "hr": ["Vrijedi li još?", "Tko sudjeluje?", "A s Nigerom?", "Koji je od njih najnoviji?", "A prvi?", "A sljedeće?",
           "A prethodno?"],
    "hu": ["Érvényes még?", "Kik vesznek részt benne?", "És Nigerrel?", "Melyik a legújabb?", "És az első?", "És a következő?",
           "És az előző?"],
    "it": ["È ancora valido?", "Chi partecipa?", "E con il Niger?", "Qual è il più recente?", "E il primo?", "E il successivo?",
           "E il precedente?"],
    "lt": ["Ar jis dar galioja?", "Kas dalyvauja?", "O su Nigeriu?", "Kuris iš jų naujausias?", "O pirmasis?", "O kita?",
           "O ankstesnė?"],
    "lv": ["Vai tas vēl ir spēkā?", "Kas piedalās?", "Un ar Nigēru?", "Kurš no tiem ir jaunākais?", "Un pirmais?", "Un nākamā?",
           "Un iepriekšējā?"],
    "mt": ["Għadu fis-seħħ?", "Min jieħu sehem?", "U man-Niġer?", "Liema hu l-aktar riċenti?", "U l-ewwel wieħed?", "U li jmiss?",
           "U ta' qabel?"],
    "nl": ["Is het nog geldig?", "Wie doet er mee?", "En met Niger?", "Welke daarvan is de nieuwste?", "En de eerste?",
           "En de volgende?",
           "En de vorige?"],
    "pl": ["Czy nadal obowiązuje?", "Kto bierze udział?", "A z Nigrem?", "Który z nich jest najnowszy?", "A pierwszy?", "A następny?",
           "A poprzedni?"],
    "pt": ["Ainda está em vigor?", "Quem participa?", "E com o Níger?", "Qual deles é o mais recente?", "E o primeiro?",
           "E o seguinte?",
           "E o anterior?"],
    "ro": ["Mai este valabil?", "Cine participă?", "Și cu Niger?", "Care dintre ele este cel mai recent?", "Și primul?",
           "Și următorul?",
           "Și cel dinainte?"],
    "ru": ["Он ещё в силе?", "Кто участвует?", "А с Нигером?", "Какой из них самый новый?", "А первый?", "А следующая?",
           "А предыдущая?"],
    "sk": ["Platí ešte?", "S kým?", "A s Nigerom?", "Ktorý z nich je najnovší?", "A prvý?", "A ďalšia?", "A pred ňou?"],
    "sl": ["Ali še velja?", "Kdo sodeluje?", "Kaj pa Niger?", "Kateri med njimi je najnovejši?", "In prvi?", "In naslednje?",
           "In prejšnje?"],
    "sv": ["Gäller den fortfarande?", "Vem deltar i det?", "Och med Niger?", "Vilket är det senaste?", "Och det första?", "Och nästa?",
           "Och det förra?"],
    "tr": ["Hâlâ geçerli mi?", "Kimler katılıyor?", "Peki ya Nijer?", "En yenisi hangisi?", "Peki birincisi?", "Peki sonraki?",
           "Peki önceki?"],
    "uk": ["Він ще чинний?", "Хто бере участь?", "А з Нігером?", "Який із них найновіший?", "А перший?", "А наступна?",
           "А попередня?"],
}  # fmt: skip
# Nothing of these is about what was said, though they point to it or hold few words besides.
OTHERS = {
    "ar": ["كيف سيكون الطقس هناك؟", "على كم حصلوا؟", "ما هي الوثائق؟"],
    "bg": ["Какво е времето там?", "Колко получиха те?", "Какво ми е нужно?"],
    "cs": ["Jaké tam bude počasí?", "Kdo to platí?", "Jaké jsou příklady?"],
    "da": ["Hvordan bliver vejret der?", "Hvor meget fik de?", "Hvem er du?"],
    "el": ["Τι καιρό έχει εκεί;", "Ποιος το υπέγραψε;", "Τι χρειάζομαι;"],
    "es": ["¿Qué tiempo hace allí?", "¿Cuánto recibieron?", "¿Y la trata?"],
    "et": ["Milline ilm seal tuleb?", "Kui palju nad said?", "Mida mul vaja on?"],
    "fa": ["هوا آنجا چطور است؟", "چقدر گرفتند؟", "چه مشارکت‌هایی هست؟"],
    "fi": ["Millainen sää siellä on?", "Paljonko he saivat?", "Entä palautus?"],
    "fr": ["Quel temps fait-il là-bas ?", "Combien ont-ils touché ?", "Et le retour ?"],
    "ga": ["Cén aimsir a bheidh ann?", "Cé mhéad a fuair siad?", "Cad iad na doiciméid?"],
    "hr": ["Kakvo će tamo biti vrijeme?", "Koliko su dobili?", "Tko si ti?"],
    "hu": ["Milyen idő lesz ott?", "Mennyit kaptak?", "Hogy vagy?"],
    "it": ["Che tempo fa lì?", "Quanto hanno ricevuto?", "E la tratta?"],
    "lt": ["Koks ten bus oras?", "Kiek jie gavo?", "Kokios yra partnerystės?"],
    "lv": ["Kāds tur ir laiks?", "Cik viņi saņēma?", "Cik ir dokumentu?"],
    "mt": ["Kif se jkun it-temp hemmhekk?", "Kemm ħadu?", "Liema dokumenti hemm?"],
    "nl": ["Wat voor weer is het daar?", "Hoe duur is dat?", "Wat zijn de voorbeelden?"],
    "pl": ["Jaka tam będzie pogoda?", "Ile oni dostali?", "Jakie są partnerstwa?"],
    "pt": ["Que tempo faz lá?", "Quanto receberam eles?", "O que há de novo?"],
    "ro": ["Cum e vremea acolo?", "Cât au primit?", "Ce e nou?"],
    "ru": ["Какая там будет погода?", "Сколько они получили?", "Что мне нужно?"],
    "sk": ["Aké tam bude počasie?", "Kto to platí?", "Kde mám spať?"],
    "sl": ["Kakšno bo tam vreme?", "Koliko so dobili?", "Kdo si?"],
    "sv": ["Hur blir vädret där?", "Hur mycket fick de?", "Vilka dokument finns det?"],
    "tr": ["Orada hava nasıl olacak?", "Onlar ne kadar aldı?", "Örnekler neler?"],
    "uk": ["Яка там буде погода?", "Скільки вони отримали?", "Що мені потрібно?"],
}


def rows(*places: int) -> list[tuple]:
    return [(language, *(texts[place] for place in places)) for language, texts in FOLLOW_UPS.items()]


def test_every_language_but_the_two_with_tests_of_their_own_is_here():
    assert FOLLOW_UPS.keys() == OTHERS.keys() == wording.languages() - {"de", "en"}


@pytest.mark.parametrize(("language", "valid", "who"), rows(0, 1))
def test_a_message_without_a_topic_is_about_the_last_answer(language, valid, who):
    for text, context in ((valid, PLAN), (who, TUNISIA)):
        resolved = resolve(text, context, language)
        assert (resolved.items, resolved.weak) == (context.items, False), text


@pytest.mark.parametrize(("language", "text"), rows(2))
def test_a_new_country_takes_the_others_place(language, text):
    resolved = resolve(text, TUNISIA, language)
    countries = [entity.value for entity in entities.extract(resolved.text, language) if entity.kind == "country"]
    assert (countries, resolved.items) == (["niger"], ())


@pytest.mark.parametrize(("language", "newest", "first"), rows(3, 4))
def test_age_is_told_by_the_dates_and_a_place_by_the_list(language, newest, first):
    assert resolve(newest, DOCUMENTS, language).items == ("documents",)
    assert resolve(newest, LIST, language).items == FOUR[3:]
    assert resolve(first, DOCUMENTS, language).items == PAPERS[:1]


@pytest.mark.parametrize(("language", "after", "before"), rows(5, 6))
def test_what_stands_beside_in_the_list(language, after, before):
    assert resolve(after, THIRD, language).items == (AREAS[3],)
    assert "after" in operations.find(after, language)
    assert "before" in operations.find(before, language)
    assert resolve(before, THIRD, language).items == (AREAS[1],)


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in OTHERS.items() for text in texts])
@pytest.mark.parametrize("context", [TUNISIA, PLAN, LIST])
def test_a_message_with_a_topic_of_its_own_may_stand_alone(context, language, text):
    resolved = resolve(text, context, language)
    assert resolved.weak or not resolved.items
    assert (resolved.text, resolved.disputed) == (text, False)
