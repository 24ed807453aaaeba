"""The server that takes our mails, over SMTP."""

import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from ..channel import Blocked, Failure, Later, Refused
from .security import SECONDS, check_clear, context, of_connection
from .thread import domain_of

_AWAY = 421
_LOGIN_NEEDED = frozenset({530, 535})
_FULL = 552


@contextmanager
def opened(settings: Mapping[str, Any]) -> Iterator[smtplib.SMTP]:
    """Logged in. Raises Later, also for a connection that breaks while it is used."""
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _connect(settings)
        smtp.login(settings["user"] or settings["address"], settings["password"])
        yield smtp
    except smtplib.SMTPAuthenticationError as error:
        raise Later("login" if error.smtp_code >= 500 else str(error.smtp_code), token=error.smtp_code >= 500) from None
    except smtplib.SMTPNotSupportedError as error:
        raise Later("no_starttls" if "STARTTLS" in str(error) else "no_login", token=True) from None
    except smtplib.SMTPResponseException as error:
        raise Later(str(error.smtp_code)) from None
    except smtplib.SMTPException:
        raise Later("connection_lost") from None
    except OSError as error:
        raise of_connection(error) from None
    finally:
        if smtp:
            with suppress(Exception):  # it is of no use any more, whatever is said
                smtp.quit()
            smtp.close()


def deliver(smtp: smtplib.SMTP, sender: str, recipient: str, mail: bytes) -> None:
    """Hands one mail over. Raises Failure."""
    offer(smtp, sender, recipient)
    try:
        code, _ = smtp.data(mail)
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    if code >= 400:
        raise _busy(code) if code < 500 else Refused(str(code))


def offer(smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
    """Whether a mail from and to these addresses would be taken. Raises Failure."""
    code, _ = smtp.mail(sender)
    if code >= 400:  # the address may not be used with this login: no mail would ever go out
        raise Later(str(code), token=code >= 500)
    code, reply = smtp.rcpt(recipient)
    if code >= 400:
        raise _of_recipient(code, reply)


def _of_recipient(code: int, reply: bytes) -> Failure:
    if code < 500:
        return _busy(code)
    if code in _LOGIN_NEEDED or reply.startswith(b"5.7.0"):
        return Later(str(code), token=True)
    return Refused(str(code)) if code == _FULL or reply.startswith(b"5.2.2") else Blocked(str(code))


def _busy(code: int) -> Later:
    """A recipient's server that wants this mail later must not hold up the others' mails."""
    return Later(str(code), chat=code != _AWAY)


def _connect(settings: Mapping[str, Any]) -> smtplib.SMTP:
    host, port, security = settings["smtp_host"], settings["smtp_port"], settings["smtp_security"]
    name = domain_of(settings["address"])  # instead of this machine's, which concerns nobody
    if security == "tls":
        return smtplib.SMTP_SSL(host, port, local_hostname=name, timeout=SECONDS, context=context(settings))
    if security == "none":
        check_clear(host, port)
    smtp = smtplib.SMTP(host, port, local_hostname=name, timeout=SECONDS)
    if security == "starttls":
        smtp.starttls(context=context(settings))
    return smtp
