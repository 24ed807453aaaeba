"""E-mail beyond what every channel does: threads, machines that write, mails that come back, servers that refuse."""

from threading import Event

import pytest

from web.channels.channel import Blocked, Choice, Incoming, Later, Message, Refused, Source
from web.channels.configuration import class_of, set_up
from web.channels.mail import mailbox
from web.channels.providers.email import Email

from .mail.servers import PASSWORD
from .providers.email import EmailProvider
from .test_every_channel import replying
from .world import World

KEY = "123e4567-e89b-42d3-a456-426614174000"
THREAD = "0123456789abcdef0123"
PAYLOAD = {"text": "Vier.", "language": "de", "direction": "ltr"}


@pytest.fixture
def provider():
    made = EmailProvider()
    yield made
    made.close()


def channel(provider: EmailProvider, **changes: str) -> Email:
    """With changed settings, named without their beginning."""
    own = {f"LOTSE_EMAIL_{name.upper()}": value for name, value in changes.items()}
    return class_of("email")(set_up(provider.settings() | own)["email"])


def failure(provider: EmailProvider, recipient: str = "anna", subject: str = "", **changes: str):
    """What sending raises."""
    address = recipient if "@" in recipient else provider.address(recipient)
    with pytest.raises((Later, Refused, Blocked)) as raised:
        channel(provider, **changes).send(f"{address} {THREAD}", {"subject": subject}, PAYLOAD, KEY)
    return raised.value


def fetched(provider: EmailProvider, cursor=None, **changes: str) -> tuple[list[Incoming], dict]:
    """What one look into the mailbox brings, and where to go on."""
    taken, cursors, stopped = [], [cursor], Event()

    def accept(messages, cursor):
        taken.extend(messages)
        cursors.append(cursor)
        stopped.set()

    watched = channel(provider, **changes)
    watched.listen(accept, cursor, stopped)
    return taken, cursors[-1]


def test_answers_stay_in_the_thread_of_the_question(world: World, rasa):
    world.say("Mit wie vielen Ländern?")
    world.say("Und Niger?")
    first, second = world.provider.mails("anna")
    assert first["Subject"] == "Re: Partnerschaften" and first["In-Reply-To"] != second["In-Reply-To"]
    assert len({one["sender"] for one in rasa.received}) == 1


def test_an_answer_to_our_mail_stays_in_the_conversation_without_older_names(world: World, rasa):
    world.say("Mit wie vielen Ländern?")
    reply = world.provider.mail("anna", "Und Niger?")
    del reply["References"], reply["In-Reply-To"]
    reply["In-Reply-To"] = world.provider.mails("anna")[0]["Message-ID"]
    world.after(lambda: world.provider.send(reply))
    assert len({one["sender"] for one in rasa.received}) == 1


def test_another_mail_begins_another_conversation(world: World, rasa):
    world.say("Mit wie vielen Ländern?")
    fresh = world.provider.mail("anna", "Und Niger?")
    del fresh["References"], fresh["In-Reply-To"]
    world.after(lambda: world.provider.send(fresh))
    assert len({one["sender"] for one in rasa.received}) == 2


def test_only_the_sender_is_answered(world: World):
    mail = world.provider.mail("anna", "Mit wie vielen Ländern?")
    mail["Cc"] = world.provider.address("ben")
    assert len(world.after(lambda: world.provider.send(mail))) == 1
    assert world.provider.shown("ben") == []


def test_a_mail_that_lies_twice_in_the_mailbox_is_answered_once(world: World, rasa):
    mail = world.provider.mail("anna", "Mit wie vielen Ländern?", "twice")
    world.after(lambda: world.provider.send(mail))
    world.provider.send(mail)
    world.say("Und Niger?")
    assert len(rasa.received) == 2


def test_no_machine_is_answered(world: World, rasa):
    for name, value in (("Auto-Submitted", "auto-replied"), ("Precedence", "bulk"), ("List-Id", "<x.example.org>")):
        mail = world.provider.mail("anna", "Ich bin im Urlaub.")
        mail[name] = value
        world.provider.send(mail)
    world.say("Mit wie vielen Ländern?")
    assert len(rasa.received) == 1 and world.provider.unread() == 3


def test_a_mail_of_the_mailbox_itself_is_not_answered(provider):
    mail = provider.mail("anna", "Hallo")
    del mail["From"]
    mail["From"] = provider.own
    provider.servers.send(provider.own, provider.own, mail.as_bytes())
    assert fetched(provider)[0] == []


