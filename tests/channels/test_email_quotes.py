"""What is new in a mail: quotations, older mails and signatures of many programs and languages are cut off."""

import pytest

from web.channels.mail.quotes import new_text

QUOTE = "> Welches Land?\n> 1. Niger"


@pytest.mark.parametrize("heading", [
    "Am 3. Mai 2026 um 10:15 schrieb Lotse <lotse@example.org>:",
    "Am Mo., 3. Nov. 2025 um 10:15 Uhr schrieb Lotse <\nlotse@example.org>:",
    "Am 03.05.26 um 10:15 schrieb Lotse:",
    "On Sun, May 3, 2026 at 10:15 AM Lotse <lotse@example.org> wrote:",
    "On Sun, May 3, 2026 at 10:15 AM\nLotse <lotse@example.org> wrote:",
    "Le dim. 3 mai 2026 à 10:15, Lotse <lotse@example.org> a écrit :",
    "El dom, 3 may 2026 a las 10:15, Lotse (<lotse@example.org>) escribió:",
    "Il giorno dom 3 mag 2026 alle ore 10:15 Lotse <lotse@example.org> ha scritto:",
    "Lotse <lotse@example.org> escreveu (domingo, 3/05/2026 à(s) 10:15):",
    "Op zo 3 mei 2026 om 10:15 schreef Lotse <lotse@example.org>:",
    "niedz., 3 maj 2026 o 10:15 Lotse <lotse@example.org> napisał(a):",
    "ne 3. 5. 2026 v 10:15 odesílatel Lotse <lotse@example.org> napsal:",
    "Den sön 3 maj 2026 kl 10:15 skrev Lotse <lotse@example.org>:",
    "su 3. toukok. 2026 klo 10.15 Lotse (lotse@example.org) kirjoitti:",
    "Στις Κυρ 3 Μαΐ 2026 στις 10:15, ο/η Lotse <lotse@example.org> έγραψε:",
    "Lotse <lotse@example.org> ezt írta (időpont: 2026. máj. 3., V, 10:15):",
    "dum., 3 mai 2026 la 10:15, Lotse <lotse@example.org> a scris:",
    "На нд, 3.05.2026 г. в 10:15 Lotse <lotse@example.org> написа:",
    "2026-05-03 10:15 GMT+02:00 Lotse <lotse@example.org>:",
    "في الأحد، 3 مايو 2026 10:15 كتب Lotse <lotse@example.org>:",
    "3 May 2026 Paz 10:15 tarihinde Lotse <lotse@example.org> şunu yazdı:"])
def test_headings_of_quotations(heading):
    assert new_text(f"2\n\n{heading}\n\n{QUOTE}\n") == "2"
    assert new_text(f"Danke\n{heading}\n\n{QUOTE}\n") == "Danke"
    assert new_text(f"{heading}\n\n{QUOTE}\n\nNiger bitte") == "Niger bitte"
    assert new_text(f"2\n\n{heading}\n\nWelches Land?\n1. Niger\n") == "2"


@pytest.mark.parametrize("head", [
    "Von: Lotse <lotse@example.org>\nGesendet: Sonntag, 3. Mai 2026 10:15\nAn: Anna\nBetreff: Re: Länder",
    "-----Ursprüngliche Nachricht-----\nAlt", "-------- Original Message --------\nAlt", "---------- Forwarded message ---------\nAlt",
    "________________________________\nAlt",
    "From: Lotse <lotse@example.org>\nSent: Sunday, May 3, 2026 10:15 AM\nTo: Anna\nSubject: Re: x",
    "De : Lotse <lotse@example.org>\nEnvoyé : dimanche 3 mai 2026 10:15\nÀ : Anna\nObjet : Re: x",
    "De: Lotse\nEnviado: domingo\nPara: Anna\nAsunto: x", "Da: Lotse\nInviato: domenica\nA: Anna\nOggetto: x",
    "Van: Lotse\nVerzonden: zondag\nAan: Anna\nOnderwerp: x", "Od: Lotse\nWysłano: niedziela\nDo: Anna\nTemat: x",
    "*Von:* Lotse\n*Gesendet:* Sonntag\n*An:* Anna\n*Betreff:* x", "Från: Lotse\nSkickat: söndag\nTill: Anna\nÄmne: x",
    "Anfang der weitergeleiteten Nachricht:\n\nVon: Lotse\nBetreff: x\nDatum: 3. Mai 2026 um 10:15:00",
    "-- \nAnna Beispiel\nTel. 1", "--\nAnna"])
def test_older_mails_and_signatures(head):
    assert new_text(f"Und Niger?\n\n{head}\n\nAlte Worte") == "Und Niger?"


@pytest.mark.parametrize("closing", [
    "Mit freundlichen Grüßen\nAnna Beispiel", "Viele Grüße, Anna", "MfG", "Kind regards,\nAnna", "Cordialement\nAnna",
    "Saludos\nAna", "Von meinem iPhone gesendet", "Sent from my iPhone", "Get Outlook for iOS", "Envoyé de mon iPhone",
    "Pozdrawiam\nAnna", "مع التحية\nآنا"])
def test_closing_words(closing):
    assert new_text(f"2\n\n{closing}\n") == "2"


@pytest.mark.parametrize("text", [
    "Am 3. Mai schrieb die Kommission Folgendes:\nStimmt das?", "Von: Niger\nNach: Tunesien", "Grüße aus Berlin, was ist neu?",
    "Viele Grüße", "1 - 2 --- 3", "Sie schrieb:\n„Vier“", "Frage:\nWas kostet das?\n\nAn: wen?", "Regards for Tunisia matter. Why?"])
def test_the_senders_own_words_stay(text):
    assert new_text(text) == text


def test_answers_between_quoted_lines_are_put_together():
    assert new_text(f"{QUOTE}\nDas erste.\n> Noch etwas?\nNein.") == "Das erste.\nNein."


def test_windows_line_ends_and_nothing_at_all():
    assert new_text("Eins\r\nZwei\r\n") == "Eins\nZwei"
    assert new_text("") == "" and new_text(QUOTE) == ""


def test_a_hundred_thousand_lines_are_read_in_no_time():
    assert new_text("Frage?\n" + "Von: x\n" * 100_000).startswith("Frage?")
