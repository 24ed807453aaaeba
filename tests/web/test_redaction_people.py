"""Redaction of names, addresses and dates of birth: where it is certain, in many languages, and nowhere else."""

import pytest

from web.redaction import find, redact


@pytest.mark.parametrize("raw, expected", [
    ("Guten Tag, mein Name ist Ahmad Khalil und ich habe eine Frage.", "Guten Tag, mein Name ist [Name] und ich habe eine Frage."),
    ("Ich heiße Amadou, bin 19.", "Ich heiße [Name], bin 19."),
    ("ich heisse maria lopez, wann war das?", "ich heisse [Name], wann war das?"),
    ("mein name ist ahmad bitte helfen", "mein name ist [Name] bitte helfen"),
    ("Ich heiße Ludwig van der Berg-Müller.", "Ich heiße [Name]."),
    ("Mein Mann Ahmad K. sitzt in Tunis.", "Mein Mann [Name] sitzt in Tunis."),
    ("Mein Bruder Ahmad Khalil wurde abgeschoben.", "Mein Bruder [Name] wurde abgeschoben."),
    ("Wo ist unser Sohn? Er, mein Sohn heißt Samir, ist 12.", "Wo ist unser Sohn? Er, mein Sohn heißt [Name], ist 12."),
    ("Vorname: Samir\nNachname: El Amrani", "Vorname: [Name]\nNachname: [Name]"),
    ("Hat Herr Müller recht?", "Hat Herr [Name] recht?"),
    ("Sachbearbeiterin Frau Dr. Özdemir sagt nein", "Sachbearbeiterin Frau Dr. [Name] sagt nein"),
    ("Frau Schmidt-Rottluff, bitte", "Frau [Name], bitte"),
    ("Herrn Khalil Anspruch verweigert", "Herrn [Name] Anspruch verweigert"),
    ("Hello, my name is John Smith. When was it?", "Hello, my name is [Name]. When was it?"),
    ("My name's Li, hi", "My name's [Name], hi"),
    ("my wife is called Fatima", "my wife is called [Name]"),
    ("Mrs Khan and Mr. O'Neill asked", "Mrs [Name] and Mr. [Name] asked"),
    ("Bonjour, je m'appelle Awa Diop et je viens de Dakar", "Bonjour, je m'appelle [Name] et je viens de Dakar"),
    ("Mon nom est Traoré.", "Mon nom est [Name]."),
    ("Me llamo José García y vivo en Rabat", "Me llamo [Name] y vivo en Rabat"),
    ("Mi chiamo Giulia Rossi, buongiorno", "Mi chiamo [Name], buongiorno"),
    ("Nazywam się Łukasz Żak.", "Nazywam się [Name]."),
    ("Benim adım Ayşe Yılmaz, merhaba", "Benim adım [Name], merhaba"),
    ("اسمي أحمد خليل، متى كان ذلك؟", "اسمي [Name]، متى كان ذلك؟"),
    ("اسمي أحمد وأنا من سوريا", "اسمي [Name] وأنا من سوريا"),
    ("نام من رضا است", "نام من [Name] است"),
    ("Меня зовут Иван Петров, здравствуйте", "Меня зовут [Name], здравствуйте"),
    ("Мене звати Оксана. Коли це було?", "Мене звати [Name]. Коли це було?"),
])
def test_a_name_that_is_told_as_one(raw: str, expected: str) -> None:
    assert redact(raw) == expected


@pytest.mark.parametrize("raw, expected", [
    ("Ich wohne in der Musterstr. 5, 10115 Berlin.", "Ich wohne in der [Anschrift]."),
    ("Bahnhofstraße 12a, 60329 Frankfurt am Main", "[Anschrift]"),
    ("Lange Straße 7", "[Anschrift]"),
    ("Am Kaiser-Friedrich-Ring 12 wohnt er", "Am [Anschrift] wohnt er"),
    ("Meine Adresse ist Am Markt 3 in Bonn. Und nun?", "Meine Adresse ist [Anschrift]. Und nun?"),
    ("PLZ 10115", "PLZ [Anschrift]"),
    ("I live at 221b Baker Street in London", "I live at [Anschrift] in London"),
    ("12 rue de la République, 75001 Paris", "[Anschrift]"),
    ("vivo en la calle de Alcalá, 45", "vivo en la [Anschrift]"),
    ("abito in via Giuseppe Verdi 10", "abito in [Anschrift]"),
    ("mieszkam na ul. Marszałkowska 10/5", "mieszkam na [Anschrift]"),
    ("Atatürk Caddesi No: 15", "[Anschrift]"),
    ("улица Ленина, д. 5, кв. 12", "[Anschrift]"),
    ("вул. Хрещатик 22", "[Anschrift]"),
    ("شارع محمد الخامس رقم ١٢", "[Anschrift]"),
    ("خیابان آزادی پلاک ۱۲", "[Anschrift]"),
])
def test_a_street_with_a_number(raw: str, expected: str) -> None:
    assert redact(raw) == expected


