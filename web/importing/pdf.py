"""A PDF: its text line by line, headings by its own table of contents or by the size of the letters."""

import io
import re
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from . import dates
from .document import MOST_CHARACTERS, MOST_PAGES, Imported, Unreadable, sections, shortened
from .pdf_layout import Line, blocks, by_page, largest, plain, without_edges


def read(raw: bytes) -> Imported:
    """The document's sections. Raises Unreadable."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable("too_many_pages")
        return _read(reader)
    except DependencyError:
        raise Unreadable("encrypted") from None  # in a way that needs a library of its own
    except LimitReachedError:
        raise Unreadable("too_much") from None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ZeroDivisionError, OSError):
        raise Unreadable("broken") from None  # what a damaged file makes of the reader


def _read(reader: PdfReader) -> Imported:
    pages, characters = [], 0
    for number, page in enumerate(reader.pages, 1):
        pages.append(_lines(page, number))
        characters += sum(len(line.text) for line in pages[-1])
        if characters > MOST_CHARACTERS:
            raise Unreadable("too_long")
    lines = without_edges(pages)
    if not any(character.isalpha() for line in lines for character in line.text):
        raise Unreadable("no_text")
    told = reader.metadata
    parts = blocks(lines, _contents(reader))
    title = shortened(((told.title or "").strip() if told else "") or largest(lines))
    found = sections(title, [block for block in parts if not (block.level and block.text == title)])
    if len(pages) > 1 and not any(block.level for block in parts):
        found = by_page(title, lines)
    return Imported(title, _language(reader), found, _day(told, lines), None)


def _lines(page: Any, number: int) -> list[Line]:
    pieces: list[tuple[str, float, bool]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: dict | None, size: float) -> None:
        scale = abs(tm[3] or tm[1]) * abs(cm[3] or cm[1])
        pieces.append((text, round(size * scale, 1), "bold" in str((font or {}).get("/BaseFont", "")).lower()))

    page.extract_text(visitor_text=visit)
    lines, text, size, bold = [], "", 0.0, True
    for piece, piece_size, piece_bold in [*pieces, ("\n", 0.0, False)]:
        for part in re.split("(\n)", piece):
            if part == "\n":
                if text.strip():
                    lines.append(Line(" ".join(text.split()), size, bold, number))
                text, size, bold = "", 0.0, True
            elif part:
                text += part
                if part.strip():
                    size, bold = max(size, piece_size), bold and piece_bold
    return lines


def _contents(reader: PdfReader) -> dict[str, int]:
    """The levels of the titles in the file's own table of contents."""
    found: dict[str, int] = {}

    def walk(entries: list, level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, min(level + 1, 6))
            elif entry.title:
                found.setdefault(plain(str(entry.title)), level)
    walk(reader.outline, 1)
    return found


def _language(reader: PdfReader) -> str | None:
    code = str(reader.root_object.get("/Lang") or "")[:2].lower()
    return code if len(code) == 2 and code.isalpha() else None


def _day(told: Any, lines: list[Line]) -> str | None:
    try:
        changed = told and (told.modification_date or told.creation_date)
    except ValueError:
        changed = None
    latest = dates.latest("\n".join(line.text for line in lines))
    return changed.date().isoformat() if changed else latest.isoformat() if latest else None
