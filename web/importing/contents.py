"""From bytes to sections, whatever kind of file it is."""

from . import kinds, pdf, plain, web_page
from .document import MOST_CHARACTERS, MOST_SECTIONS, Imported, Unreadable


def contents(raw: bytes) -> Imported:
    """What is in the file. Raises Unreadable."""
    kind = kinds.kind_of(raw)
    if kind == kinds.PDF:
        found = pdf.read(raw)
    else:
        text = kinds.decoded(raw)
        found = web_page.read(text) if kind == kinds.HTML else plain.read(text)
    if not found.sections:
        raise Unreadable("no_text")
    if len(found.sections) > MOST_SECTIONS or sum(len(section.text) for section in found.sections) > MOST_CHARACTERS:
        raise Unreadable("too_long")
    return found