@pytest.mark.parametrize("raw, expected", [
    ("geboren am 3.4.1990", "geboren am [Geburtsdatum]"),
    ("Ich bin am 3. April 1990 in Kabul geboren.", "Ich bin am [Geburtsdatum] in Kabul geboren."),
    ("Geburtsdatum: 1990-04-03", "Geburtsdatum: [Geburtsdatum]"),
    ("geb. 03.04.90", "geb. [Geburtsdatum]"),
    ("I was born on April 3, 1990 and", "I was born on [Geburtsdatum] and"),
    ("DOB 03/04/1990", "DOB [Geburtsdatum]"),
    ("née le 3 avril 1990", "née le [Geburtsdatum]"),
    ("nacida el 3 de abril de 1990", "nacida el [Geburtsdatum]"),
    ("nato il 3/4/1990", "nato il [Geburtsdatum]"),
    ("data urodzenia: 03.04.1990", "data urodzenia: [Geburtsdatum]"),
    ("03.04.1990 doğumluyum", "[Geburtsdatum] doğumluyum"),
    ("дата рождения 03.04.1990", "дата рождения [Geburtsdatum]"),
    ("дата народження: 3.4.1990", "дата народження: [Geburtsdatum]"),
    ("تاريخ الميلاد: ٣/٤/١٩٩٠", "تاريخ الميلاد: [Geburtsdatum]"),
    ("تاریخ تولد ۱۳۶۹/۱/۱۴", "تاریخ تولد [Geburtsdatum]"),
])
def test_a_date_of_birth(raw: str, expected: str) -> None:
    assert redact(raw) == expected


@pytest.mark.parametrize("raw, expected", [
    ("Steuer-ID: 12 345 678 901", "Steuer-ID: [Personennummer]"),
    ("Meine Sozialversicherungsnummer ist 65 170839 J 008", "Meine Sozialversicherungsnummer ist [Personennummer]"),
    ("PESEL 90040312345", "PESEL [Personennummer]"),
    ("mi NIE es X1234567L", "mi NIE es [Personennummer]"),
    ("codice fiscale RSSMRA85T10A562S", "codice fiscale [Personennummer]"),
    ("mój numer to 600 123 456", "mój numer to [Telefon]"),
    ("رقمي +٤٩ ١٧٠ ١٢٣٤٥٦٧", "رقمي [Telefon]"),
    ("تلفن ۰۹۱۲۳۴۵۶۷۸۹", "تلفن [Telefon]"),
    ("IBAN DE٨٩ ٣٧٠٤ ٠٠٤٤ ٠٥٣٢ ٠١٣٠ ٠٠", "IBAN [IBAN]"),
])
def test_a_number_that_a_word_makes_personal(raw: str, expected: str) -> None:
    assert redact(raw) == expected


@pytest.mark.parametrize("text", [
    "Was halten Sie von Frau von der Leyen?", "Was sagt Kommissar Brunner?", "Was sagt Herr Brunner zur Rückführung?",
    "Was sagte die Kommissionspräsidentin, Frau Huber, in Tunis?", "Was meint Frau Ministerin Schulze?",
    "Kann meine Frau nachkommen?", "Hat eine Frau Anspruch auf Hilfe?", "Bekommt meine Frau Asyl?", "Mann und Frau Kinder haben",
    "Steht mein Name auf einer Liste?", "My name is on the list, why?", "Mein Name ist falsch geschrieben.",
    "Wie heißt das Abkommen mit Marokko?", "Wie heiße ich?", "Ich heiße das nicht gut.", "Braucht mein Bruder Papiere?",
    "Mein Mann hat Angst.", "Is my husband Moroccan or German?", "Ist mein Sohn Deutscher?", "Comment s'appelle le plan?",
    "Me llama la atención el plan", "Was geschah am 8. Juli 2022 in Marokko?", "Wann wurde das Abkommen geboren?",
    "Der Plan vom 21. September 2021 und der vom 16.3.2023", "Fluchtweg 2 und Arbeitsplatz 1", "Ist die Balkanroute 2022 zu?",
    "Gibt es 5 legale Wege?", "30000 Euro für Tunesien", "Europe Direct hat die 00800 67 89 10 11", "Bu adım Avrupa için ne demek?",
    "12 partenariats avec Tunis", "Via Libia 2023", "Nie 2022 08 04 11", "Mr President, what now?", "Herr der Ringe",
])
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert redact(text) == text


def test_findings_are_places_in_the_text_as_it_was() -> None:
    text = "Ich heiße Eva, ٠١٧٠ ١٢٣٤٥٦٧, eva@example.org"
    assert [(found.kind, text[found.start:found.end]) for found in find(text)] == [
        ("name", "Eva"), ("phone", "٠١٧٠ ١٢٣٤٥٦٧"), ("email", "eva@example.org")]


@pytest.mark.parametrize("text", [
    "Mein Name ist Ahmad Khalil, geboren am 3.4.1990, Musterstr. 5, 10115 Berlin, PESEL 90040312345, Herr Müller",
    "Vorname: Eva\nMeine Adresse: Am Markt 3",
])
def test_what_was_redacted_is_not_redacted_again(text: str) -> None:
    assert redact(redact(text)) == redact(text) != text
