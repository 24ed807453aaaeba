"""Where staff try out what becomes of personal data in a text before it is stored. Nothing is stored or logged here."""

from dataclasses import dataclass

from flask import Response, request

from .. import redaction
from ..guard import clean
from . import access
from .render import html, reading
from .words import words

LONGEST = 5000


@dataclass(frozen=True)
class Part:
    """A piece of the text; `kind` is what kind of personal data it is, if any."""

    text: str
    kind: str | None


@access.page("/masking", "agent")
def masking() -> Response:
    """The empty field."""
    return html("masking.html", here="manage", text="", longest=LONGEST)


@access.page("/masking", "agent", ("POST",))
def masking_try() -> Response:
    """The text with what is found marked, and as it would be stored."""
    text = clean(request.form.get("text", ""))
    if not 1 <= len(text) <= LONGEST:
        wrong = words(reading())["masking"]["wrong"]["long" if text else "empty"].format(count=len(text), longest=LONGEST)
        return html("masking.html", 400, here="manage", text=text, longest=LONGEST, problem=wrong)
    return html("masking.html", here="manage", text=text, longest=LONGEST, parts=parts(text), stored=redaction.redact(text))


def parts(text: str) -> list[Part]:
    """The text in pieces, in order; what is no personal data stands between."""
    found, done = [], 0
    for finding in redaction.find(text):
        found += [Part(text[done:finding.start], None), Part(text[finding.start:finding.end], finding.kind)]
        done = finding.end
    return [part for part in (*found, Part(text[done:], None)) if part.text]
