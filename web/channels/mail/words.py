"""Words by which mail programs mark what is not new in a mail, in the languages of the EU and of its neighbours."""

WROTE = (
    "schrieb", "geschrieben", "wrote", "a écrit", "escribió", "ha scritto", "escreveu", "schreef", "napisał",
    "napisał\\(a\\)", "pisze", "napsal", "napsal\\(a\\)", "napísal", "napísal\\(a\\)", "skrev", "kirjoitti", "έγραψε",
    "írta", "a scris", "написа", "je napisao", "je napisala", "je napisao/la", "je napisal", "je napisal\\(a\\)", "rašė",
    "parašė", "rakstīja", "kirjutas", "kiteb", "scríobh", "كتب", "yazdı", "написал", "написал\\(а\\)", "пишет", "пише",
    "написав", "نوشت")
"""Verbs of the line over a quotation ('Am … schrieb …:')."""
ON = (
    "Am", "On", "Le", "El", "Il giorno", "Il", "Em", "A", "Op", "Den", "På", "W dniu", "Dnia", "Dne", "Dňa", "Dana", "Στις",
    "În", "Pe", "La", "На", "Ar", "Fl-", "В", "في")
"""First words of that line, which may be broken."""
FROM = (
    "Von", "From", "De", "Da", "Van", "Od", "Fra", "Från", "Lähettäjä", "Από", "Feladó", "De la", "От", "Šalje", "Nuo", "No",
    "Saatja", "Minn", "Ó", "Kimden", "Від", "من", "Mittente", "Expéditeur", "Remitente", "Odesílatel", "Odosielateľ")
THEN = (
    "Gesendet", "Datum", "An", "Betreff", "Sent", "Date", "To", "Subject", "Cc", "Kopie", "Envoyé", "À", "Objet", "Enviado",
    "Fecha", "Para", "Asunto", "Inviato", "Data", "A", "Oggetto", "Enviada", "Assunto", "Verzonden", "Aan", "Onderwerp",
    "Wysłano", "Wysłane", "Do", "Temat", "Odesláno", "Komu", "Předmět", "Dátum", "Odoslané", "Predmet", "Sendt", "Til",
    "Emne", "Skickat", "Till", "Ämne", "Lähetetty", "Vastaanottaja", "Aihe", "Στάλθηκε", "Ημερομηνία", "Προς", "Θέμα",
    "Elküldve", "Címzett", "Tárgy", "Trimis", "Către", "Subiect", "Изпратено", "До", "Относно", "Poslano", "Za", "Zadeva",
    "Išsiųsta", "Kam", "Tema", "Nosūtīts", "Saadetud", "Kellele", "Teema", "Mibgħut", "Lil", "Suġġett", "Gönderildi", "Kime",
    "Konu", "Отправлено", "Кому", "Тема", "Надіслано", "Дата", "إلى", "تاريخ", "الموضوع")
"""Labels of the head that Outlook and others put over a mail that is answered or handed on."""
FORWARDED = (
    "begin forwarded message", "anfang der weitergeleiteten nachricht", "début du message transféré",
    "début du message réexpédié", "inizio messaggio inoltrato", "inicio del mensaje reenviado", "begin doorgestuurd bericht",
    "início da mensagem reencaminhada", "początek przekazywanej wiadomości", "start på vidarebefordrat brev",
    "start på videresendt besked")
CLOSINGS = (
    "mit freundlichen grüßen", "mit freundlichen grüssen", "mit freundlichem gruß", "freundliche grüße", "mit besten grüßen",
    "beste grüße", "viele grüße", "liebe grüße", "herzliche grüße", "schöne grüße", "mfg", "lg", "vg", "kind regards",
    "best regards", "warm regards", "regards", "best wishes", "yours sincerely", "yours faithfully", "sincerely",
    "cordialement", "bien cordialement", "bien à vous", "salutations distinguées", "meilleures salutations", "saludos",
    "un saludo", "saludos cordiales", "atentamente", "cordiali saluti", "distinti saluti", "saluti",
    "com os melhores cumprimentos", "melhores cumprimentos", "atenciosamente", "met vriendelijke groet",
    "vriendelijke groeten", "groeten", "z poważaniem", "pozdrawiam", "serdecznie pozdrawiam", "s pozdravem", "s pozdravom",
    "med venlig hilsen", "venlig hilsen", "mvh", "med vänliga hälsningar", "vänliga hälsningar", "ystävällisin terveisin",
    "terveisin", "με εκτίμηση", "φιλικά", "üdvözlettel", "tisztelettel", "cu stima", "cu stimă", "cu respect", "с уважение",
    "поздрави", "s poštovanjem", "srdačan pozdrav", "lep pozdrav", "s spoštovanjem", "pagarbiai", "ar cieņu",
    "lugupidamisega", "parimate soovidega", "dejjem tiegħek", "le meas", "مع أطيب التحيات", "مع التحية", "saygılarımla",
    "с уважением", "з повагою", "با احترام")
"""What stands over the sender's name."""
DEVICES = (
    r"von meinem .{2,40} gesendet", r"gesendet (mit|von|aus) .{2,80}", r"sent (from|with|via) .{2,80}",
    r"get outlook for .{2,20}", r"(holen sie sich )?outlook für .{2,20}", r"envoyé (de|depuis|avec|à partir de) .{2,80}",
    r"enviado (desde|do|de|con) .{2,80}", r"inviato (da|con) .{2,80}", r"verstuurd vanaf .{2,80}", r"wysłane? z .{2,80}",
    r"odesláno z .{2,80}", r"skickat från .{2,80}", r"sendt fra .{2,80}", r"lähetetty .{2,60}(sta|stä|lta|ltä)",
    r"στάλθηκε από .{2,80}", r"trimis de pe .{2,80}", r"отправлено с .{2,80}")
"""Lines that programs add."""
