"""What is read of a mail: its new words in any character set, from a person only."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from web.channels.mail.incoming import read
from web.channels.mail.writing import page

OWN = "lotse@example.org"
NOW = datetime(2026, 5, 3, 8, 15, tzinfo=UTC)
KEY, THREAD = "123e4567-e89b-42d3-a456-426614174000", "0123456789abcdef0123"


def raw(body: str = "Mit wie vielen Ländern?", **headers: str) -> bytes:
    """A mail of one part in UTF-8; in names of headers, _ stands for -."""
    known = {"From": "Anna <anna@Example.ORG>", "To": OWN, "Message-ID": "<1@anna>"} | {
        name.replace("_", "-"): value for name, value in headers.items()}
    known.setdefault("Content-Type", "text/plain; charset=utf-8")
    return "".join(f"{name}: {value}\r\n" for name, value in known.items() if value).encode() + b"\r\n" + body.encode()


def message(mail: bytes):
    return read(mail, OWN, NOW)


def test_a_mail_is_a_message():
    found = message(raw(Subject="=?utf-8?q?L=C3=A4nder?=", Content_Language="de-DE"))
    assert (found.id, found.kind, found.text, found.sent_at, found.language) == (
        "1@anna", "text", "Mit wie vielen Ländern?", NOW, "de")
    assert found.address.startswith("anna@example.org ")
    assert found.route == {"subject": "Länder", "references": ["1@anna"]}


@pytest.mark.parametrize(("charset", "body"), [
    ("iso-8859-1", "Länder".encode("latin-1")), ("iso-8859-1", "„Länder“".encode("cp1252")), ("utf-8", "Länder".encode("cp1252")),
    ("windows-1251", "Сколько?".encode("cp1251")), ("koi8-r", "Сколько?".encode("koi8-r")), ("gb2312", "多少?".encode("gb18030")),
    ("iso-8859-7", "Πόσες;".encode("iso-8859-7")), ("windows-1256", "كم؟".encode("cp1256")), ("x-unknown", "Länder".encode()),
    ("us-ascii", "Länder".encode()), ("iso-2022-jp", "日本".encode("iso-2022-jp"))])
def test_any_character_set(charset, body):
    mail = raw("", Content_Type=f"text/plain; charset={charset}") + body
    assert message(mail).text in ("Länder", "„Länder“", "Сколько?", "Πόσες;", "كم؟", "多少?", "日本")


def test_base64_and_quoted_printable():
    assert message(raw("TMOkbmRlcg==", Content_Transfer_Encoding="base64")).text == "Länder"
    assert message(raw("L=C3=A4nder=\r\n?", Content_Transfer_Encoding="quoted-printable")).text == "Länder?"


def test_html_only():
    html = ("<html><head><style>p {color: red}</style></head><body><p>Welche <b>Länder</b>\n sind es?</p><div>Danke&nbsp;!<br>A</div>"
            '<div class="gmail_quote"><div>Am 3. Mai 2026 um 10:15 schrieb Lotse &lt;lotse@example.org&gt;:</div>'
            "<blockquote type=cite>Alt</blockquote></div></body></html>")
    assert message(raw(html, Content_Type="text/html; charset=utf-8")).text == "Welche Länder sind es?\n\nDanke !\nA"


def test_html_with_an_answer_below_the_quotation():
    html = "<div>On 3 May 2026 at 10:15 Lotse wrote:</div><blockquote type=cite><p>Old</p></blockquote><p>New</p>"
    assert message(raw(html, Content_Type="text/html")).text == "New"


def test_the_plain_part_is_preferred_unless_it_is_empty():
    mail = EmailMessage()
    mail["From"], mail["Message-ID"] = "anna@example.org", "<1@anna>"
    mail.set_content("Klar")
    mail.add_alternative("<p>Bunt</p>", subtype="html")
    assert message(mail.as_bytes()).text == "Klar"
    mail.get_body(("plain",)).set_content(" \n")
    assert message(mail.as_bytes()).text == "Bunt"


def test_attached_files_and_mails_are_no_text():
    mail, attached = EmailMessage(), EmailMessage()
    attached.set_content("Andere Worte")
    mail["From"], mail["Message-ID"] = "anna@example.org", "<1@anna>"
    mail.set_content("")
    mail.add_attachment("Worte", filename="worte.txt")
    mail.add_attachment(attached)
    assert (message(mail.as_bytes()).kind, message(mail.as_bytes()).text) == ("unreadable", "")


def test_the_subject_is_the_question_of_an_empty_mail():
    assert message(raw("", Subject="Wie viele Länder?")).text == "Wie viele Länder?"
    assert message(raw("\r\n-- \r\nAnna", Subject="Re: Wie viele?")).kind == "unreadable"
    assert message(raw(" \u200b ", Subject="")).kind == "unreadable"


@pytest.mark.parametrize("headers", [
    {"Auto_Submitted": "auto-generated"}, {"Auto_Submitted": "auto-replied; owner=x"}, {"Precedence": "Bulk"}, {"Precedence": "junk"},
    {"List_Id": "<x.example.org>"}, {"List_Unsubscribe": "<mailto:x@example.org>"}, {"X_Auto_Response_Suppress": "DR, OOF, AutoReply"},
    {"X_Auto_Response_Suppress": "All"}, {"Return_Path": "<>"}, {"X_Autoreply": "yes"}, {"X_Spam_Flag": "YES"},
    {"From": "MAILER-DAEMON@example.org"}, {"From": "no-reply@example.org"}, {"From": "Firma <noreply@example.org>"},
    {"From": "donotreply@example.org"}, {"From": "bounces+7=x@example.org"}, {"From": OWN}, {"From": "LOTSE@example.org"},
    {"From": OWN, "Reply_To": "anna@example.org"}, {"Reply_To": OWN}, {"From": ""}, {"From": "kaputt"}, {"From": "anna@localhost"},
    {"From": '"a b"@example.org'}, {"From": "anna@müller.example"}, {"Content_Type": "multipart/report; boundary=x"}])
def test_what_is_never_answered(headers):
    assert message(raw(**headers)) is None


@pytest.mark.parametrize("headers", [
    {"Auto_Submitted": "no"}, {"Precedence": "first-class"}, {"X_Auto_Response_Suppress": "None"},
    {"Return_Path": "<anna@example.org>"}, {"From": "noah@example.org"}, {"From": "norbert.reply@example.org"}, {"X_Spam_Flag": "NO"}])
def test_what_only_looks_like_it(headers):
    assert message(raw(**headers)).kind == "text"


def test_a_form_of_a_website_names_where_answers_go():
    assert message(raw(From="noreply@example.org", Reply_To="ben@example.org")).address.startswith("ben@example.org ")


def test_a_thread_is_named_by_its_first_mail():
    first = message(raw())
    later = message(raw(Message_ID="<3@anna>", References="<1@anna> <2@lotse>", In_Reply_To="<2@lotse>"))
    ours = message(raw(Message_ID="<4@anna>", In_Reply_To=f"<{KEY}.{first.address.split(' ')[1]}@example.org>"))
    other = message(raw(Message_ID="<5@anna>"))
    assert first.address == later.address == ours.address != other.address


def test_another_server_cannot_name_our_threads():
    assert THREAD not in message(raw(In_Reply_To=f"<{KEY}.{THREAD}@example.com>")).address


def test_a_mail_without_a_name_has_one_of_its_own():
    one, other = message(raw(Message_ID="")), message(raw("Anders", Message_ID=""))
    assert one.id.startswith("sha256:") and one.id != other.id
    assert message(raw(Message_ID="")).id == one.id
    assert len(message(raw(Message_ID=f"<{'x' * 300}@anna>")).id) <= 200
    assert message(raw(Message_ID="<a\x00b@anna>", References="<\x00>")).id.startswith("sha256:")


def test_personal_data_in_a_subject_is_not_kept():
    assert message(raw(Subject="Rückruf an +49 170 1234567")).route["subject"] == "Rückruf an [Telefon]"


def test_a_subject_without_encoding_is_read_as_windows_or_as_utf_8():
    assert message(raw("").replace(b"To:", "Subject: Länder\r\nTo:".encode("cp1252"))).text == "Länder"


def test_a_subject_cannot_bring_a_header():
    assert message(raw(Subject="=?utf-8?q?a=0D=0ABcc:_x@example.org?=")).route["subject"] == "a Bcc: [E-Mail]"


def test_references_do_not_grow_without_end():
    names = [f"{number}@x" for number in range(50)]
    kept = message(raw(References=" ".join(f"<{name}>" for name in names))).route["references"]
    assert (kept[0], kept[-1], len(kept)) == ("0@x", "1@anna", 10)


@pytest.mark.parametrize("garbage", [
    b"", b"\xff\xfe\x00", b"From: a@example.org\r\nContent-Type: multipart/mixed\r\n\r\nx",
    b"From: =?x?b?%%%?= <a@example.org>\r\n\r\nx",
    b"From: a@example.org\r\nContent-Type: text/plain; charset=\"\xff\"\r\n\r\nHallo",
    b"Subject: =?utf-8?b?////?=\r\nFrom: a@example.org\r\n\r\n",
    b"From: a@example.org\r\nContent-Type: message/rfc822\r\n\r\n",
    b"From: a@example.org\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%"])
def test_garbage_breaks_nothing(garbage):
    found = message(garbage)
    assert found is None or found.kind in ("text", "unreadable")


def report(action: str = "failed", status: str = "5.1.1", name: str = f"<{KEY}.{THREAD}@example.org>") -> bytes:
    """A delivery status notification as in RFC 3464."""
    return raw(f"--x\r\n\r\nNicht zugestellt\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
               f"Reporting-MTA: dns; mx.example.org\r\n\r\n"
               f"Final-Recipient: rfc822; anna@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--x\r\n"
               f"Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {name}\r\nTo: anna@example.org\r\n\r\n--x--\r\n",
               From="MAILER-DAEMON@example.org", Return_Path="<>",
               Content_Type="multipart/report; report-type=delivery-status; boundary=x")


def test_a_mail_of_ours_that_comes_back_ends_the_chat():
    found = message(report())
    assert (found.kind, found.address) == ("stopped", f"anna@example.org {THREAD}")


@pytest.mark.parametrize("mail", [
    report(action="delayed", status="4.4.1"), report(status="4.2.2"), report(action="delivered", status="2.0.0"),
    report(name="<other@example.org>"), report(name=f"<{KEY}.{THREAD}@example.com>")])
def test_other_reports_are_left_alone(mail):
    assert message(mail) is None


def test_links_end_before_the_punctuation():
    found = page({"text": "Siehe (https://example.org/a?b=1&c=2).\n<i>", "language": "de", "direction": "ltr"}, "Re: <x>")
    assert '(<a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>).<br>\n&lt;i&gt;' in found
    assert "<title>Re: &lt;x&gt;</title>" in found
