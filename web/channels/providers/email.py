"""E-mail: a mailbox over IMAP, answers over SMTP. `docs/channels/email.md` describes it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any, ClassVar

from ...checks import choice, host, optional, text, whole
from ..channel import Accept, Channel, Failure, Finding, Message, Payload, Route
from ..configuration import identifier, secret, setting
from ..limits import Limits
from ..mail import mailbox, submission
from ..mail.fetching import Fetching
from ..mail.security import SECURITY
from ..mail.thread import domain_of, is_address, message_id
from ..mail.writing import write
from ..rendering import parts

_ADVICE = {
    "login": "the login is refused; check LOTSE_EMAIL_USER and LOTSE_EMAIL_PASSWORD",
    "no_login": "the server offers no login; check the port and the security setting",
    "no_starttls": "the server offers no STARTTLS, and nothing is sent in the clear; check the port and the security setting",
    "certificate": "the server's certificate is not valid for this name; check the host, or set LOTSE_EMAIL_CA",
    "encryption": "the server does not speak TLS on this port; check the port and the security setting",
    "ca_file": "the file of LOTSE_EMAIL_CA cannot be read",
    "not_private": "the security setting 'none' is for private addresses only; choose 'tls' or 'starttls'",
    "folder": "there is no folder of the name in LOTSE_EMAIL_FOLDER",
    "unreachable": "nothing answers there; check the host and the port",
    "timeout": "nothing answers there in time; check the host and the port, and whether a firewall is between",
}
_OTHER = "check what the server allows this mailbox, above all LOTSE_EMAIL_ADDRESS as sender"


def _address(raw: str) -> str:
    if not is_address(raw):
        raise ValueError("an e-mail address such as lotse@example.org")
    return raw


def _file(raw: str) -> str:
    if not Path(raw).is_file():
        raise ValueError("a file with certificates")
    return raw


class Email(Channel):
    """A conversation is one sender in one thread; its address is '<sender> <thread>'."""

    name = "email"
    title = "E-mail"
    listens = True
    SETTINGS: ClassVar = (
        setting("LOTSE_EMAIL_ADDRESS", None, _address, "address", "the mailbox's own address, from which answers come"),
        setting("LOTSE_EMAIL_NAME", "Lotse", text(60), "text", "the name shown beside the address"),
        setting("LOTSE_EMAIL_USER", "", optional(identifier), "text", "the login of both servers; empty: the address"),
        setting("LOTSE_EMAIL_PASSWORD", None, secret(8), "text", "the password of both servers", secret=True),
        setting("LOTSE_EMAIL_IMAP_HOST", None, host, "host", "where mails are fetched"),
        setting("LOTSE_EMAIL_IMAP_PORT", "993", whole(1, 65535), "port", "of that server"),
        setting("LOTSE_EMAIL_IMAP_SECURITY", "tls", choice(*SECURITY), "word", "tls, starttls, or none (private addresses only)"),
        setting("LOTSE_EMAIL_SMTP_HOST", None, host, "host", "where answers are handed in"),
        setting("LOTSE_EMAIL_SMTP_PORT", "465", whole(1, 65535), "port", "of that server"),
        setting("LOTSE_EMAIL_SMTP_SECURITY", "tls", choice(*SECURITY), "word", "tls, starttls, or none (private addresses only)"),
        setting("LOTSE_EMAIL_CA", "", optional(_file), "path", "a file with the certificate authority of both; empty: the system's"),
        setting("LOTSE_EMAIL_FOLDER", "INBOX", text(200), "text", "the folder that is read"),
        setting("LOTSE_EMAIL_HOURLY", "20", whole(1, 10_000), "mails", "of one sender that are answered within an hour"),
    )
    limits = Limits(text=100_000, per_second=2)

    def render(self, message: Message) -> list[Payload]:
        """Choices are numbered; addresses of sources stand in lines of their own."""
        return [{"text": part.text, "language": message.language, "direction": message.direction}
                for part in parts(message, self.limits)]

    def send(self, address: str, route: Route, payload: Payload, key: str) -> None:
        """The mail's name is made of `key`, so that who gets it twice after a broken connection can tell."""
        recipient, _, thread = address.partition(" ")
        own, name = self.settings["address"], self.settings["name"]
        mail = write(payload, route, (name, own), recipient, message_id(key, thread, domain_of(own)), datetime.now(UTC))
        with submission.opened(self.settings) as smtp:
            submission.deliver(smtp, own, recipient, mail)

    def listen(self, accept: Accept, cursor: Any, stopped: Event) -> None:
        with mailbox.opened(self.settings) as box:
            fetching = Fetching(box, self.settings, accept, cursor)
            while not stopped.is_set():
                if not fetching.take_new():
                    mailbox.wait(box, stopped)

    def check(self, public_url: str) -> list[Finding]:
        return [self._finding("imap", "Mails can be fetched", self._try_imap),
                self._finding("smtp", "Answers can be sent", self._try_smtp)]

    def _try_imap(self) -> None:
        with mailbox.opened(self.settings):
            pass

    def _try_smtp(self) -> None:
        """Offers a mail to ourselves and takes the offer back."""
        with submission.opened(self.settings) as smtp:
            submission.offer(smtp, self.settings["address"], self.settings["address"])
            smtp.rset()

    def _finding(self, kind: str, fact: str, attempt: Callable[[], None]) -> Finding:
        where = f"{self.settings[f'{kind}_host']}:{self.settings[f'{kind}_port']}"
        try:
            attempt()
        except Failure as error:
            return Finding(False, f"{kind.upper()} at {where}: {_ADVICE.get(error.error, f'refused with {error.error}; {_OTHER}')}.")
        return Finding(True, f"{fact} at {where}.")
