"""Our answer as a mail: plain text and the same as simple HTML, in the thread of the question, recognisable as automatic."""

import html
import re
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from ..channel import Payload, Route

_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'»“”]")
_PAGE = ('<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
         "<body>\n{body}\n</body>\n</html>\n")


def write(payload: Payload, route: Route, sender: tuple[str, str], recipient: str, message_id: str, now: datetime) -> bytes:
    """`sender` is the name that is shown and the address; `route` as `incoming.read` gives it."""
    subject = f"Re: {route['subject']}" if route.get("subject") else sender[0]
    mail = MIMEMultipart("alternative")  # of the old policy, which leaves long names of mails as they are
    mail["From"] = formataddr(sender)
    mail["To"] = recipient
    mail["Subject"] = subject if subject.isascii() else Header(subject, "utf-8", header_name="Subject").encode()
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id
    names = [f"<{name}>" for name in route.get("references", [])]
    if names:
        mail["In-Reply-To"] = names[-1]
        mail["References"] = "\n ".join(names)
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["Content-Language"] = payload["language"]
    mail.attach(MIMEText(payload["text"], "plain", _UTF8))
    mail.attach(MIMEText(page(payload, subject), "html", _UTF8))
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n", max_line_length=998))


def page(payload: Payload, title: str) -> str:
    """The text as HTML: nothing in it is markup, addresses are links."""
    paragraphs = re.split(r"\n{2,}", payload["text"].strip())
    body = "\n".join("<p>" + _linked(paragraph).replace("\n", "<br>\n") + "</p>" for paragraph in paragraphs)
    return _PAGE.format(language=html.escape(payload["language"]), direction=payload["direction"], title=html.escape(title), body=body)


def _linked(text: str) -> str:
    pieces, done = [], 0
    for found in _LINK.finditer(text):
        address = html.escape(found[0])
        pieces += [html.escape(text[done:found.start()]), f'<a href="{address}">{address}</a>']
        done = found.end()
    return "".join([*pieces, html.escape(text[done:])])
