"""E-mail with real servers: people have mailboxes on the same Dovecot and write by the same Exim."""

import imaplib
import re
import uuid
from collections import defaultdict
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

from ..mail.servers import PASSWORD, Servers, servers
from ..mail.wire import Wire
from ..provider import Provider, Shown, new_name


class EmailProvider(Provider):
    name = "email"
    listens = real = True
    buttons = False

    def __init__(self) -> None:
        super().__init__()
        self.servers: Servers = servers()
        self._suffix = uuid.uuid4().hex[:8]
        self._sent: dict[str, list[str]] = defaultdict(list)
        self._imap, self._smtp = Wire(self.servers.ports["imaps"]), Wire(self.servers.ports["submissions"])
        self.own = self.address("lotse")

    def settings(self) -> dict[str, str]:
        return {
            "LOTSE_EMAIL_ADDRESS": self.own, "LOTSE_EMAIL_NAME": "Lotse (Test)", "LOTSE_EMAIL_PASSWORD": PASSWORD,
            "LOTSE_EMAIL_CA": self.servers.ca, "LOTSE_EMAIL_HOURLY": "500",
            "LOTSE_EMAIL_IMAP_HOST": "localhost", "LOTSE_EMAIL_IMAP_PORT": str(self._imap.port),
            "LOTSE_EMAIL_SMTP_HOST": "localhost", "LOTSE_EMAIL_SMTP_PORT": str(self._smtp.port)}

    def address(self, chat: str) -> str:
        """The person's mailbox, which is there from now on."""
        name = f"{chat}-{self._suffix}"
        if not self.servers.is_removed(name):
            self.servers.mailbox(name)
        return f"{name}@example.org"

    def say(self, text: str, chat: str = "anna", name: str | None = None) -> int:
        """In one thread; what the person saw last is quoted below, as programs do."""
        mail = self.mail(chat, text, name)
        seen = self.mails(chat)
        if seen:
            quoted = "".join(f"> {line}\n" for line in _plain(seen[-1]).splitlines())
            mail.set_content(f"{text}\n\nAm 3. Mai 2026 um 10:15 schrieb Lotse <{self.own}>:\n{quoted}")
        return self.send(mail)

    def mail(self, chat: str, text: str, name: str | None = None) -> EmailMessage:
        """A mail of the person in their thread, not yet sent."""
        mail = EmailMessage(policy=policy.SMTP)
        mail["From"], mail["To"] = f"Anna Beispiel <{self.address(chat)}>", self.own
        mail["Message-ID"] = f"<{name or new_name()}@{chat}.example.org>"
        if text.strip("\u200b "):
            mail["Subject"] = "Re: Partnerschaften" if self._sent[chat] else "Partnerschaften"
        if self._sent[chat]:
            mail["In-Reply-To"], mail["References"] = self._sent[chat][-1], self._sent[chat][0]
        mail.set_content(text)
        return mail

    def send(self, mail: EmailMessage, chat: str = "") -> int:
        """250, as the server took it; it lies in the mailbox then."""
        sender = re.search(r"[^\s<>]+@[^\s<>]+", str(mail["From"]))[0]
        self._sent[sender.rpartition("-")[0]].append(str(mail["Message-ID"]))
        self.servers.send(sender, self.own, mail.as_bytes())
        return 202

    def send_unreadable(self, chat: str = "anna") -> int:
        mail = self.mail(chat, "")
        mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="foto.png")
        return self.send(mail)

    def shown(self, chat: str = "anna") -> list[Shown]:
        return [Shown(_plain(mail).rstrip("\n"), [], _links(mail)) for mail in self.mails(chat)]

    def mails(self, chat: str) -> list[EmailMessage]:
        """What lies in the person's mailbox, each mail looked at as a program would."""
        self.servers.wait_delivered()
        user = self.address(chat).partition("@")[0]
        if self.servers.is_removed(user):
            return []  # Dovecot would make a new mailbox
        with imaplib.IMAP4_SSL("localhost", self.servers.ports["imaps"], ssl_context=self.servers.trust()) as box:
            box.login(user, PASSWORD)
            box.select(readonly=True)
            _, found = box.fetch("1:*", "(BODY.PEEK[])") if box.search(None, "ALL")[1][0] else ("", [])
        raw = [piece[1] for piece in found if isinstance(piece, tuple)]
        mails = [message_from_bytes(one, policy=policy.default) for one in raw]
        for one, mail in zip(raw, mails):
            self._look(one, mail, chat)
        if len({mail["Message-ID"] for mail in mails}) != len(mails):
            self.complaints.append("sent twice")
        return mails

    def unread(self) -> int:
        """How many mails of Lotse's mailbox are not marked as read."""
        with imaplib.IMAP4_SSL("localhost", self.servers.ports["imaps"], ssl_context=self.servers.trust()) as box:
            box.login(self.own.partition("@")[0], PASSWORD)
            box.select(readonly=True)
            return len(box.search(None, "UNSEEN")[1][0].split())

    def down(self) -> None:
        self._imap.cut()
        self._smtp.cut()

    def up(self) -> None:
        self._imap.mend()
        self._smtp.mend()

    def block(self, chat: str = "anna") -> None:
        """The person's mailbox takes no mail any more."""
        self.servers.remove(self.address(chat).partition("@")[0])

    def close(self) -> None:
        self._imap.close()
        self._smtp.close()

    def _look(self, raw: bytes, mail: EmailMessage, chat: str) -> None:
        wrong = [name for name, right in {
            "Auto-Submitted": mail["Auto-Submitted"] == "auto-replied", "From": self.own in str(mail["From"]),
            "To": str(mail["To"]) == self.address(chat), "In-Reply-To": str(mail["In-Reply-To"]) in self._sent[chat],
            "References": str(mail["References"]).split()[-1] == str(mail["In-Reply-To"]),
            "Subject": str(mail["Subject"]) in ("Re: Partnerschaften", "Lotse (Test)"),
            "long line": max(map(len, raw.splitlines())) < 200, "8 bits": raw.isascii(),
            "alternative": " ".join(_plain(mail).split()) == " ".join(_Page(mail).text.split()),
            "language": _Page(mail).attributes.get("lang") == mail["Content-Language"],
            "direction": _Page(mail).attributes.get("dir") == ("rtl" if mail["Content-Language"] == "ar" else "ltr"),
            "Return-Path": str(mail["Return-Path"]) == f"<{self.own}>"}.items() if not right]
        self.complaints += wrong


class _Page(HTMLParser):
    """The HTML part: its words, its links, the attributes of its root."""

    def __init__(self, mail: EmailMessage) -> None:
        super().__init__()
        self.text, self.links, self.attributes = "", [], {}
        self._title = False
        self.feed(mail.get_body(("html",)).get_content())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._title = tag == "title"
        if tag == "html":
            self.attributes = dict(attributes)
        if tag == "a":
            self.links.append(dict(attributes)["href"])

    def handle_data(self, data: str) -> None:
        self.text += "" if self._title else data


def _plain(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def _links(mail: EmailMessage) -> list[str]:
    return _Page(mail).links
