"""What a mail's sender has written now, without what was quoted or handed on, without closing words and signature."""

import re

from .words import CLOSINGS, DEVICES, FORWARDED, FROM, ON, THEN, WROTE

_MOST_LINES = 4
_MOST_CHARACTERS = 400
_MOST_AFTER = 8
"""Lines of a signature below closing words; more is no signature."""
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)")
_MAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_WROTE = re.compile(rf"(?<!\w)(?:{'|'.join(WROTE)})(?!\w)", re.I)
_ON = re.compile(rf"(?:{'|'.join(ON)})\b.*\d", re.I)
_FROM = re.compile(rf"[*_]*(?:{'|'.join(FROM)})\s?[*_]*:", re.I)
_THEN = re.compile(rf"[*_]*(?:{'|'.join(THEN)})\s?[*_]*:", re.I)
_RULE = re.compile(r"--|_{20,}|-{5,}\s*[^-\s][^-]{2,60}-{5,}")
_FORWARDED = re.compile(rf"(?:{'|'.join(FORWARDED)})\s?:", re.I)
_CLOSING = re.compile(rf"(?:{'|'.join(map(re.escape, CLOSINGS))})[\s,.!–-]*(?:[\w.]+[\s,]*){{0,3}}|(?:{'|'.join(DEVICES)})", re.I)


def new_text(text: str) -> str:
    """The new words of a mail's plain text.

    >>> new_text("2\\n\\nAm 3. Mai 2026 um 10:15 schrieb Lotse <lotse@example.org>:\\n> Welches Land?")
    '2'
    """
    lines = [line.strip() for line in text.replace("\u00a0", " ").splitlines()]
    kept: list[str] = []
    place = 0
    while place < len(lines) and not _ends(lines, place):
        heading = _heading(lines, place)
        if heading:
            if kept and _is_first_half(kept[-1]):
                kept.pop()
            place = _after_quotation(lines, place + heading)
        else:
            kept += [] if lines[place].startswith(">") else [lines[place]]
            place += 1
    return "\n".join(_without_closing(kept)).strip()


def _ends(lines: list[str], place: int) -> bool:
    """Whether all that follows is a signature or an older mail."""
    line = lines[place]
    if _RULE.fullmatch(line) or _FORWARDED.fullmatch(line):
        return True
    labels = [one for one in lines[place + 1:place + 9] if one][:4]
    return bool(_FROM.match(line)) and sum(bool(_THEN.match(one)) for one in labels) >= 2


def _heading(lines: list[str], place: int) -> int:
    """How many lines from here say who wrote the quotation that follows; 0: none. It begins where it can begin last."""
    for end in range(place + 1, min(place + _MOST_LINES, len(lines)) + 1):
        if not lines[end - 1] or lines[end - 1].startswith(">"):
            return 0
        if _says_who_wrote(lines[place:end]):
            later = any(_says_who_wrote(lines[start:end]) for start in range(place + 1, end))
            return 0 if later else end - place
    return 0


def _says_who_wrote(lines: list[str]) -> bool:
    """'Am … um 10:15 schrieb …:'; a verb alone would also be in sentences of the sender."""
    joined = " ".join(lines)
    if not joined.endswith((":", "：")) or len(joined) > _MOST_CHARACTERS:
        return False
    time, mail = bool(_TIME.search(joined)), bool(_MAIL.search(joined))
    return time and mail or (time or mail) and bool(_WROTE.search(joined))


def _is_first_half(line: str) -> bool:
    return bool(_ON.match(line)) and not line.endswith((".", "!", "?"))


def _after_quotation(lines: list[str], place: int) -> int:
    """Where the sender goes on; at the end if the quotation has no marks, so that nobody knows where it ends."""
    while place < len(lines) and not lines[place]:
        place += 1
    marked = place < len(lines) and lines[place].startswith(">")
    return place if marked else len(lines)


def _without_closing(lines: list[str]) -> list[str]:
    for place, line in enumerate(lines):
        if _CLOSING.fullmatch(line) and any(lines[:place]) and sum(map(bool, lines[place + 1:])) <= _MOST_AFTER:
            return lines[:place]
    return lines
