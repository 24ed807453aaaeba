"""Countries, dates, documents and ordinals in whole sentences."""

import pytest

from knowledge.entities import extract


def found(text: str, kind: str) -> list[str]:
    return [entity.value for entity in extract(text) if entity.kind == kind]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wann begann die Partnerschaft mit Tunesien?", "tunisia"),
        ("wann mit tunesien?", "tunisia"),
        ("seit wan tunesein", "tunisia"),
        ("Desde quando existe a parceria com Marrocos?", "morocco"),
        ("Od kada postoji partnerstvo s Marokom?", "morocco"),
        ("Depuis quand l'UE travaille-t-elle avec le Maroc ?", "morocco"),
        ("Kiedy nawiązano partnerstwo z Tunezją?", "tunisia"),
        ("Когда заканчивается партнёрство с Нигером?", "niger"),
        ("ما هو تاريخ الشراكة مع النيجر؟", "niger"),
        ("مشارکت با مراکش از چه زمانی وجود دارد؟", "morocco"),
        ("Από πότε υπάρχει η εταιρική σχέση με την Τυνησία;", "tunisia"),
        ("Fas ile ortaklık ne zamandan beri var?", "morocco"),
        ("Mióta létezik a partnerség Marokkóval?", "morocco"),
        ("Mis ajast on partnerlus Tuneesiaga olemas?", "tunisia"),
        ("Was steht zur Region des westlichen Balkans?", "western-balkans"),
        ("Kdy začalo partnerství se západním Balkánem?", "western-balkans"),
        ("Jaką datę mają Bałkany Zachodnie?", "western-balkans"),
        ("تاریخ بالکان غربی چیست؟", "western-balkans"),
        ("Когда появились Западные Балканы?", "western-balkans"),
        ("ve Batı Balkanlar ne zaman?", "western-balkans"),
    ],
)
def test_a_partner_in_a_sentence(text, value):
    assert found(text, "country") == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Niger, nicht Nigeria", ["niger", "NG"]),
        ("Nigeria, not Niger", ["NG", "niger"]),
        ("Niger alebo Nigéria, kto je partnerom?", ["niger", "NG"]),
        ("Was sagt die nigerianische Regierung?", ["NG"]),
        ("What does the Nigerian government say?", ["NG"]),
        ("Партнёрство с Нигером или с Нигерией?", ["niger", "NG"]),
        ("Marokko, Tunesien und Ägypten", ["morocco", "tunisia", "EG"]),
        ("Gibt es das mit der Türkei?", ["TR"]),
        ("Saudi-Arabien und Sri Lanka", ["SA", "LK"]),
        ("Demokratische Republik Kongo", ["CD"]),
        ("Has the UK got one?", ["GB"]),
        ("Bosnien und Herzegowina", ["BA"]),
    ],
)
def test_several_countries_and_foreign_ones(text, values):
    assert found(text, "country") == values


@pytest.mark.parametrize(
    "text",
    [
        "Kann man mir das sagen?",
        "Was kann ich tun, wenn man fragt?",
        "Can you tell us about it?",
        "Meine Oma fragt, welche Länder dabei sind.",
        "Welche Variablen sind auf dem Server gesetzt?",
        "Cad iad na cúig phríomhréimse?",
        "As parcerias são feitas à medida de cada país?",
        "¿Se hacen a medida de cada país?",
        "Jak se mají společné cíle naplňovat?",
        "Kādu atbalstu saņem iestādes cīņā pret kontrabandistiem?",
        "Konuları sırayla sayar mısın?",
        "Yasal göç için düzenli yollar beş alandan biri mi?",
        "ابزارهای مالی چگونه باید استفاده شود؟",
        "كيف تستخدم أدوات المال؟",
        "Сколько их всего и какое самое новое?",
        "Wie ist das Wetter in Europa?",
        "",
    ],
)
def test_everyday_words_are_no_countries(text):
    assert found(text, "country") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Von wann ist die Empfehlung?", "doc-recommendation"),
        ("Was ist (EU) 2023/682?", "doc-recommendation"),
        ("the recommendation on return decisions", "doc-recommendation"),
        ("Operational Strategy", "doc-strategy"),
        ("die operative Strategie für eine wirksamere Rückkehr", "doc-strategy"),
        ("das Strategiepapier", "doc-strategy"),
        ("COM(2023) 45", "doc-strategy"), ("der EU-Aktionsplan", "doc-plan"),
        ("a renewed action plan", "doc-plan"),
        ("COM(2021) 591", "doc-plan"), ("das Factsheet", "doc-factsheet"),
        ("the fact sheet", "doc-factsheet"),
        ("ein Faktenblatt", "doc-factsheet"), ("das Informationsblatt zum Paket", "doc-factsheet"),
    ],
)  # fmt: skip
def test_documents(text, value):
    assert found(text, "document") == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("der erste Bereich", "first"), ("Welche war zuerst?", "first"), ("die älteste", "first"),
        ("the earliest one", "first"),
        ("die zweite", "second"), ("the 2nd example", "second"), ("im dritten Beispiel", "third"),
        ("die vierte", "fourth"),
        ("der fünfte", "fifth"), ("der fuenfte", "fifth"), ("die letzte", "last"), ("die neueste", "last"),
        ("die jüngste", "last"), ("die aktuellste", "last"), ("the most recent", "last"),
        ("the latest document", "last"),
    ],
)  # fmt: skip
def test_ordinals(text, value):
    assert found(text, "ordinal") == [value]


@pytest.mark.parametrize(
    "text", ["Ich habe nichts", "lastly", "a firsthand report", "ein Zweitwagen", "erstens", ""]
)
def test_other_words_are_no_ordinals(text):
    assert found(text, "ordinal") == []


def test_entities_stand_in_the_text_in_its_order():
    text = "War die zweite Empfehlung vom 16. März 2023 zu Marokko und dem Westbalkan?"
    entities = extract(text)
    assert [entity.kind for entity in entities] == ["ordinal", "document", "date", "country", "country"]
    assert all(text[entity.start : entity.end] == entity.text for entity in entities)
    assert [entity.start for entity in entities] == sorted(entity.start for entity in entities)


@pytest.mark.parametrize(
    "text", ["War das im Juli oder November?", "In Niger, im März, war was?", "Und in Niger?"]
)
def test_an_entity_is_the_words_alone(text):
    assert {entity.text for entity in extract(text)} <= {"Juli", "November", "Niger", "März"}