def test_what_is_answered_is_marked_as_read(provider):
    provider.address("lotse")
    provider.say("Mit wie vielen Ländern?")
    assert provider.unread() == 1
    assert [one.text for one in fetched(provider)[0]] == ["Mit wie vielen Ländern?"]
    assert provider.unread() == 0


def test_what_somebody_has_read_before_the_first_start_is_left_alone(provider):
    provider.say("Mit wie vielen Ländern?")
    fetched(provider)
    found, cursor = fetched(provider)
    assert found == [] and cursor["uid"] == 1


def test_a_server_without_idle_is_asked_again(provider):
    stopped = Event()
    stopped.set()
    provider.address("lotse")
    with mailbox.opened(channel(provider).settings) as box:
        box.client.capability = lambda: ("OK", [b"IMAP4rev1"])
        mailbox.wait(box, stopped)
        assert mailbox.arrived_since(box, 0) == []


def test_where_it_stopped_it_goes_on(provider):
    provider.say("Eins")
    _, cursor = fetched(provider)
    provider.say("Zwei")
    assert [one.text for one in fetched(provider, cursor)[0]] == ["Zwei"]


def test_when_the_server_numbers_mails_anew_nothing_unread_is_lost(provider):
    provider.say("Eins")
    _, cursor = fetched(provider)
    provider.say("Zwei")
    found, again = fetched(provider, {**cursor, "validity": cursor["validity"] - 1, "uid": 900})
    assert [one.text for one in found] == ["Zwei"] and again["uid"] == 2


def test_nobody_is_answered_without_end(provider):
    for number in range(4):
        provider.say(f"Frage {number}")
    found, cursor = fetched(provider, hourly="3")
    assert [one.text for one in found] == ["Frage 0", "Frage 1", "Frage 2"]
    provider.say("Frage 4")
    provider.say("Frage 5", "ben")
    assert [one.text for one in fetched(provider, cursor, hourly="3")[0]] == ["Frage 5"]
    assert provider.address("anna") not in str(cursor)


def test_of_a_large_mail_the_words_are_read(provider):
    mail = provider.mail("anna", "Was ist das?")
    mail.add_attachment(b"x" * 3_000_000, maintype="application", subtype="pdf", filename="brief.pdf")
    provider.send(mail)
    assert [one.text for one in fetched(provider)[0]] == ["Was ist das?"]


def test_a_mail_that_comes_back_ends_the_chat(world: World, provider):
    world.office.channels["email"].send(f"gone@example.org {THREAD}", {}, PAYLOAD, KEY)
    world.provider.servers.wait_delivered()
    world.wait_taken(1)
    world.settle()
    chats = world.database.execute("SELECT address, blocked_at IS NOT NULL FROM chat").fetchall()
    assert chats == [(f"gone@example.org {THREAD}", True)]


def test_mails_are_fetched_and_sent_after_starttls_and_in_the_clear_of_the_own_machine(provider):
    ports = provider.servers.ports
    for security, imap, smtp in (("starttls", "imap", "submission"), ("none", "imap", "clear")):
        changes = {"imap_security": security, "smtp_security": security, "imap_port": str(ports[imap]), "smtp_port": str(ports[smtp])}
        assert [one.good for one in channel(provider, **changes).check("")] == [True, True]


def test_nothing_goes_to_a_public_address_in_the_clear(provider):
    found = channel(provider, imap_host="192.0.2.1", smtp_host="8.8.8.8", imap_security="none", smtp_security="none").check("")
    assert ["private addresses only" in one.sentence for one in found] == [False, True]


def test_without_starttls_nothing_is_said(provider):
    port = str(provider.servers.ports["clear"])
    assert failure(provider, smtp_security="starttls", smtp_port=port).error == "no_starttls"


@pytest.mark.parametrize(("recipient", "kind", "error"), [
    ("nobody@example.org", Blocked, "550"), ("full@example.org", Refused, "550"), ("busy@example.org", Later, "451")])
def test_what_the_server_says_of_a_recipient(provider, recipient, kind, error):
    raised = failure(provider, recipient)
    assert (type(raised), raised.error) == (kind, error)
    assert getattr(raised, "chat", False) == (kind is Later)


