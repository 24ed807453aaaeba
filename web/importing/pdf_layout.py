"""From the lines of a PDF to headings and paragraphs: what a page shows by size, weight and place, and nothing tells."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from .document import Block, Section

_BULLET = re.compile(r"[•·▪‣◦●–]\s*")
_LARGER = 1.15
"""A line is a heading where its letters are so much larger than most."""
_LONGEST_HEADING = 150
_EDGE = 2
"""Lines at the top and bottom of a page that may be its header and footer."""
_HYPHEN = re.compile(r"(?<=[^\W\d_])-$")
_PAGE_LEFT = re.compile(r"\d+|[ivx]{1,5}\b")
_SHORT, _SHORT_SENTENCE = 0.6, 0.8
"""A line that has so little of the widest one's length ends its paragraph: any, and one that ends a sentence."""


@dataclass(frozen=True)
class Line:
    """A line of a page (counted from 1); `size` is the largest of its letters, in points."""

    text: str
    size: float
    bold: bool
    page: int


def without_edges(pages: list[list[Line]]) -> list[Line]:
    """All lines but page numbers, and but what stands at the top or bottom of most pages."""
    def same(line: Line) -> str:
        return _PAGE_LEFT.sub("#", line.text)

    edges = Counter(name for lines in pages for name in {same(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    often = {name for name, count in edges.items() if count >= 3 and count > len(pages) / 2}
    kept = []
    for lines in pages:
        for place, line in enumerate(lines):
            at_edge = place < _EDGE or place >= len(lines) - _EDGE
            if not (at_edge and (same(line) in often or same(line).strip(" -–/#") == "")):
                kept.append(line)
    return kept


def blocks(lines: list[Line], contents: dict[str, int]) -> list[Block]:
    """Headings by the file's table of contents (levels by `plain` titles) where it has one, else by what they look like."""
    body, width = _body_size(lines), _width(lines)
    sizes = sorted({line.size for line in lines if line.size >= body * _LARGER}, reverse=True)
    titled = any(plain(line.text) in contents for line in lines)
    found: list[Block] = []
    paragraph: list[Line] = []
    for line in _wrapped_headings(lines, body):
        level = contents.get(plain(line.text), 0) if titled else _level(line, body, sizes)
        if level:
            found += _paragraphs(paragraph, width)
            found.append(Block(line.text, level))
            paragraph = []
        else:
            paragraph.append(line)
    return found + _paragraphs(paragraph, width)


def _level(line: Line, body: float, sizes: list[float]) -> int:
    """1 to 6 for a heading, else 0: larger letters, or a short line in bold."""
    if len(line.text) > _LONGEST_HEADING or line.text[-1] in ".,;" or not any(map(str.isalpha, line.text)):
        return 0
    if line.size >= body * _LARGER:
        return min(1 + sizes.index(line.size), 6)
    return min(1 + len(sizes), 6) if line.bold and len(line.text) <= _LONGEST_HEADING / 2 else 0


def _wrapped_headings(lines: list[Line], body: float) -> list[Line]:
    """Lines of the same larger size that follow each other are one heading."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and line.size >= body * _LARGER and (line.size, line.page) == (before.size, before.page):
            joined[-1] = replace(before, text=f"{before.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _paragraphs(lines: list[Line], width: int) -> list[Block]:
    """Lines joined; a bullet begins an entry, and a line that is much shorter than the widest ends a paragraph."""
    texts: list[str] = []
    ended = True
    for line in lines:
        if _BULLET.match(line.text):
            texts.append("• " + _BULLET.sub("", line.text, count=1))
        elif ended or not texts:
            texts.append(line.text)
        elif _HYPHEN.search(texts[-1]) and line.text[:1].islower():
            texts[-1] = texts[-1][:-1] + line.text
        else:
            texts[-1] += " " + line.text
        ended = not _HYPHEN.search(line.text) and len(line.text) < width * (_SHORT_SENTENCE if line.text[-1] in ".!?:" else _SHORT)
    return _listed(texts)


def _listed(texts: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for text in texts:
        if text.startswith("• ") and blocks and blocks[-1].text.startswith("• "):
            blocks[-1] = Block(f"{blocks[-1].text}\n{text}")
        else:
            blocks.append(Block(text))
    return blocks


def by_page(title: str, lines: list[Line]) -> list[Section]:
    """Without any heading: a section a page."""
    numbers = dict.fromkeys(line.page for line in lines)
    texts = {number: [block.text for block in _paragraphs([line for line in lines if line.page == number], _width(lines))]
             for number in numbers}
    return [Section(f"{title} – {number}", "\n\n".join(paragraphs), 1, title) for number, paragraphs in texts.items()]


def largest(lines: list[Line]) -> str:
    """The line of the first page that stands out, else its first line."""
    joined = _wrapped_headings([line for line in lines if line.page == lines[0].page], _body_size(lines))
    return max(joined, key=lambda line: line.size).text


def _width(lines: list[Line]) -> int:
    """Characters of the widest line."""
    return max((len(line.text) for line in lines), default=0)


def _body_size(lines: list[Line]) -> float:
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def plain(text: str) -> str:
    """Letters and digits alone, for comparing titles."""
    return "".join(character for character in text.casefold() if character.isalnum())