def test_a_refused_sender_needs_the_operator(provider):
    raised = failure(provider, address="stranger@example.org", user="lotse")
    assert raised.token and raised.error == "550"


def test_a_refused_login_needs_the_operator(provider):
    raised = failure(provider, password="wrong-password")
    assert raised.token and raised.error == "login"


def test_a_changed_password_keeps_what_waits(world: World):
    settings = world.office.channels["email"].settings
    world.provider.say("Mit wie vielen Ländern?")
    world.wait_taken(1)
    settings["password"] = "wrong-password"
    world.settle()
    assert world.database.execute("SELECT error FROM channel_state WHERE channel = 'email'").fetchone() == ("token",)
    settings["password"] = PASSWORD
    world.later(minutes=5)
    assert len(world.provider.shown()) == 1


def test_a_mail_that_is_taken_for_spam_is_given_up(provider):
    assert isinstance(failure(provider, subject="spam"), Refused)


def test_an_unknown_certificate_is_not_accepted(provider):
    raised = failure(provider, ca="")
    assert raised.token and raised.error == "certificate"


def test_a_server_that_is_away_comes_back_later(provider):
    provider.down()
    raised = failure(provider)
    assert isinstance(raised, Later) and not raised.token and raised.error in ("connection_lost", "unreachable", "encryption")


def test_a_second_attempt_has_the_same_name(provider):
    for _ in range(2):
        channel(provider).send(f"{provider.address('anna')} {THREAD}", {}, PAYLOAD, KEY)
    assert {mail["Message-ID"] for mail in provider.mails("anna")} == {f"<{KEY}.{THREAD}@example.org>"}


@pytest.mark.parametrize(("changes", "words"), [
    ({"password": "wrong-password"}, "LOTSE_EMAIL_PASSWORD"), ({"folder": "Nirgends"}, "LOTSE_EMAIL_FOLDER"),
    ({"imap_port": "1"}, "check the host and the port"), ({"ca": ""}, "LOTSE_EMAIL_CA")])
def test_check_says_what_to_do(provider, changes, words):
    first = channel(provider, **changes).check("")[0]
    assert not first.good and words in first.sentence and "wrong-password" not in first.sentence


def test_check_offers_a_mail_to_ourselves(provider):
    assert all(one.good for one in channel(provider).register(""))
    second = channel(provider, address="stranger@example.org", user="lotse").check("")[1]
    assert not second.good and "LOTSE_EMAIL_ADDRESS" in second.sentence
    assert provider.unread() == 0


@pytest.mark.parametrize(("changes", "word"), [
    ({"address": "lotse"}, "lotse@example.org"), ({"imap_security": "ssl"}, "starttls"), ({"ca": "/nowhere"}, "certificates")])
def test_settings_are_checked(provider, changes, word):
    with pytest.raises(ValueError, match=word):
        channel(provider, **changes)


def test_an_arabic_answer_is_marked_as_written_from_right_to_left(world: World, rasa):
    rasa.behave(replying("هذه هي الإجابة. https://example.org/ar?a=1&b=2", language="ar"))
    world.say("تونس")
    page = world.provider.mails("anna")[0].get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in page and '<a href="https://example.org/ar?a=1&amp;b=2">' in page


def test_long_names_of_mails_stay_in_one_piece(world: World):
    mail = world.provider.mail("anna", "Mit wie vielen Ländern?", "x" * 120)
    world.after(lambda: world.provider.send(mail))
    assert world.provider.mails("anna")[0]["In-Reply-To"] == f"<{'x' * 120}@anna.example.org>"


def test_render_keeps_choices_and_sources_as_lines(provider):
    source = Source("Seite", "https://example.org/a", "Quelle: Seite")
    choices = (Choice("c:1:0", "Niger"), Choice("c:1:1", "Tunesien"))
    payload, = channel(provider).render(Message("<b>Vier</b> 🙂", "de", choices, (source,)))
    lines = payload["text"].splitlines()
    assert (lines[0], lines[2:4], lines[-2:]) == (
        "<b>Vier</b> 🙂", ["Quelle: Seite", "https://example.org/a"], ["1. Niger", "2. Tunesien"])


def test_no_message_of_the_log_has_words_or_passwords(provider, caplog):
    provider.say("Geheime Worte")
    fetched(provider)
    failure(provider, password="wrong-password")
    assert PASSWORD not in caplog.text and "Geheime" not in caplog.text and "wrong-password" not in caplog.text
